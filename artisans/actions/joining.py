"""Makers asking to join clusters, and committees deciding. One open membership a pair is held by the database."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from artisans.choices import ArtisanState, Assent, MembershipState
from artisans.models import Artisan, Membership
from clusters.models import Cluster
from core.refusals import Refusal


class CannotJoin(Refusal):
    """The cluster takes no members, or the maker is not verified yet."""


class AlreadyAsked(Refusal):
    """An open membership of this maker in this cluster exists."""


class AlreadyDecided(Refusal):
    """Somebody else decided first; their decision counts."""


class ReasonMissing(Refusal):
    """Declining needs a reason that the maker can read."""


def ask_to_join(*, artisan: Artisan, cluster: Cluster, by: User, assent: Assent, message: str = "") -> Membership:
    """Puts the maker's wish before the committee. `assent` says how the maker said yes, when an officer types it."""
    if not cluster.is_joinable:
        raise CannotJoin(_("This cluster takes no new members at present."))
    if artisan.state != ArtisanState.ACTIVE:
        raise CannotJoin(_("The record must be verified by an officer before the maker can join a cluster."))
    try:
        with transaction.atomic():
            return Membership.objects.create(
                cluster=cluster, artisan=artisan, requested_by=by, assent=assent, message=message
            )
    except IntegrityError as error:
        raise AlreadyAsked(_("This maker has already asked to join, or is a member.")) from error


def accept(*, membership: Membership, by: User, member_no: str = "") -> Membership:
    """Takes the maker in, from today on."""
    return _decide(
        membership, MembershipState.ACCEPTED, by=by, member_no=member_no.strip(), started_on=timezone.localdate()
    )


def decline(*, membership: Membership, by: User, reason: str) -> Membership:
    """Says no, with a reason that the maker reads; the maker may ask again."""
    if not reason.strip():
        raise ReasonMissing(_("Write the reason, so that the maker understands it."))
    return _decide(membership, MembershipState.DECLINED, by=by, reason=reason.strip())


@transaction.atomic
def _decide(membership: Membership, state: str, *, by: User, **values) -> Membership:
    """Decides on a waiting request, once: the row is locked, and who comes second is told what was decided."""
    locked = Membership.objects.select_for_update(of=("self",)).select_related("decided_by").get(pk=membership.pk)
    if locked.state != MembershipState.REQUESTED:
        raise AlreadyDecided(
            _("This request is already decided: %(state)s.") % {"state": locked.get_state_display().lower()}
        )
    locked.state, locked.decided_by, locked.decided_at = state, by, timezone.now()
    for name, value in values.items():
        setattr(locked, name, value)
    locked.save()
    return locked


@transaction.atomic
def leave(*, membership: Membership, by: User) -> Membership:
    """Ends a running membership today, or takes back a waiting request; the row stays as history."""
    locked = Membership.objects.select_for_update().get(pk=membership.pk)
    if locked.state not in (MembershipState.ACCEPTED, MembershipState.REQUESTED):
        raise AlreadyDecided(_("This membership has already ended."))
    locked.state = MembershipState.LEFT
    locked.ended_on, locked.ended_by = timezone.localdate(), by
    locked.save(update_fields=["state", "ended_on", "ended_by"])
    return locked
