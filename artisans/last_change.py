"""Who changed a record last, as its history tells."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.apps import apps
from django.db.models import QuerySet

from accounts.models import User
from artisans.models import Artisan


class Change(NamedTuple):
    """Somebody's change of a record; `by` is None where it came from outside the pages."""

    at: datetime
    by: User | None


def last_change(artisan: Artisan) -> Change | None:
    """The newest change of the record itself, its crafts, personal data or consents; None if nobody changed it yet."""
    return newest_of(_events(artisan))


def newest_of(histories: Iterable[QuerySet]) -> Change | None:
    """The newest change in several histories; None if nobody changed anything yet."""
    histories = [events.select_related("pgh_context") for events in histories]
    newest = [events.order_by("-pgh_created_at", "-pk").first() for events in histories]
    newest = [event for event in newest if event]
    if not newest:
        return None
    event = max(newest, key=lambda event: event.pgh_created_at)
    who = event.pgh_context.metadata.get("user") if event.pgh_context else None
    return Change(event.pgh_created_at, User.objects.filter(pk=who).first())


def _events(artisan: Artisan) -> list[QuerySet]:
    """The histories of the rows that make up a record."""
    parts = ["ArtisanCraftEvent", "PersonIdentityEvent", "ConsentEvent"]
    models = [apps.get_model("artisans", name) for name in parts]
    return [artisan.events.all(), *(model.objects.filter(artisan=artisan) for model in models)]
