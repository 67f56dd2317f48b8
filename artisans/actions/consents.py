"""Giving and withdrawing consent: each purpose on its own, at any time, witnessed."""

from collections.abc import Collection
from datetime import date, datetime, time

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from artisans.actions.forgetting import PLACE, forget_identity_history, forget_place_history
from artisans.actions.inviting import end_invitations
from artisans.actions.locking import locked_family, locked_record
from artisans.actions.mentions import Mentions
from artisans.actions.photos import let_go, photos_kept_for_undo
from artisans.choices import ArtisanState, ConsentMethod, ConsentPurpose
from artisans.models import Artisan, Consent, Merge, PersonIdentity, Split
from artisans.signals import forgetting, publicity_changed
from core.actions import action
from core.refusals import Refusal


class RecordNeedsConsent(Refusal):
    """The record stands on the maker's consent to be kept; without it, it would have to be erased."""


class WithdrawnSince(Refusal):
    """The yes is older than the maker's no, which counts."""


# What an officer asks while registering a maker.
ASKED_WHEN_REGISTERING = (ConsentPurpose.STORE, ConsentPurpose.PUBLIC_PROFILE, ConsentPurpose.PHOTO)
# Without either of them no committee may invite the maker.
INVITATIONS_REST_ON = (ConsentPurpose.INVITE, ConsentPurpose.PUBLIC_PROFILE)
# Records that nobody but their officer works with yet: they may stand without consent, holding nothing of the person.
NEVER_SENT_IN = (ArtisanState.LEAD, ArtisanState.DRAFT)


@action
def give(*, artisan: Artisan, purpose: str, method: str, by: User, on: date | None = None) -> Consent:
    """Keeps the maker's yes to one purpose, witnessed by `by`; one that stands already stays as it is.

    `on` is the day on a signed paper, by default today. What became part of another record meanwhile gets it there.
    Raises WithdrawnSince for a paper from before a withdrawal.
    """
    locked = locked_record(artisan)
    if standing := locked.consents.standing().filter(purpose=purpose).first():
        return standing
    given_at = _moment_of(on)
    if locked.consents.filter(purpose=purpose, withdrawn_at__gt=given_at).exists():
        raise WithdrawnSince(_("The maker took this consent back after that day. Ask again, and write today's date."))
    consent = locked.consents.create(purpose=purpose, method=method, witness=by, given_at=given_at)
    publicity_changed.send(sender=Artisan, artisan_ids=[locked.pk])
    return consent


@action
def withdraw(*, artisan: Artisan, purpose: str, by: User) -> None:
    """Ends the maker's consent to one purpose now; the row stays, with who took the no. Twice is as good as once, but
    for a consent that only a merge has ended: then the no is the maker's own, and no undo takes it back.

    The no counts on whatever record holds the maker by now. Raises RecordNeedsConsent for the consent to keep a record
    that has been sent in; with that of a draft go the personal data.
    """
    if purpose == ConsentPurpose.STORE:
        # What became part of the record is emptied with it.
        locked_family([artisan])
    locked = locked_record(artisan)
    standing = locked.consents.standing().filter(purpose=purpose).first()
    if standing is None:
        _say_no_again(locked, purpose, by)
        return
    if purpose == ConsentPurpose.STORE:
        if locked.state not in NEVER_SENT_IN:
            raise RecordNeedsConsent(
                _("Without this consent the record must be erased. Ask for that: an officer answers within three days.")
            )
        _forget_person(locked)
    standing.withdrawn_at, standing.withdrawn_by = timezone.now(), by
    standing.save(update_fields=["withdrawn_at", "withdrawn_by"])
    if purpose in INVITATIONS_REST_ON:
        end_invitations(artisan=locked, by=by)
    publicity_changed.send(sender=Artisan, artisan_ids=[locked.pk])


@action
def set_consents(
    *, artisan: Artisan, purposes: Collection[str], asked: Collection[str], by: User, method: ConsentMethod
) -> None:
    """Makes the maker's standing consents, among those `asked` about, exactly `purposes`; the others stay as they are.

    Raises RecordNeedsConsent as `withdraw` does.
    """
    standing = set(artisan.consents.standing().values_list("purpose", flat=True))
    for purpose in asked:
        if purpose in purposes:
            give(artisan=artisan, purpose=purpose, method=method, by=by)
        elif purpose in standing:
            withdraw(artisan=artisan, purpose=purpose, by=by)


def _say_no_again(artisan: Artisan, purpose: str, by: User) -> None:
    merges = Merge.objects.standing().filter(survivor__in=[artisan, *Artisan.objects.merged_into([artisan])])
    entries = [entry for merge in merges for entry in merge.before.get("changes", [])]
    own = [entry for entry in entries if entry["model"] == Consent._meta.label_lower]
    ended = artisan.consents.filter(
        purpose=purpose, pk__in=[one["pk"] for one in own if "withdrawn_at" in one["after"]]
    )
    ended.update(withdrawn_at=timezone.now(), withdrawn_by=by)


def _moment_of(day: date | None) -> datetime:
    """Now for today; for a day gone by its beginning, so that against a no on that same day the no counts."""
    if day is None or day >= timezone.localdate():
        return timezone.now()
    return timezone.make_aware(datetime.combine(day, time.min))


def _forget_person(artisan: Artisan) -> None:
    """Removes what is kept of the person only with consent: number, legal name, year of birth, photo, exact place.

    That of records which became part of this one goes too, as does what the history holds; no undo brings it back.
    """
    everything = [artisan, *Artisan.objects.merged_into([artisan])]
    forgetting.send(sender=Artisan, mentions=Mentions.of(everything))
    PersonIdentity.objects.filter(artisan__in=everything).delete()
    forget_identity_history([one.pk for one in everything])
    forget_place_history([one.pk for one in everything])
    let_go([*(one.photo for one in everything), *photos_kept_for_undo(everything)])
    Merge.objects.filter(merged__in=everything).update(before={})
    Split.objects.filter(Q(artisan__in=everything) | Q(part__in=everything)).update(before={})
    for one in everything:
        one.photo, one.place_note = "", ""
        one.lat = one.lon = one.precision_m = None
        one.save(update_fields=["photo", *PLACE])
