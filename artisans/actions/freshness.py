"""Keeping the register true: makers are still there, rest, close down, begin again."""

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from artisans.actions.locking import locked_same_record
from artisans.actions.review import NotFromThisState, required, step
from artisans.choices import ArtisanState, Confirmed
from artisans.models import Artisan
from core.actions import action
from core.refusals import Refusal


class HowMissing(Refusal):
    """Somebody confirmed a maker without a word on how they made sure."""


@action
def confirm(*, artisan: Artisan, how: str, by: User) -> Artisan:
    """Notes that somebody has made sure today that the maker works as the record says; who rested is awake again.

    `how` is one of choices.Confirmed. Raises NotFromThisState for a record that is not verified, or closed down.
    """
    locked = locked_same_record(artisan)
    if locked.state == ArtisanState.DORMANT:
        locked = step(locked, ArtisanState.ACTIVE, by=by)
    if locked.state != ArtisanState.ACTIVE:
        raise NotFromThisState(
            _("This record is now “%(state)s”, so it was not confirmed.") % {"state": locked.get_state_display()}
        )
    return _note(locked, how, by)


@action
def wake(*, artisan: Artisan, how: str, by: User) -> Artisan:
    """A maker who rested or had closed down works again, as somebody has made sure today."""
    awake = step(artisan, ArtisanState.ACTIVE, by=by, leaving=[ArtisanState.DORMANT, ArtisanState.CLOSED])
    return _note(awake, how, by)


def put_to_rest(*, artisan: Artisan, by: User, reason: str = "") -> Artisan:
    """The maker does not work at present: the page stays with a note, the products are not offered."""
    return step(artisan, ArtisanState.DORMANT, by=by, reason=reason.strip())


def close(*, artisan: Artisan, by: User, reason: str) -> Artisan:
    """The workshop has closed down for good: its page stays as a memory. Raises review.ReasonMissing."""
    return step(artisan, ArtisanState.CLOSED, by=by, reason=required(reason))


def _note(artisan: Artisan, how: str, by: User) -> Artisan:
    if how not in Confirmed.values:
        raise HowMissing(_("Say how you made sure that the maker is still at work: on a visit or by telephone."))
    artisan.last_confirmed_at, artisan.last_confirmed_by, artisan.confirmed_how = timezone.now(), by, how
    artisan.save(update_fields=["last_confirmed_at", "last_confirmed_by", "confirmed_how"])
    return artisan
