"""How often somebody may try, counted in the cache that all workers share (settings.ACCOUNT_RATE_LIMITS)."""

from allauth.core import ratelimit
from django.http import HttpRequest


def count(request: HttpRequest, action: str, key: str = "everybody") -> bool:
    """Counts one try of `action` for the visitor's address and for `key`; False once there were too many."""
    return ratelimit.consume(request, action=action, key=key)


def is_open(request: HttpRequest, action: str, key: str = "everybody") -> bool:
    """Whether another try would be within the limits; counts none."""
    return ratelimit.consume(request, action=action, key=key, dry_run=True)
