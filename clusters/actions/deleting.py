"""Deleting clusters that nobody belonged to; whoever did keeps one from being deleted (Membership.cluster)."""

from collections.abc import Collection

from django.db import transaction

from clusters.albums import shelf_of
from clusters.models import Cluster, ClusterPhoto
from core import uploads
from core.actions import action
from core.photos import delete_photo


@action
def delete_clusters(*, keys: Collection[int]) -> None:
    """Deletes them with their pages and enquiries; photos, and what has come of such, go once that is certain."""
    locked = Cluster.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    held = list(locked.values_list("pk", flat=True))
    photos = list(ClusterPhoto.objects.filter(cluster__in=held).values_list("key", flat=True))
    Cluster.objects.filter(pk__in=held).delete()
    for photo in photos:
        transaction.on_commit(lambda photo=photo: delete_photo(photo))
    for key in held:
        transaction.on_commit(lambda key=key: uploads.forget(shelf_of(key)))
