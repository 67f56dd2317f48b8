"""A committee invites, the maker decides: nobody is found without having agreed, nobody is a member without a yes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from artisans.actions import inviting, joining
from artisans.actions.consents import withdraw
from artisans.actions.memberships import AlreadyDecided, AlreadyOpen, CannotJoin
from artisans.choices import ArtisanState, Assent, ConsentPurpose, MembershipState
from artisans.models import Artisan, Membership
from tests.artisans.at_once import at_once
from tests.cast import BANDUNG_VILLAGE, PURWODINATAN, make_cast
from tests.factories import ArtisanFactory, ClusterFactory, ConsentFactory, CraftFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
INVITE, PROFILE = ConsentPurpose.INVITE, ConsentPurpose.PUBLIC_PROFILE


@pytest.fixture
def cast():
    return make_cast()


def a_free_maker(**values) -> Artisan:
    """Of the bag cluster's craft, public, in no cluster, and willing to be invited."""
    artisan = ArtisanFactory(published=True, **({"region_id": PURWODINATAN} | values))
    artisan.crafts.add(CraftFactory())
    ConsentFactory(artisan=artisan, purpose=INVITE)
    artisan.users.add(UserFactory())
    return artisan


def invite(cluster, artisan, by):
    return inviting.invite(cluster=cluster, artisan=artisan, by=by, message=" Mari bergabung ")


def accept(membership, by=None):
    person = by or membership.artisan.users.get()
    return inviting.accept_invitation(membership=membership, by=person, assent=Assent.OWN_ACCOUNT)


def found(cluster) -> list[Artisan]:
    return list(Artisan.objects.invitable_to(cluster))


def test_only_free_makers_of_the_craft_who_agreed_are_found(cast):
    free = a_free_maker()
    other_craft = a_free_maker()
    other_craft.crafts.set([CraftFactory(slug="batik")])
    MembershipFactory(artisan=a_free_maker())
    a_free_maker(state=ArtisanState.DORMANT)
    for purpose in (INVITE, PROFILE):
        withdraw(artisan=a_free_maker(), purpose=purpose, by=cast.officer)
    MembershipFactory(artisan=a_free_maker(), cluster=cast.cluster, state=MembershipState.REQUESTED)
    asks_elsewhere = MembershipFactory(artisan=a_free_maker(), state=MembershipState.REQUESTED).artisan
    assert found(cast.cluster) == [free, asks_elsewhere]


def test_the_nearest_come_first_by_the_centre_of_the_village_and_not_the_exact_place(cast):
    far = a_free_maker(region_id=BANDUNG_VILLAGE, lat=-6.97, lon=110.42)
    near = a_free_maker(lat=-10.0, lon=120.0)
    rows = Artisan.objects.invitable_to(cast.cluster).nearest_to(-6.98, 110.42)
    assert [(maker, round(maker.km, -2)) for maker in rows] == [(near, 0), (far, 300)]


def test_an_invitation_makes_no_member_until_the_maker_accepts(cast):
    membership = invite(cast.cluster, a_free_maker(), cast.committee)
    kept = (membership.state, membership.assent, membership.is_invitation, membership.awaits_maker, membership.message)
    assert kept == ("INVITED", "", True, True, "Mari bergabung")
    assert not membership.artisan.memberships.running().exists()
    accepted = accept(membership)
    kept = (accepted.state, accepted.assent, accepted.awaits_maker, accepted.started_on, accepted.decided_by)
    assert kept == ("ACCEPTED", "OWN_ACCOUNT", False, timezone.localdate(), membership.artisan.users.get())


def test_nobody_else_accepts_in_the_makers_name_unless_the_maker_said_yes_to_them(cast):
    membership = invite(cast.cluster, a_free_maker(), cast.committee)
    with pytest.raises(inviting.NotTheMaker):
        accept(membership, by=cast.committee)
    written_down = inviting.accept_invitation(membership=membership, by=cast.officer, assent=Assent.SPOKEN)
    assert (written_down.state, written_down.assent) == ("ACCEPTED", "SPOKEN")


