import pytest

from artisans.actions import joining, seats
from artisans.actions.memberships import AlreadyDecided, AlreadyOpen, CannotJoin, ReasonMissing
from artisans.choices import ArtisanState, Assent, MembershipState
from artisans.models import Membership
from clusters.choices import ClusterState
from tests.artisans.at_once import at_once
from tests.cast import make_cast
from tests.factories import ArtisanFactory, ClusterFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


def ask(artisan, cluster, by):
    return joining.ask_to_join(
        artisan=artisan, cluster=cluster, by=by, assent=Assent.OWN_ACCOUNT, message="Saya penjahit"
    )


def test_a_verified_maker_asks(cast):
    membership = ask(cast.artisan, ClusterFactory(), cast.artisan_user)
    assert (membership.state, membership.assent, membership.message) == ("REQUESTED", "OWN_ACCOUNT", "Saya penjahit")


def test_a_maker_who_is_not_verified_cannot_ask(cast):
    with pytest.raises(CannotJoin):
        ask(cast.waiting, ClusterFactory(), cast.officer)


@pytest.mark.parametrize("state", [state for state in ClusterState if state != ClusterState.ACTIVE])
def test_a_cluster_that_is_not_active_takes_nobody(cast, state):
    with pytest.raises(CannotJoin):
        ask(cast.artisan, ClusterFactory(state=state), cast.artisan_user)


def test_asking_twice_is_refused_and_the_first_stays(cast):
    with pytest.raises(AlreadyOpen):
        ask(cast.artisan, cast.cluster, cast.artisan_user)
    assert cast.artisan.memberships.count() == 1


def test_the_committee_accepts(cast):
    membership = joining.accept(membership=cast.request, by=cast.committee, member_no=" 39 ")
    assert (membership.state, membership.decided_by, membership.member_no) == ("ACCEPTED", cast.committee, "39")
    assert membership.started_on is not None


def test_the_committee_declines_with_a_reason_and_the_maker_asks_again(cast):
    joining.decline(membership=cast.request, by=cast.committee, reason="Tunggu rapat berikut")
    ask(cast.artisan, cast.cluster, cast.artisan_user)
    assert sorted(cast.artisan.memberships.values_list("state", "reason")) == [
        ("DECLINED", "Tunggu rapat berikut"),
        ("REQUESTED", ""),
    ]


def test_declining_without_a_reason_is_refused(cast):
    with pytest.raises(ReasonMissing):
        joining.decline(membership=cast.request, by=cast.committee, reason=" ")


def test_who_decides_second_is_told(cast):
    joining.accept(membership=cast.request, by=cast.committee)
    with pytest.raises(AlreadyDecided):
        joining.decline(membership=cast.request, by=cast.officer, reason="Terlambat")
    cast.request.refresh_from_db()
    assert cast.request.state == MembershipState.ACCEPTED


def test_leaving_keeps_the_row_as_history(cast):
    joining.accept(membership=cast.request, by=cast.committee)
    left = seats.leave(membership=cast.request, by=cast.artisan_user)
    assert (left.state, left.ended_by) == ("LEFT", cast.artisan_user)
    assert left.ended_on >= left.started_on


@pytest.mark.django_db(transaction=True)
def test_one_open_membership_a_pair_holds_when_two_ask_at_once():
    artisan, cluster, user = ArtisanFactory(state=ArtisanState.ACTIVE), ClusterFactory(), UserFactory()
    answers = at_once(*[lambda: ask(artisan, cluster, user)] * 4)
    assert answers == ["AlreadyOpen", "AlreadyOpen", "AlreadyOpen", "REQUESTED"]
    assert Membership.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_committee_members_at_once_one_decision_counts():
    membership, one, other = MembershipFactory(state=MembershipState.REQUESTED), UserFactory(), UserFactory()
    answers = at_once(
        lambda: joining.accept(membership=membership, by=one),
        lambda: joining.decline(membership=membership, by=other, reason="Penuh"),
    )
    membership.refresh_from_db()
    assert answers == sorted([membership.state, "AlreadyDecided"])
