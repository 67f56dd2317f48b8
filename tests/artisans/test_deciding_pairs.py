"""Pairs over the whole register: found, kept, decided."""

import pytest
from django.core.management import call_command

from artisans.actions.duplicates import AlreadyDecided, decide, find_pairs
from artisans.choices import ArtisanState, SameOrNot
from artisans.models import Artisan, DuplicatePair
from tests.factories import ArtisanFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def twins():
    return [ArtisanFactory(public_name=name) for name in ("Sulastri Wiramah", "Bu Sulastri Wiramoh")]


def run(capsys, *arguments: str) -> str:
    call_command("find_duplicates", *arguments)
    return capsys.readouterr().out


def test_each_pair_is_found_once_with_the_lower_key_first(twins):
    ArtisanFactory(public_name="Kasmuri Jazuli")
    assert [(pair.first, pair.second) for pair in find_pairs()] == [(twins[0].pk, twins[1].pk)]


def test_merged_records_pair_with_nobody(twins):
    Artisan.objects.filter(pk=twins[0].pk).update(state=ArtisanState.MERGED)
    assert list(find_pairs()) == []


def test_the_command_tells_and_writes_only_when_told_to(twins, capsys):
    assert "1 new, 0 known" in run(capsys)
    assert DuplicatePair.objects.count() == 0
    assert "1 new, 0 known" in run(capsys, "--write")
    pair = DuplicatePair.objects.get()
    assert (pair.first, pair.second, pair.reasons) == (*twins, ["SIMILAR_NAME", "SAME_VILLAGE"])
    assert "0 new, 1 known" in run(capsys)


def test_a_pair_that_no_longer_holds_goes_unless_it_was_decided(twins, capsys):
    run(capsys, "--write")
    third = ArtisanFactory(public_name="Kasmuri Jazuli")
    decide(first=twins[0], second=third, decision=SameOrNot.DIFFERENT, by=UserFactory())
    Artisan.objects.filter(pk=twins[0].pk).update(public_name="Partinah")
    assert "0 new, 0 known and undecided; 1 no longer likely; 1 decided" in run(capsys, "--write")
    assert [(pair.first, pair.second) for pair in DuplicatePair.objects.all()] == [(twins[0], third)]


def test_a_decision_outlives_the_next_search(twins, capsys):
    officer = UserFactory()
    decide(first=twins[1], second=twins[0], decision=SameOrNot.DIFFERENT, by=officer)
    assert "0 new, 0 known and undecided; 0 no longer likely; 1 decided" in run(capsys, "--write")
    pair = DuplicatePair.objects.get()
    assert (pair.first, pair.second, pair.decision, pair.decided_by) == (*twins, "DIFFERENT", officer)
    assert pair.score > 0.25


def test_who_decides_the_contrary_after_a_colleague_is_told(twins):
    first, second = UserFactory(), UserFactory()
    pair = {"first": twins[0], "second": twins[1]}
    decided = decide(**pair, decision=SameOrNot.DIFFERENT, by=first)
    assert decide(**pair, decision=SameOrNot.DIFFERENT, by=second) == decided
    with pytest.raises(AlreadyDecided, match="Orang lain"):
        decide(**pair, decision=SameOrNot.SAME, by=second)
    assert decide(**pair, decision=SameOrNot.SAME, by=first).decision == SameOrNot.SAME