def test_a_no_needs_no_reason_and_is_left_alone_for_three_months(cast):
    artisan = a_free_maker()
    membership = invite(cast.cluster, artisan, cast.committee)
    declined = inviting.decline_invitation(membership=membership, by=artisan.users.get())
    assert (declined.state, declined.reason, found(cast.cluster)) == ("DECLINED", "", [])
    with pytest.raises(inviting.NotToBeInvited):
        invite(cast.cluster, artisan, cast.committee)
    assert found(ClusterFactory(craft=cast.cluster.craft)) == [artisan]
    long_ago = timezone.now() - timedelta(days=91)
    Membership.objects.filter(pk=membership.pk).update(decided_at=long_ago)
    assert invite(cast.cluster, artisan, cast.committee).state == "INVITED"


def test_who_is_invited_may_still_not_be_seen_by_the_committee_once_no_longer_public(cast):
    artisan = a_free_maker()
    invite(cast.cluster, artisan, cast.committee)
    Artisan.objects.filter(pk=artisan.pk).update(state=ArtisanState.NEEDS_FIX)
    row = cast.cluster.memberships.with_whether_named().get(artisan=artisan)
    seen = Artisan.objects.visible_to(cast.committee).filter(pk=artisan.pk).exists()
    assert (row.is_named, row.is_public, seen) == (False, False, False)
    with pytest.raises(CannotJoin):
        accept(row)


@pytest.mark.parametrize("purpose", [INVITE, PROFILE])
def test_a_consent_taken_back_ends_open_invitations_and_leaves_memberships(cast, purpose):
    artisan = a_free_maker()
    open_one = invite(cast.cluster, artisan, cast.committee)
    member = accept(invite(ClusterFactory(craft=cast.cluster.craft), artisan, cast.officer))
    withdraw(artisan=artisan, purpose=purpose, by=artisan.users.get())
    states = [Membership.objects.get(pk=row.pk).state for row in (open_one, member)]
    assert states == ["WITHDRAWN", "ACCEPTED"]
    with pytest.raises(AlreadyDecided):
        accept(open_one)


def test_a_maker_who_asks_while_invited_is_led_to_the_invitation(cast):
    artisan = a_free_maker()
    invite(cast.cluster, artisan, cast.committee)
    with pytest.raises(AlreadyOpen, match="diundang"):
        joining.ask_to_join(artisan=artisan, cluster=cast.cluster, by=artisan.users.get(), assent=Assent.OWN_ACCOUNT)
    asking = MembershipFactory(artisan=a_free_maker(), cluster=cast.cluster, state=MembershipState.REQUESTED).artisan
    with pytest.raises(AlreadyOpen, match="meminta"):
        invite(cast.cluster, asking, cast.committee)


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_of_two_invitations_and_a_request_one_is_kept(self):
        cast, artisan = make_cast(), a_free_maker()
        answers = at_once(
            lambda: invite(cast.cluster, artisan, cast.committee),
            lambda: invite(cast.cluster, artisan, cast.officer),
            lambda: joining.ask_to_join(
                artisan=artisan, cluster=cast.cluster, by=artisan.users.get(), assent=Assent.OWN_ACCOUNT
            ),
        )
        [kept] = artisan.memberships.values_list("state", flat=True)
        assert answers == sorted(["AlreadyOpen", "AlreadyOpen", kept])

    def test_of_an_invitation_and_a_withdrawn_consent_none_stays_open(self):
        cast, artisan = make_cast(), a_free_maker()

        def no_more():
            withdraw(artisan=artisan, purpose=INVITE, by=artisan.users.get())
            return cast.cluster

        at_once(lambda: invite(cast.cluster, artisan, cast.committee), no_more)
        assert not artisan.memberships.open().exists()

    def test_accepted_while_taken_back_one_counts(self):
        cast, artisan = make_cast(), a_free_maker()
        membership = invite(cast.cluster, artisan, cast.committee)
        answers = at_once(
            lambda: accept(membership), lambda: inviting.uninvite(membership=membership, by=cast.committee)
        )
        membership.refresh_from_db()
        assert answers == sorted(["AlreadyDecided", membership.state])
