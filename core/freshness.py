"""How long it is believed that a record is still true."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

STALE_AFTER = timedelta(days=365)


def not_confirmed_lately() -> Q:
    """Rows that nobody has confirmed for twelve months."""
    return Q(last_confirmed_at=None) | Q(last_confirmed_at__lt=timezone.now() - STALE_AFTER)


def is_stale(confirmed_at: datetime | None) -> bool:
    """The same of one moment."""
    return confirmed_at is None or confirmed_at < timezone.now() - STALE_AFTER
