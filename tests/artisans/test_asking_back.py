"""A committee asks before it decides, the maker answers, and everybody sees who is to act."""

import pytest

from artisans.actions import joining
from artisans.actions.asking_back import write_to_committee, write_to_maker
from artisans.actions.memberships import AlreadyDecided
from artisans.models import Membership
from tests.cast import make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


def whose_turn(cast) -> list[int]:
    rows = cast.cluster.memberships
    return [rows.awaiting_committee().count(), rows.awaiting_maker().count()]


def test_who_wrote_last_waits_for_the_other(cast):
    turns = [whose_turn(cast)]
    write_to_maker(membership=cast.request, text="Sejak kapan?", by=cast.committee)
    turns.append(whose_turn(cast))
    write_to_committee(membership=cast.request, text="Sejak 2011.", by=cast.artisan_user)
    turns.append(whose_turn(cast))
    assert turns == [[1, 0], [0, 1], [1, 0]]
    said = list(cast.request.notes.order_by("pk").values_list("text", "by", "from_committee"))
    assert said == [("Sejak kapan?", cast.committee.pk, True), ("Sejak 2011.", cast.artisan_user.pk, False)]


def test_the_same_words_sent_twice_are_kept_once(cast):
    for _ in range(2):
        write_to_maker(membership=cast.request, text="Sejak kapan?", by=cast.committee)
    assert cast.request.notes.count() == 1


def test_a_request_asked_about_is_still_decided_or_taken_back(cast):
    write_to_maker(membership=cast.request, text="Sejak kapan?", by=cast.committee)
    decided = joining.accept(membership=cast.request, by=cast.committee)
    assert (decided.state, decided.awaits_maker) == ("ACCEPTED", False)


def test_nothing_more_is_asked_once_it_is_decided(cast):
    joining.take_back(membership=cast.request, by=cast.artisan_user)
    for write, by in ((write_to_maker, cast.committee), (write_to_committee, cast.artisan_user)):
        with pytest.raises(AlreadyDecided):
            write(membership=cast.request, text="Halo", by=by)
    assert Membership.objects.get(pk=cast.request.pk).notes.count() == 0
