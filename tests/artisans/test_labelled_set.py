"""The promise about likely duplicates, held on a small labelled set; `make bench` measures the large one."""

import pytest

from artisans.actions.duplicates import count_words, find_pairs
from bench.labelled import labelled_set
from bench.register import enter

pytestmark = pytest.mark.django_db


def test_most_second_entries_are_found_and_few_others():
    labelled = labelled_set(1_000, 100, seed=7)
    places = {key: place for place, key in enumerate(enter(labelled.makers))}
    count_words()
    found = {(places[pair.first], places[pair.second]) for pair in find_pairs()}
    right = len(found & labelled.pairs)
    assert len(labelled.pairs) == 100
    assert right / len(labelled.pairs) >= 0.93
    assert right / len(found) >= 0.9


def test_the_set_is_the_same_for_the_same_seed_and_holds_real_namesakes():
    one, other = labelled_set(3_000, 100, seed=3), labelled_set(3_000, 100, seed=3)
    assert one == other
    first_entries = one.makers[:2_900]
    persons = [maker.person for maker in first_entries]
    assert len(set(persons)) < len(persons) * 0.95
