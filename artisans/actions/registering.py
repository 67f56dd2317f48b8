"""Putting a newly found maker into the register."""

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from PIL.Image import Image

from accounts.models import User
from artisans.actions import review
from artisans.actions.consents import ASKED_WHEN_REGISTERING, set_consents
from artisans.choices import ArtisanKind, ArtisanState, ConsentMethod
from artisans.models import Artisan, PersonIdentity
from artisans.signals import publicity_changed
from clusters.models import Craft
from core.refusals import Refusal
from regions.models import Region


class FormUsedBefore(Refusal):
    """The form has made a record and comes again with another maker: somebody went back and typed over it."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What an officer writes down about a maker while standing in front of them: eight answers, most optional."""

    public_name: str
    region: Region
    kind: str = ArtisanKind.INDIVIDUAL
    crafts: Collection[Craft] = field(default_factory=tuple)
    place_note: str = ""
    phone: str = ""
    purposes: Collection[str] = field(default_factory=tuple)
    photo: Image | None = None


def register(*, entry: Entry, registration_uuid: UUID, by: User, submit: bool) -> Artisan:
    """Keeps a new maker as a draft, or submits it at once. The same form sent twice gives the record it made first.

    Raises FormUsedBefore if the form comes again with another maker's name.
    """
    try:
        with transaction.atomic():
            artisan = Artisan(registration_uuid=registration_uuid, registered_by=by, region=entry.region)
            return _write(artisan, entry, by=by, submit=submit)
    except IntegrityError:
        first = Artisan.objects.filter(registration_uuid=registration_uuid, registered_by=by).first()
        if first is None:
            raise
        if first.public_name != entry.public_name:
            raise FormUsedBefore(
                _("This form has already registered %(maker)s. Look at the answers, then save this maker as well.")
                % {"maker": first.public_name}
            ) from None
        return first


@transaction.atomic
def revise(*, artisan: Artisan, entry: Entry, by: User, submit: bool) -> Artisan:
    """Writes a changed entry over a record; a draft or a returned one may be submitted with it."""
    locked = Artisan.objects.select_for_update(no_key=True).get(pk=artisan.pk)
    return _write(locked, entry, by=by, submit=submit)


def _write(artisan: Artisan, entry: Entry, *, by: User, submit: bool) -> Artisan:
    artisan.public_name, artisan.kind = entry.public_name, entry.kind
    artisan.region, artisan.place_note = entry.region, entry.place_note
    is_new = artisan.pk is None
    artisan.save()
    if is_new:
        artisan.state_changes.create(to_state=ArtisanState.DRAFT, by=by)
    artisan.crafts.set(entry.crafts)
    PersonIdentity.objects.update_or_create(artisan=artisan, defaults={"phone": entry.phone})
    set_consents(
        artisan=artisan,
        purposes=entry.purposes,
        asked=ASKED_WHEN_REGISTERING,
        by=by,
        method=ConsentMethod.SPOKEN,
    )
    publicity_changed.send(sender=Artisan, artisan_ids=[artisan.pk])
    if submit:
        artisan = review.submit(artisan=artisan, by=by)
    # Last, when nothing can be refused any more: files do not go away with a transaction that is taken back.
    artisan.replace_photo(entry.photo)
    return artisan
