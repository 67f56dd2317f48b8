"""Makers' shops elsewhere: put on the list, taken off it, and looked at."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from artisans.actions.locking import locked_record, locked_with_maker
from artisans.models import Artisan
from core.actions import action
from core.refusals import Refusal
from products.actions.locking import check_answerable
from products.choices import Health
from products.looking import Look
from products.models import SalesChannel

MOST_CHANNELS = 10


class TooManyChannels(Refusal):
    """A maker's list of shops is full."""


class NoAddress(Refusal):
    """What was written is no address that can be on the list, or is on it already."""


@action
def add_channel(*, artisan: Artisan, url: str, by: User) -> SalesChannel:
    """Puts a link on the maker's list. Raises NotTheirProduct, TooManyChannels or NoAddress."""
    artisan = locked_record(artisan)
    check_answerable(by, artisan)
    if artisan.channels.count() >= MOST_CHANNELS:
        raise TooManyChannels(_("A maker can have %(n)d links. Remove one first.") % {"n": MOST_CHANNELS})
    channel = SalesChannel(artisan=artisan, url=url, added_by=by)
    try:
        channel.full_clean()
    except ValidationError as error:
        raise NoAddress(" ".join(error.messages)) from error
    channel.save()
    return channel


@action
def remove_channel(*, channel: SalesChannel, by: User) -> None:
    """Takes a link off the maker's list; one that is gone already is gone."""
    if locked := _locked(channel, exclusively=True):
        check_answerable(by, locked.artisan)
        locked.delete()


@action
def trust_channel(*, channel: SalesChannel, by: User) -> None:
    """Somebody has looked with own eyes and says that the link is right: the public sees it again."""
    if locked := _locked(channel):
        check_answerable(by, locked.artisan)
        locked.health, locked.failures, locked.checked_at = Health.WORKS, 0, timezone.now()
        locked.save(update_fields=["health", "failures", "checked_at"])


@action
def note_look(*, channel: SalesChannel, look: Look) -> None:
    """Keeps what a look found. What looks taken over is hidden at once, other troubles after the third time."""
    locked = _locked(channel)
    if locked is None:
        return
    locked.health, locked.checked_at = look.health, timezone.now()
    if look.health == Health.WORKS:
        locked.failures = 0
    elif look.health == Health.HIJACKED:
        locked.failures = SalesChannel.HIDDEN_AFTER
    else:
        locked.failures = min(locked.failures + 1, 100)
    locked.save(update_fields=["health", "failures", "checked_at"])


def _locked(channel: SalesChannel, *, exclusively: bool = False) -> SalesChannel | None:
    return locked_with_maker(SalesChannel.objects.filter(pk=channel.pk), exclusively=exclusively)


def due_for_a_look(*, before: datetime, limit: int) -> QuerySet[SalesChannel]:
    """The links that nobody has looked at since `before`, those never looked at first. Demo links lead nowhere."""
    rows = SalesChannel.objects.filter(Q(checked_at=None) | Q(checked_at__lt=before), is_demo=False)
    return rows.order_by(F("checked_at").asc(nulls_first=True), "pk")[:limit]
