"""Roles, numbers, decrees, dates; leaving and being let go; and a cluster that keeps its last committee member."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import may
from artisans.actions import claiming, joining, review, seats
from artisans.actions.erasing import erase
from artisans.actions.memberships import AlreadyDecided, NumberTaken, ReasonMissing
from artisans.actions.splitting import split
from artisans.choices import ConsentPurpose, MembershipRole, MembershipState
from artisans.models import Membership
from core.versions import ChangedMeanwhile
from tests.admin_forms import opened
from tests.artisans.at_once import at_once
from tests.cast import make_cast
from tests.factories import ConsentFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
CHAIR, SECRETARY, MEMBER = MembershipRole.CHAIR, MembershipRole.SECRETARY, MembershipRole.MEMBER


@pytest.fixture
def cast():
    return make_cast()


def the_chair(cast) -> Membership:
    return cast.cluster.memberships.committee().get()


def amend(membership, *, seen=None, by=None, alone=False, **answers):
    seen = seats.kept_answers(membership) if seen is None else seen
    return seats.amend(membership=membership, answers=answers, seen=seen, by=by or UserFactory(), alone=alone)


def told(person) -> list[str]:
    return [str(notice) for notice in person.notices.order_by("pk")]


def test_the_committee_gives_a_role_a_number_a_decree_and_puts_the_date_right(cast):
    member = MembershipFactory(cluster=cast.cluster)
    given = {"role": SECRETARY, "member_no": "T-9", "decree_no": "SK 3/2026", "started_on": date(2020, 1, 5)}
    amend(member, by=cast.committee, **given)
    member.refresh_from_db()
    assert {name: getattr(member, name) for name in given} == given


def test_a_number_is_borne_by_one_member_of_a_cluster(cast):
    MembershipFactory(cluster=cast.cluster, member_no="T-9")
    MembershipFactory(member_no="T-8")
    member = MembershipFactory(cluster=cast.cluster)
    with pytest.raises(NumberTaken):
        amend(member, member_no="T-9")
    with pytest.raises(NumberTaken):
        joining.accept(membership=cast.request, by=cast.committee, member_no="T-9")
    amend(member, member_no="T-8")


@pytest.mark.parametrize("days", [{"started_on": date(2100, 1, 1)}, {"ended_on": date(2019, 1, 1)}])
def test_days_that_cannot_be_are_refused(cast, days):
    member = MembershipFactory(cluster=cast.cluster, started_on=date(2020, 1, 5))
    left = seats.leave(membership=member, by=cast.artisan_user)
    with pytest.raises(seats.DatesOutOfOrder):
        amend(left, **{"ended_on": left.ended_on} | days)
    amend(left, ended_on=date(2020, 2, 1))


def test_two_who_write_different_answers_both_stand_and_of_the_same_one_both_versions_are_shown(cast):
    member = MembershipFactory(cluster=cast.cluster)
    seen = seats.kept_answers(member)
    amend(member, seen=seen, member_no="T-1", decree_no="")
    amend(member, seen=seen, member_no="", decree_no="SK 3")
    with pytest.raises(ChangedMeanwhile) as refusal:
        amend(member, seen=seen, member_no="T-2", decree_no="")
    assert refusal.value.theirs == {"member_no": "T-1"}
    member.refresh_from_db()
    assert (member.member_no, member.decree_no) == ("T-1", "SK 3")


def test_letting_go_needs_a_reason_that_stays_with_the_membership(cast):
    member = MembershipFactory(cluster=cast.cluster, started_on=timezone.localdate() - timedelta(days=30))
    with pytest.raises(ReasonMissing):
        seats.let_go(membership=member, by=cast.committee, reason=" ")
    ended = seats.let_go(membership=member, by=cast.committee, reason="Pindah kota")
    kept = (ended.state, ended.reason, ended.ended_by, ended.ended_on)
    assert kept == ("LEFT", "Pindah kota", cast.committee, timezone.localdate())


@pytest.mark.parametrize("step", ["leave", "let go", "another role"])
def test_the_last_on_the_committee_goes_only_knowingly_and_the_officers_of_the_area_are_told(cast, step):
    chair = the_chair(cast)
    steps = {
        "leave": lambda alone: seats.leave(membership=chair, by=cast.committee, alone=alone),
        "let go": lambda alone: seats.let_go(membership=chair, by=cast.officer, reason="Pindah", alone=alone),
        "another role": lambda alone: amend(chair, role=MEMBER, alone=alone),
    }
    with pytest.raises(seats.LastOnCommittee):
        steps[step](False)
    assert the_chair(cast) == chair
    steps[step](True)
    sentence = f"{cast.cluster} tidak lagi punya pengurus."
    assert not cast.cluster.memberships.committee().exists()
    people = (cast.officer, cast.colleague, cast.foreign_officer, cast.nobody)
    assert [sentence in told(person) for person in people] == [True, True, False, False]


def powers(person, cluster) -> tuple[bool, ...]:
    return tuple(may(person, verb, cluster) for verb in ("run", "decide_members"))


def test_whose_record_is_returned_acts_on_no_committee_until_it_is_verified_again(cast):
    chair = the_chair(cast).artisan
    assert powers(cast.committee, cast.cluster) == (True, True)
    review.return_for_fix(artisan=chair, by=cast.officer, reason="Nama lain")
    assert powers(cast.committee, cast.cluster) == (False, False)
    assert not may(cast.committee, "decide", cast.request)
    assert told(cast.colleague) == [f"{cast.cluster} tidak lagi punya pengurus."]
    chair.crafts.add(cast.cluster.craft)
    ConsentFactory(artisan=chair, purpose=ConsentPurpose.STORE)
    review.submit(artisan=chair, by=cast.officer)
    review.verify(artisan=chair, by=cast.colleague)
    assert powers(cast.committee, cast.cluster) == (True, True)


def test_whose_record_is_rejected_has_no_powers_left_and_can_be_let_go(cast):
    seat = the_chair(cast)
    review.return_for_fix(artisan=seat.artisan, by=cast.officer, reason="Bukan perajin")
    review.reject(artisan=seat.artisan, by=cast.officer, reason="Bukan perajin")
    assert powers(cast.committee, cast.cluster) == (False, False)
    seats.let_go(membership=seat, by=cast.officer, reason="Bukan perajin")
    assert told(cast.colleague) == [f"{cast.cluster} tidak lagi punya pengurus."]


def test_the_last_but_one_goes_freely_if_the_other_has_an_account(cast):
    secretary = MembershipFactory(cluster=cast.cluster, role=SECRETARY)
    with pytest.raises(seats.LastOnCommittee):
        seats.leave(membership=the_chair_of(cast), by=cast.committee)
    secretary.artisan.users.add(UserFactory())
    seats.leave(membership=the_chair_of(cast), by=cast.committee)
    assert told(cast.officer) == []


def the_chair_of(cast) -> Membership:
    return cast.cluster.memberships.get(role=CHAIR)


def test_erasing_the_last_on_the_committee_tells_the_officers_and_names_nobody(cast):
    artisan = the_chair(cast).artisan
    erase(artisans=[artisan], by=cast.administrator)
    assert told(cast.officer) == [f"{cast.cluster} tidak lagi punya pengurus."]


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_of_two_committee_members_who_leave_at_once_one_stays(self):
        cast = make_cast()
        chair, other = the_chair(cast), MembershipFactory(cluster=cast.cluster, role=SECRETARY)
        answers = at_once(
            lambda: seats.leave(membership=chair, by=cast.committee),
            lambda: seats.leave(membership=other, by=cast.committee),
        )
        assert answers == ["LEFT", "LastOnCommittee"]

    def test_who_leaves_while_being_given_a_role_has_left(self):
        cast = make_cast()
        member = MembershipFactory(cluster=cast.cluster)
        answers = at_once(
            lambda: seats.leave(membership=member, by=cast.artisan_user),
            lambda: amend(member, role=SECRETARY, by=cast.committee),
        )
        member.refresh_from_db()
        assert member.state == MembershipState.LEFT
        assert (answers, member.role) in (
            (["ACCEPTED", "LEFT"], SECRETARY),
            (["AlreadyDecided", "LEFT"], MEMBER),
        )

    def test_two_who_are_given_the_same_number_at_once_do_not_both_bear_it(self):
        cast = make_cast()
        one, other = (MembershipFactory(cluster=cast.cluster) for _ in range(2))
        answers = at_once(lambda: amend(one, member_no="T-1"), lambda: amend(other, member_no="T-1"))
        assert answers == ["ACCEPTED", "NumberTaken"]

    def test_a_request_accepted_while_it_is_taken_back_ends_one_way(self):
        cast = make_cast()
        answers = at_once(
            lambda: joining.accept(membership=cast.request, by=cast.committee),
            lambda: joining.take_back(membership=cast.request, by=cast.artisan_user),
        )
        cast.request.refresh_from_db()
        assert answers == sorted(["AlreadyDecided", cast.request.state])


def test_what_is_over_is_not_ended_again(cast):
    member = MembershipFactory(cluster=cast.cluster, state=MembershipState.LEFT)
    with pytest.raises(AlreadyDecided):
        seats.leave(membership=member, by=cast.artisan_user)


def test_a_day_that_nobody_knows_any_more_is_left_out_of_the_sentence():
    member = MembershipFactory.build(state="ACCEPTED", role="TREASURER", started_on=None)
    assert member.in_words == "Anggota: bendahara."
    member.started_on = date(2026, 11, 1)
    assert member.in_words == "Anggota sejak 1 November 2026: bendahara."


def test_a_seat_split_off_to_a_draft_leaves_nobody_who_answers(cast):
    chair = the_chair(cast)
    split(artisan=chair.artisan, public_name="Bu Dua", by=cast.officer, memberships=[chair.pk])
    assert told(cast.officer) == [f"{cast.cluster} tidak lagi punya pengurus."]


@pytest.mark.parametrize("step", [claiming.end_hold, claiming.report_lost_phone])
def test_a_chair_whose_only_account_ends_answers_no_more(cast, step):
    step(artisan=the_chair(cast).artisan, account=cast.committee, by=cast.officer)
    assert told(cast.officer) == [f"{cast.cluster} tidak lagi punya pengurus."]


def test_a_chair_with_another_account_still_answers(cast):
    the_chair(cast).artisan.users.add(UserFactory())
    claiming.end_hold(artisan=the_chair(cast).artisan, account=cast.committee, by=cast.officer)
    assert told(cast.officer) == []


def test_an_administrator_who_ends_the_last_account_leaves_nobody_who_answers(cast, client):
    client.force_login(cast.administrator)
    page = reverse("admin:artisans_artisan_change", args=[the_chair(cast).artisan.pk])
    assert client.post(page, opened(client, page) | {"users": []}).status_code == 302
    assert told(cast.officer) == [f"{cast.cluster} tidak lagi punya pengurus."]


def test_an_account_that_is_switched_off_answers_for_no_committee(cast, client):
    client.force_login(cast.administrator)
    page = reverse("admin:accounts_user_change", args=[cast.committee.pk])
    assert client.post(page, opened(client, page) | {"first_name": "Bu Ketua"}).status_code == 302
    assert told(cast.officer) == []
    typed = opened(client, page)
    del typed["is_active"]
    assert client.post(page, typed).status_code == 302
    assert told(cast.officer) == [f"{cast.cluster} tidak lagi punya pengurus."]
