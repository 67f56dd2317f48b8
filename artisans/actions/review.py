"""A record's way from draft to verified maker, and back: who may send it where is in choices.TRANSITIONS."""

from collections.abc import Collection

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from artisans.actions.locking import locked_same_record
from artisans.actions.seats import clusters_led_by, tell_where_nobody_is_left
from artisans.choices import ArtisanState, Confirmed, ConsentPurpose
from artisans.models import Artisan, StateChange
from artisans.signals import publicity_changed
from core.actions import action
from core.refusals import Refusal


class NotFromThisState(Refusal):
    """Somebody else has moved the record on, or this step makes no sense from where it stands."""


class NotComplete(Refusal):
    """Something that a record needs before others look at it is missing."""


class ReasonMissing(Refusal):
    """A step that somebody else must understand came without a word."""


@action
def submit(*, artisan: Artisan, by: User) -> Artisan:
    """Sends a draft or a mended record to a colleague for verification. Raises NotComplete without craft or consent."""
    artisan = locked_same_record(artisan)
    if not artisan.crafts.exists():
        raise NotComplete(_("Choose the craft before sending the record in."))
    if not artisan.consents.standing().filter(purpose=ConsentPurpose.STORE).exists():
        raise NotComplete(_("Ask the maker for consent to keep the record before sending it in."))
    artisan = step(artisan, ArtisanState.SUBMITTED, by=by)
    artisan.submitted_by, artisan.submitted_at = by, timezone.now()
    artisan.save(update_fields=["submitted_by", "submitted_at"])
    return artisan


@action
def verify(*, artisan: Artisan, by: User) -> Artisan:
    """Confirms that this maker exists and the record is true; now the public may see it, if the maker consents."""
    artisan = step(artisan, ArtisanState.ACTIVE, by=by, leaving=[ArtisanState.SUBMITTED])
    artisan.verified_by, artisan.verified_at = by, timezone.now()
    artisan.last_confirmed_at, artisan.last_confirmed_by = artisan.verified_at, by
    artisan.confirmed_how = Confirmed.REVIEW
    artisan.save(
        update_fields=["verified_by", "verified_at", "last_confirmed_at", "last_confirmed_by", "confirmed_how"]
    )
    return artisan


@action
def return_for_fix(*, artisan: Artisan, by: User, reason: str) -> Artisan:
    """Gives the record back to its officer with what is to be mended; a verified one leaves the public pages.

    Until it is verified again, its maker acts on no committee; where nobody else does, the officers are told.
    """
    led = clusters_led_by([artisan])
    returned = step(artisan, ArtisanState.NEEDS_FIX, by=by, reason=required(reason))
    tell_where_nobody_is_left(led)
    return returned


def reject(*, artisan: Artisan, by: User, reason: str) -> Artisan:
    """Refuses the record: no maker, or not to be registered."""
    return step(artisan, ArtisanState.REJECTED, by=by, reason=required(reason))


def reopen(*, artisan: Artisan, by: User) -> Artisan:
    """Makes a rejected record a draft again: the no was a mistake, or what was wrong has changed."""
    return step(artisan, ArtisanState.DRAFT, by=by, leaving=[ArtisanState.REJECTED])


def required(reason: str) -> str:
    """The reason as it is kept. Raises ReasonMissing for one of blanks."""
    if not reason.strip():
        raise ReasonMissing(_("Write the reason, so that your colleague knows what to do."))
    return reason.strip()


@action
def step(
    artisan: Artisan, to_state: str, *, by: User, reason: str = "", leaving: Collection[str] = tuple(ArtisanState)
) -> Artisan:
    """Moves the locked row to a state it may take, from one of `leaving`, and keeps who, when and why."""
    locked = locked_same_record(artisan)
    if locked.state not in leaving or not locked.may_become(to_state):
        raise NotFromThisState(
            _("This record is now “%(state)s”: somebody has moved it on, so nothing was changed.")
            % {"state": locked.get_state_display()}
        )
    from_state, locked.state = locked.state, to_state
    locked.save(update_fields=["state"])
    StateChange.objects.create(artisan=locked, from_state=from_state, to_state=to_state, reason=reason, by=by)
    publicity_changed.send(sender=Artisan, artisan_ids=[locked.pk])
    return locked
