"""Committees inviting makers who agreed to be invited; only the maker's own yes makes a member (ADR 0018)."""

from django.utils.translation import gettext as _

from accounts.models import User
from artisans.actions import membership_news as news
from artisans.actions.joining import begin, conclude, withdraw
from artisans.actions.locking import locked_record
from artisans.actions.memberships import AlreadyDecided, check_may_join, held, is_of_maker
from artisans.choices import Assent, MembershipState
from artisans.models import Artisan, Membership
from clusters.models import Cluster
from core.actions import action
from core.refusals import Refusal


class NotToBeInvited(Refusal):
    """The maker did not agree to be invited, belongs to a cluster, or has just said no."""


class NotTheMaker(Refusal):
    """Only the maker says yes; an officer writes it down for a maker who stands beside them."""


@action
def invite(*, cluster: Cluster, artisan: Artisan, by: User, message: str = "") -> Membership:
    """Offers a membership to a maker who may be invited. Raises CannotJoin, AlreadyOpen, NotToBeInvited."""
    # Held as consents are: of an invitation and a withdrawal at once, the later one sees the other.
    artisan = locked_record(artisan)
    check_may_join(artisan, cluster)
    is_open = Membership.objects.open().filter(artisan=artisan, cluster=cluster).exists()
    if not is_open and not Artisan.objects.invitable_to(cluster).filter(pk=artisan.pk).exists():
        raise NotToBeInvited(_("This maker cannot be invited at present."))
    membership = begin(
        Membership(
            cluster=cluster,
            artisan=artisan,
            state=MembershipState.INVITED,
            is_invitation=True,
            awaits_maker=True,
            requested_by=by,
            message=message.strip(),
        )
    )
    news.tell_maker(membership, news.INVITED, by=by)
    return membership


@action
def accept_invitation(*, membership: Membership, by: User, assent: Assent) -> Membership:
    """The maker says yes and is a member from today on; SPOKEN where an officer writes it down.

    Raises AlreadyDecided, CannotJoin, NotTheMaker.
    """
    locked = held(membership, [MembershipState.INVITED])
    if assent == Assent.OWN_ACCOUNT and not is_of_maker(by, locked.artisan):
        raise NotTheMaker(_("Only the maker accepts an invitation."))
    check_may_join(locked.artisan, locked.cluster)
    locked.assent = assent
    conclude(locked, MembershipState.ACCEPTED, by)
    news.tell_committee(locked, news.SAID_YES, by=by)
    return locked


@action
def decline_invitation(*, membership: Membership, by: User, reason: str = "") -> Membership:
    """The maker says no, with or without a reason. Raises AlreadyDecided."""
    locked = held(membership, [MembershipState.INVITED])
    locked.reason = reason.strip()
    conclude(locked, MembershipState.DECLINED, by)
    news.tell_committee(locked, news.SAID_NO, by=by)
    return locked


@action
def uninvite(*, membership: Membership, by: User) -> Membership:
    """The committee takes an invitation back that the maker has not answered. Raises AlreadyDecided."""
    locked = held(membership, [MembershipState.INVITED])
    withdraw(locked, by)
    news.tell_maker(locked, news.UNINVITED, by=by)
    return locked


def end_invitations(*, artisan: Artisan, by: User) -> None:
    """Ends what no consent carries any more; called inside the transaction that takes the consent back."""
    for membership in artisan.memberships.filter(state=MembershipState.INVITED).order_by("pk"):
        try:
            locked = held(membership, [MembershipState.INVITED])
        except AlreadyDecided:
            continue
        withdraw(locked, by)
        news.tell_committee(locked, news.SAID_NO, by=by)
