"""Putting a newly found maker into the register."""

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from PIL.Image import Image

from accounts.models import User
from artisans.actions import review
from artisans.actions.answers import ENTRY, amend, insist_on_consent, plain_answers, write
from artisans.actions.photos import replace_photo
from artisans.choices import ArtisanKind, ArtisanState
from artisans.duplicates import Sighting
from artisans.models import Artisan
from clusters.models import Craft
from core.form_once import FormUsedBefore, differences, only_adds
from core.photos import renditions_of
from core.versions import Answers, plain
from regions.models import Region
from regions.positions import Position


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What an officer writes down about a maker while standing in front of them: eight answers, most optional.

    `lat` and `lon` are degrees (WGS 84) as the phone gave them, `precision_m` the radius in metres; None without them.
    """

    public_name: str
    region: Region
    kind: str = ArtisanKind.INDIVIDUAL
    crafts: Collection[Craft] = field(default_factory=tuple)
    place_note: str = ""
    phone: str = ""
    purposes: Collection[str] = field(default_factory=tuple)
    photo: Image | None = None
    lat: float | None = None
    lon: float | None = None
    precision_m: int | None = None

    @property
    def position(self) -> Position | None:
        return None if self.lat is None else Position(self.lat, self.lon, self.precision_m)

    def sighting(self) -> Sighting:
        """The maker as the search for duplicates takes them."""
        where = {"lat": self.lat, "lon": self.lon, "precision_m": self.precision_m}
        return Sighting(name=self.public_name, phone=self.phone, region_code=self.region.pk, **where)

    def answers(self) -> Answers:
        """The answers as they are compared and written; the photo is handed over by itself."""
        return {name: plain(getattr(self, name)) for name in ENTRY}


def register(*, entry: Entry, registration_uuid: UUID, by: User, submit: bool) -> Artisan:
    """Keeps a new maker as a draft, or submits it at once. The same form sent twice gives the record it made first.

    What it adds the second time goes into the draft. Raises FormUsedBefore if it comes again with other answers, and
    PersonNeedsConsent.
    """
    renditions = renditions_of(entry.photo) if entry.photo else None
    try:
        with transaction.atomic():
            artisan = Artisan(registration_uuid=registration_uuid, registered_by=by)
            write(artisan=artisan, answers=entry.answers(), by=by)
            insist_on_consent(artisan, entry.answers() | {"photo": entry.photo})
            artisan.state_changes.create(to_state=ArtisanState.DRAFT, by=by)
            if submit:
                artisan = review.submit(artisan=artisan, by=by)
            # Last, when nothing can be refused any more: files do not go away with a transaction taken back.
            replace_photo(artisan=artisan, renditions=renditions)
            return artisan
    except IntegrityError:
        first = Artisan.objects.filter(registration_uuid=registration_uuid, registered_by=by).first()
        if first is None:
            raise
        return _again(first, entry, by=by, submit=submit)


def _again(first: Artisan, entry: Entry, *, by: User, submit: bool) -> Artisan:
    """What becomes of a form that has made this record before."""
    is_draft = first.state == ArtisanState.DRAFT
    kept, sent = plain_answers(first, ENTRY), entry.answers()
    if kept == sent and not (is_draft and (submit or (entry.photo and not first.photo))):
        return first
    if not is_draft or not only_adds(kept=kept, sent=sent):
        raise used_before(first, differences(kept=kept, sent=sent))
    photo = None if first.photo else entry.photo
    return amend(artisan=first, answers=sent, photo=photo, seen=kept | {"photo": first.photo}, by=by, submit=submit)


def used_before(first: Artisan, kept: Answers) -> FormUsedBefore:
    """How a form is refused that has registered this maker, or noted this lead, and comes again with other answers."""
    sentence = _("This form has already registered %(maker)s. Look at the answers, then save this maker as well.")
    record = reverse("field:record", args=[first.code])
    return FormUsedBefore(sentence % {"maker": first.public_name}, kept, first_url=record)


def revise(*, artisan: Artisan, entry: Entry, by: User, submit: bool, seen: Answers | None = None) -> Artisan:
    """Writes a changed entry over a record; a draft or a returned one may be submitted with it.

    `seen` is what the officer saw of the record before changing it. Raises what `answers.amend` raises.
    """
    return amend(artisan=artisan, answers=entry.answers(), photo=entry.photo, seen=seen, by=by, submit=submit)
