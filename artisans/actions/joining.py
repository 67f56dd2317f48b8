"""Makers asking to join clusters, and committees deciding. One open membership a pair is held by the database."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from artisans.actions import membership_news as news
from artisans.actions.locking import locked_record
from artisans.actions.memberships import AlreadyOpen, ReasonMissing, check_may_join, check_number, held
from artisans.choices import Assent, MembershipState
from artisans.models import Artisan, Membership
from clusters.models import Cluster
from core.actions import action


@action
def ask_to_join(*, artisan: Artisan, cluster: Cluster, by: User, assent: Assent, message: str = "") -> Membership:
    """Puts the maker's wish before the committee. `assent` says how the maker said yes, when an officer types it.

    Raises CannotJoin, and AlreadyOpen where the maker is a member, has asked, or is invited.
    """
    artisan = locked_record(artisan)
    check_may_join(artisan, cluster)
    membership = begin(
        Membership(cluster=cluster, artisan=artisan, requested_by=by, assent=assent, message=message.strip())
    )
    news.tell_committee(membership, news.ASKS, by=by)
    return membership


def begin(membership: Membership) -> Membership:
    """Keeps a new membership. Raises AlreadyOpen, of two at once for the second."""
    try:
        with transaction.atomic():
            membership.save()
    except IntegrityError as error:
        standing = Membership.objects.open().filter(artisan=membership.artisan, cluster=membership.cluster).first()
        if standing is None:
            raise
        raise AlreadyOpen(_why_open(standing)) from error
    return membership


def _why_open(standing: Membership) -> str:
    return {
        MembershipState.REQUESTED: _("This maker has already asked to join; the committee answers."),
        MembershipState.INVITED: _("This maker is invited already and may accept the invitation."),
        MembershipState.ACCEPTED: _("This maker is a member already."),
    }[standing.state]


@action
def accept(*, membership: Membership, by: User, member_no: str = "") -> Membership:
    """Takes the maker in, from today on. Raises AlreadyDecided, NumberTaken, and CannotJoin."""
    locked = held(membership, [MembershipState.REQUESTED], with_cluster=True)
    check_may_join(locked.artisan, locked.cluster)
    check_number(locked.cluster, member_no.strip(), but=locked)
    locked.member_no = member_no.strip()
    _decide(locked, MembershipState.ACCEPTED, by)
    news.tell_maker(locked, news.ACCEPTED, by=by)
    return locked


@action
def decline(*, membership: Membership, by: User, reason: str) -> Membership:
    """Says no, with a reason that the maker reads; the maker may ask again. Raises AlreadyDecided, ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing(_("Write the reason, so that the maker understands it."))
    locked = held(membership, [MembershipState.REQUESTED])
    locked.reason = reason.strip()
    _decide(locked, MembershipState.DECLINED, by)
    news.unsay_who_asked(locked)
    news.tell_maker(locked, news.DECLINED, by=by)
    return locked


def _decide(locked: Membership, state: str, by: User) -> None:
    conclude(locked, state, by)
    news.tell_committee(locked, news.DECIDED, by=by)


def conclude(locked: Membership, state: str, by: User) -> None:
    """Notes the answer to a request or an invitation, and who gave it."""
    locked.state, locked.awaits_maker = state, False
    locked.decided_by, locked.decided_at = by, timezone.now()
    if state == MembershipState.ACCEPTED:
        locked.started_on = timezone.localdate()
    locked.save()


@action
def take_back(*, membership: Membership, by: User) -> Membership:
    """The maker takes a request back that nobody has answered. Raises AlreadyDecided."""
    locked = held(membership, [MembershipState.REQUESTED])
    withdraw(locked, by)
    news.unsay_who_asked(locked)
    news.tell_committee(locked, news.TAKEN_BACK, by=by)
    return locked


def withdraw(locked: Membership, by: User) -> None:
    """Ends what was asked for or offered, before anybody decided."""
    locked.state, locked.awaits_maker = MembershipState.WITHDRAWN, False
    locked.ended_on, locked.ended_by = timezone.localdate(), by
    locked.save()
