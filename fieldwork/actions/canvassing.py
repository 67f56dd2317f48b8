"""Searching a street, market or quarter: its visits, and which makers were found there."""

import datetime
from dataclasses import asdict, dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from artisans.models import Artisan
from core.actions import action
from core.form_once import FormUsedBefore, differences
from core.versions import plain
from fieldwork.models import CanvassPlace, FieldVisit, Find


@dataclass(frozen=True, kw_only=True)
class Walk:
    """What an officer tells of one walk through a place."""

    visited_on: datetime.date
    asked: int | None = None
    note: str = ""
    next_visit_on: datetime.date | None = None


def note_find(*, artisan: Artisan, place: CanvassPlace, by: User) -> Find:
    """Keeps that the maker was found at the place, on the officer's visit of today where one is noted."""
    visit = FieldVisit.objects.todays(place, by).first()
    found = {"place": place, "visit": visit} if visit else {"place": place}
    return Find.objects.update_or_create(artisan=artisan, defaults=found)[0]


@action
def visit(*, place: CanvassPlace, walk: Walk, client_uuid: UUID, by: User) -> FieldVisit:
    """Notes a visit; makers the officer registered here that day belong to it. A form sent twice is one visit.

    Raises FormUsedBefore if the form comes again with another place or other answers.
    """
    try:
        with transaction.atomic():
            visit = FieldVisit.objects.create(place=place, officer=by, client_uuid=client_uuid, **asdict(walk))
            _gather_finds(visit)
            return visit
    except IntegrityError:
        first = FieldVisit.objects.filter(officer=by, client_uuid=client_uuid).first()
        if first is None:
            raise
        sent = {name: plain(value) for name, value in asdict(walk).items()}
        kept = {name: plain(getattr(first, name)) for name in sent}
        if first.place_id != place.pk or kept != sent:
            raise FormUsedBefore(
                _("This form has already noted a visit. Look at the answers, then save this visit as well."),
                differences(kept=kept, sent=sent),
            ) from None
        return first


def _gather_finds(visit: FieldVisit) -> None:
    """Takes along what the officer found here that day before noting the visit."""
    finds = Find.objects.filter(place=visit.place, visit=None, artisan__registered_by=visit.officer)
    finds.filter(artisan__registered_at__date=visit.visited_on).update(visit=visit)


@action
def correct_visit(*, visit: FieldVisit, walk: Walk) -> None:
    """Writes changed answers over a visit."""
    for name, value in asdict(walk).items():
        setattr(visit, name, value)
    visit.save(update_fields=list(asdict(walk)))
