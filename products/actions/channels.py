"""Makers' shops elsewhere: put on the list, taken off it, and looked at."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from artisans.models import Artisan
from core.refusals import Refusal
from products.actions.products import check_answerable
from products.choices import Health
from products.looking import Look
from products.models import SalesChannel

MOST_CHANNELS = 10


class TooManyChannels(Refusal):
    """A maker's list of shops is full."""


class NoAddress(Refusal):
    """What was written is no address that can be on the list, or is on it already."""


@transaction.atomic
def add_channel(*, artisan: Artisan, url: str, by: User) -> SalesChannel:
    """Puts a link on the maker's list. Raises NotTheirProduct, TooManyChannels or NoAddress."""
    check_answerable(by, artisan)
    Artisan.objects.select_for_update(no_key=True).get(pk=artisan.pk)
    if artisan.channels.count() >= MOST_CHANNELS:
        raise TooManyChannels(_("A maker can have %(n)d links. Remove one first.") % {"n": MOST_CHANNELS})
    channel = SalesChannel(artisan=artisan, url=url, added_by=by)
    try:
        channel.full_clean()
    except ValidationError as error:
        raise NoAddress(" ".join(error.messages)) from error
    channel.save()
    return channel


def remove_channel(*, channel: SalesChannel, by: User) -> None:
    """Takes a link off the maker's list."""
    check_answerable(by, channel.artisan)
    channel.delete()


def trust_channel(*, channel: SalesChannel, by: User) -> None:
    """Somebody has looked with own eyes and says that the link is right: the public sees it again."""
    check_answerable(by, channel.artisan)
    rows = SalesChannel.objects.filter(pk=channel.pk)
    rows.update(health=Health.WORKS, failures=0, checked_at=timezone.now())


@transaction.atomic
def note_look(*, channel: SalesChannel, look: Look) -> SalesChannel:
    """Keeps what a look found. What looks taken over is hidden at once, other troubles after the third time."""
    locked = SalesChannel.objects.select_for_update().get(pk=channel.pk)
    locked.health, locked.checked_at = look.health, timezone.now()
    if look.health == Health.WORKS:
        locked.failures = 0
    elif look.health == Health.HIJACKED:
        locked.failures = SalesChannel.HIDDEN_AFTER
    else:
        locked.failures = min(locked.failures + 1, 100)
    locked.save(update_fields=["health", "failures", "checked_at"])
    return locked


def due_for_a_look(*, before: datetime, limit: int) -> QuerySet[SalesChannel]:
    """The links that nobody has looked at since `before`, those never looked at first. Demo links lead nowhere."""
    rows = SalesChannel.objects.filter(Q(checked_at=None) | Q(checked_at__lt=before), is_demo=False)
    return rows.order_by(F("checked_at").asc(nulls_first=True), "pk")[:limit]
