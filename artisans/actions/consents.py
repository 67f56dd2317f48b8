"""Giving and withdrawing consent."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from artisans.choices import ArtisanState, ConsentMethod, ConsentPurpose
from artisans.models import Artisan, PersonIdentity
from artisans.signals import publicity_changed
from core.photos import delete_photo
from core.refusals import Refusal


class RecordNeedsConsent(Refusal):
    """The record stands on the maker's consent to be kept; without it, it would have to be erased."""


# What an officer asks while registering a maker.
ASKED_WHEN_REGISTERING = (ConsentPurpose.STORE, ConsentPurpose.PUBLIC_PROFILE, ConsentPurpose.PHOTO)


@transaction.atomic
def set_consents(
    *, artisan: Artisan, purposes: Collection[str], asked: Collection[str], by: User, method: ConsentMethod
) -> None:
    """Makes the maker's standing consents, among those `asked` about, exactly `purposes`; the others stay as they are.

    What is new is given now with `by` as witness; what is missing is withdrawn now and keeps its row. Raises
    RecordNeedsConsent if the consent to keep a record that is past its draft would be withdrawn; with that of a draft
    go the personal data.
    """
    standing = {consent.purpose: consent for consent in artisan.consents.standing().select_for_update()}
    now = timezone.now()
    for purpose in asked:
        if purpose in purposes and purpose not in standing:
            artisan.consents.create(purpose=purpose, method=method, witness=by, given_at=now)
        elif purpose not in purposes and purpose in standing:
            if purpose == ConsentPurpose.STORE and artisan.state != ArtisanState.DRAFT:
                raise RecordNeedsConsent(
                    _("Without this consent the record must be erased. Ask an administrator to erase it.")
                )
            standing[purpose].withdrawn_at = now
            standing[purpose].save(update_fields=["withdrawn_at"])
            if purpose == ConsentPurpose.STORE:
                _forget_person(artisan)
    publicity_changed.send(sender=Artisan, artisan_ids=[artisan.pk])


def _forget_person(artisan: Artisan) -> None:
    """Removes what is kept of the person only with consent: number, legal name, year of birth, photo."""
    PersonIdentity.objects.filter(artisan=artisan).delete()
    if photo := artisan.photo:
        artisan.photo = ""
        artisan.save(update_fields=["photo"])
        transaction.on_commit(lambda: delete_photo(photo))
