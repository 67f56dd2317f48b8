"""Registering makers where they are found."""

from uuid import UUID

from django.db import transaction

from accounts.models import User
from artisans.actions import registering
from artisans.actions.registering import Entry
from artisans.models import Artisan
from fieldwork.actions.canvassing import note_find
from fieldwork.models import CanvassPlace


@transaction.atomic
def register(
    *, entry: Entry, registration_uuid: UUID, by: User, submit: bool, place: CanvassPlace | None = None
) -> Artisan:
    """Keeps a new maker, and that they were found at the canvass place, if the officer was searching one.

    Raises what artisans.actions.registering.register raises.
    """
    artisan = registering.register(entry=entry, registration_uuid=registration_uuid, by=by, submit=submit)
    if place:
        note_find(artisan=artisan, place=place, by=by)
    return artisan
