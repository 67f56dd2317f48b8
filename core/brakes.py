"""Brakes: how often something may be done in a while, counted in the cache that all workers share."""

import time
from dataclasses import dataclass

from django.core.cache import cache
from django.utils.crypto import salted_hmac


@dataclass(frozen=True)
class Brake:
    """At most `most` times in `seconds`, for one name: a visitor's address, a maker, or "" for the whole site.

    Of the name only a keyed hash lies in the cache. Two at the very same moment may count as one: a brake slows down,
    it does not keep a secret.
    """

    action: str
    most: int
    seconds: int

    def lets_pass(self, name: str = "") -> bool:
        """Counts once more, and says whether that is still within the measure."""
        key = self._key(name)
        count = cache.get(key, 0) + 1
        cache.set(key, count, self.seconds)
        return count <= self.most

    def is_open(self, name: str = "") -> bool:
        """Whether once more would still be within the measure; counts nothing."""
        return cache.get(self._key(name), 0) < self.most

    def _key(self, name: str) -> str:
        window = int(time.time()) // self.seconds
        return f"brake-{self.action}-{window}-{salted_hmac('core.brakes', name).hexdigest()}"
