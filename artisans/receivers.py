"""Makers follow what lower floors change: the codes of regions, and which accounts are in use."""

from collections.abc import Collection

from accounts.models import User
from accounts.signals import switched_off
from artisans.actions.seats import tell_where_nobody_is_left
from artisans.models import Artisan, Membership
from artisans.signals import publicity_changed
from clusters.models import Cluster
from regions.signals import moved


def connect() -> None:
    switched_off.connect(tell_of_lonely_clusters, dispatch_uid="artisans")
    moved.connect(follow_regions, sender=Artisan, dispatch_uid="artisans")


def tell_of_lonely_clusters(*, person: User, **_kwargs) -> None:
    """Whose committee answered by this account alone has nobody who answers now."""
    seats = Membership.objects.committee().filter(artisan__users=person)
    tell_where_nobody_is_left(list(Cluster.objects.filter(memberships__in=seats).distinct().order_by("pk")))


def follow_regions(*, keys: Collection[int], **_kwargs) -> None:
    """Where makers are has changed for whoever keeps it."""
    publicity_changed.send(sender=Artisan, artisan_ids=list(keys))
