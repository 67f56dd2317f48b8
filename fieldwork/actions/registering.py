"""Registering makers where they are found."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from artisans.actions import registering
from artisans.actions.registering import Entry
from artisans.choices import SameOrNot
from artisans.duplicates import Likeness
from artisans.models import Artisan, DuplicatePair
from fieldwork.actions.canvassing import note_find
from fieldwork.models import CanvassPlace


@transaction.atomic
def register(
    *,
    entry: Entry,
    registration_uuid: UUID,
    by: User,
    submit: bool,
    place: CanvassPlace | None = None,
    apart: Collection[Likeness] = (),
) -> Artisan:
    """Keeps a new maker, and that they were found at the canvass place, if the officer was searching one.

    Of the records in `apart`, which look alike, it is kept that the officer says they are another person. Raises what
    artisans.actions.registering.register raises.
    """
    artisan = registering.register(entry=entry, registration_uuid=registration_uuid, by=by, submit=submit)
    if place:
        note_find(artisan=artisan, place=place, by=by)
    for likeness in apart:
        _keep_apart(artisan, likeness, by)
    return artisan


def _keep_apart(artisan: Artisan, likeness: Likeness, by: User) -> None:
    first, second = sorted((artisan, likeness.artisan), key=lambda one: one.pk)
    told = {"score": likeness.score, "reasons": [reason.value for reason in likeness.reasons]}
    decided = {"decision": SameOrNot.DIFFERENT, "decided_by": by, "decided_at": timezone.now()}
    DuplicatePair.objects.update_or_create(first=first, second=second, defaults=told | decided)
