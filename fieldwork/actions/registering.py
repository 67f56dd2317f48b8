"""Registering makers where they are found."""

from collections.abc import Collection
from uuid import UUID

from accounts.models import User
from artisans.actions import registering
from artisans.actions.duplicates import decide
from artisans.actions.locking import locked_rows
from artisans.actions.registering import Entry
from artisans.choices import SameOrNot
from artisans.models import Artisan
from core.actions import action
from fieldwork.actions.canvassing import note_find
from fieldwork.models import CanvassPlace


@action
def register(
    *,
    entry: Entry,
    registration_uuid: UUID,
    by: User,
    submit: bool,
    place: CanvassPlace | None = None,
    apart: Collection[Artisan] = (),
) -> Artisan:
    """Keeps a new maker, and that they were found at the canvass place, if the officer was searching one.

    Of the records in `apart`, which look alike, it is kept that the officer says they are another person. Raises what
    artisans.actions.registering.register raises.
    """
    others = locked_rows([one.pk for one in apart]).values()
    artisan = registering.register(entry=entry, registration_uuid=registration_uuid, by=by, submit=submit)
    if place:
        note_find(artisan=artisan, place=place, by=by)
    for other in others:
        decide(first=artisan, second=other, decision=SameOrNot.DIFFERENT, by=by)
    return artisan
