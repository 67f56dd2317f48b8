"""Two people change one record: what of each stands, and where they must choose."""

import pytest

from artisans.choices import ArtisanKind
from core.versions import ChangedMeanwhile, SeenField, plain, sealed, settle
from regions.positions import Position

SEEN = {"name": "Tas Goni", "note": "", "crafts": [1]}


def test_each_ones_own_changes_stand_beside_the_others():
    settled = settle(seen=SEEN, stored=SEEN | {"note": "Gang II"}, mine=SEEN | {"name": "Tas Goni Lestari"})
    assert settled == {"name": "Tas Goni Lestari", "note": "Gang II", "crafts": [1]}


def test_who_changes_nothing_takes_nothing_back():
    stored = {"name": "Lain", "note": "Gang II", "crafts": [1, 2]}
    assert settle(seen=SEEN, stored=stored, mine=SEEN) == stored


def test_the_same_change_made_twice_is_no_quarrel():
    changed = SEEN | {"name": "Tas Goni Lestari"}
    assert settle(seen=SEEN, stored=changed, mine=changed) == changed


def test_one_answer_changed_by_both_is_left_to_the_second_to_choose():
    with pytest.raises(ChangedMeanwhile) as refusal:
        settle(seen=SEEN, stored=SEEN | {"name": "A", "note": "x"}, mine=SEEN | {"name": "B", "crafts": [2]})
    assert refusal.value.theirs == {"name": "A"}


def test_what_nobody_knows_to_have_been_seen_is_not_overwritten():
    with pytest.raises(ChangedMeanwhile) as refusal:
        settle(seen={}, stored=SEEN, mine=SEEN | {"note": "Gang II"})
    assert refusal.value.theirs == {"note": ""}


def test_answers_are_compared_in_a_form_that_a_page_can_carry():
    answers = {"kind": ArtisanKind.GROUP, "crafts": {3, 1}, "story": "a\r\nb", "position": Position(-6.9, 110.4, 12)}
    carried = {name: plain(answer) for name, answer in answers.items()}
    assert carried == {"kind": "GROUP", "crafts": [1, 3], "story": "a\nb", "position": [-6.9, 110.4, 12]}
    assert SeenField().clean(sealed(carried)) == carried


@pytest.mark.parametrize("spoilt", [None, "", "x", '{"name": "forged"}', "a:b:c", "\x00"])
def test_what_was_not_carried_by_a_page_of_ours_counts_as_not_seen(spoilt):
    assert SeenField().clean(spoilt) == {}
