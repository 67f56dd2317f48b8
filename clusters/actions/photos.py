"""A cluster's photos: at most MAX_PHOTOS, in the committee's order, the first one the title photo."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from PIL.Image import Image

from accounts.models import User
from clusters.actions.holding import as_done_by, held
from clusters.models import MAX_PHOTOS, Cluster, ClusterPhoto
from core.actions import action
from core.photos import Renditions, delete_photo, keep_photo, renditions_of
from core.refusals import Refusal
from core.versions import settle_rows


class TooManyPhotos(Refusal):
    """The cluster has all the photos it may have."""


class PhotoOfAnother(Refusal):
    """The order given is not one of exactly the cluster's photos: somebody added or removed one meanwhile."""


def add_photo(*, cluster: Cluster, by: User, image: Image, upload: UUID | None = None) -> ClusterPhoto:
    """Puts a photo (upright, RGB: core.photos.read_photo) after the others; the photo of one `upload` is made once.

    Raises TooManyPhotos, ClusterGone.
    """
    # Takes a second or two, in which nobody should wait for the cluster.
    return _add(cluster=cluster, by=by, renditions=renditions_of(image), upload=upload)


@action
def _add(*, cluster: Cluster, by: User, renditions: Renditions, upload: UUID | None) -> ClusterPhoto:
    locked = held(cluster)
    photos = locked.photos_in_order
    if made := next((photo for photo in photos if upload and photo.upload_uuid == upload), None):
        return made
    if len(photos) >= MAX_PHOTOS:
        raise _full()
    position = photos[-1].position + 1 if photos else 0
    key = keep_photo(renditions, "clusters")
    try:
        with as_done_by(locked, by):
            photo = locked.photos.create(key=key, position=position, upload_uuid=upload)
            _keep_title(locked)
    except Exception:
        delete_photo(key)
        raise
    return photo


def check_room(*, cluster: Cluster, upload: UUID) -> None:
    """Raises TooManyPhotos before a photo is sent in vain; one that is there may come again."""
    if cluster.photos.exclude(upload_uuid=upload).count() >= MAX_PHOTOS:
        raise _full()


@action
def describe_photos(
    *, cluster: Cluster, by: User, alts: Mapping[int, str], seen: Mapping[int, str] | None = None
) -> None:
    """Writes what photos show, by their keys; those that are gone meanwhile are passed over.

    `seen` is what the person saw before; without it the new texts stand. Raises ChangedMeanwhile, by the keys.
    """
    locked = held(cluster)
    stored = {photo.pk: photo.alt for photo in locked.photos_in_order}
    texts = settle_rows(seen=seen, stored=stored, mine=alts)
    changed = [photo for photo in locked.photos_in_order if photo.alt != texts[photo.pk]]
    for photo in changed:
        photo.alt = texts[photo.pk]
    with as_done_by(locked, by):
        ClusterPhoto.objects.bulk_update(changed, ["alt"])


@action
def move_photo(*, cluster: Cluster, by: User, photo_id: int, places: int) -> None:
    """Shows a photo so many places later, or earlier for a negative number. A photo that is gone moves nowhere."""
    order = [photo.pk for photo in held(cluster).photos_in_order]
    if photo_id in order:
        place = order.index(photo_id)
        order.insert(max(place + places, 0), order.pop(place))
        order_photos(cluster=cluster, by=by, photo_ids=order)


@action
def order_photos(*, cluster: Cluster, by: User, photo_ids: list[int]) -> None:
    """Shows the photos in this order. Raises PhotoOfAnother unless these are the cluster's photos, each once."""
    locked = held(cluster)
    photos = locked.photos_in_order
    if sorted(photo_ids) != sorted(photo.pk for photo in photos):
        raise PhotoOfAnother(_("The photos have changed meanwhile. Look at them again before you order them."))
    for photo in photos:
        photo.position = photo_ids.index(photo.pk)
    with as_done_by(locked, by):
        ClusterPhoto.objects.bulk_update(photos, ["position"])
        _keep_title(locked)


@action
def remove_photo(*, cluster: Cluster, by: User, photo_id: int) -> bool:
    """Removes a photo, and its files once that is certain; returns whether it was still there."""
    locked = held(cluster)
    photo = locked.photos.filter(pk=photo_id).first()
    if photo is None:
        return False
    key = photo.key
    with as_done_by(locked, by):
        photo.delete()
        _keep_title(locked)
    transaction.on_commit(lambda: delete_photo(key))
    return True


def _keep_title(locked: Cluster) -> None:
    """The first photo is the one on the cards."""
    first = next(iter(locked.photos_in_order), None)
    title = first.key if first else ""
    if locked.photo != title:
        locked.photo = title
        locked.save(update_fields=["photo"])


def _full() -> TooManyPhotos:
    return TooManyPhotos(_("A cluster has at most %(limit)d photos. Remove one first.") % {"limit": MAX_PHOTOS})
