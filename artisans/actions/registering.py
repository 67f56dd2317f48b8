"""Putting a newly found maker into the register."""

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from django.db import IntegrityError, transaction
from PIL.Image import Image

from accounts.models import User
from artisans.actions import review
from artisans.actions.consents import ASKED_WHEN_REGISTERING, set_consents
from artisans.choices import ArtisanKind, ArtisanState, ConsentMethod
from artisans.models import Artisan, PersonIdentity
from artisans.signals import publicity_changed
from clusters.models import Craft
from core.photos import delete_photo, store_photo
from regions.models import Region


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
    """Keeps a new maker as a draft, or submits it at once. The same form sent twice gives the record it made first."""
    try:
        with transaction.atomic():
            artisan = Artisan(registration_uuid=registration_uuid, registered_by=by, region=entry.region)
            return _write(artisan, entry, by=by, submit=submit)
    except IntegrityError:
        first = Artisan.objects.filter(registration_uuid=registration_uuid, registered_by=by).first()
        if first is None:
            raise
        return first


@transaction.atomic
def revise(*, artisan: Artisan, entry: Entry, by: User, submit: bool) -> Artisan:
    """Writes a changed entry over a record; a draft or a returned one may be submitted with it."""
    locked = Artisan.objects.select_for_update().get(pk=artisan.pk)
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
    _replace_photo(artisan, entry.photo)
    set_consents(
        artisan=artisan,
        purposes=entry.purposes,
        asked=ASKED_WHEN_REGISTERING,
        by=by,
        method=ConsentMethod.SPOKEN,
    )
    publicity_changed.send(sender=Artisan, artisan_ids=[artisan.pk])
    return review.submit(artisan=artisan, by=by) if submit else artisan


def _replace_photo(artisan: Artisan, image: Image | None) -> None:
    """Stores a new photo, and removes the old one once the change is certain; without a new one nothing changes."""
    if image is None:
        return
    old, artisan.photo = artisan.photo, store_photo(image, "artisans")
    artisan.save(update_fields=["photo"])
    if old:
        transaction.on_commit(lambda: delete_photo(old))
