"""Makers follow what lower floors change: the codes of regions."""

from collections.abc import Collection

from artisans.models import Artisan
from artisans.signals import publicity_changed
from regions.signals import moved


def connect() -> None:
    moved.connect(follow_regions, sender=Artisan, dispatch_uid="artisans")


def follow_regions(*, keys: Collection[int], **_kwargs) -> None:
    """Where makers are has changed for whoever keeps it."""
    publicity_changed.send(sender=Artisan, artisan_ids=list(keys))
