"""A product's photos: at most MAX_PHOTOS, in the maker's order, the first one on the cards."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from PIL.Image import Image

from accounts.models import User
from core.actions import action
from core.photos import Renditions, delete_photo, keep_photo, renditions_of
from core.refusals import Refusal
from core.versions import settle_rows
from products import search
from products.actions.locking import check_answerable, locked_product
from products.models import Product, ProductPhoto
from products.models.product import MAX_PHOTOS


class TooManyPhotos(Refusal):
    """The product has all the photos it may have."""


class PhotoOfAnother(Refusal):
    """The order given is not one of exactly the product's photos: somebody added or removed one meanwhile."""


def add_photo(*, product: Product, by: User, image: Image, alt: str = "", upload: UUID | None = None) -> ProductPhoto:
    """Puts a photo (upright, RGB: core.photos.read_photo) after the others; the photo of one `upload` is made once.

    Raises TooManyPhotos, NotTheirProduct, ProductGone.
    """
    # Takes a second or two, in which nobody should wait for the product.
    return _add(product=product, by=by, renditions=renditions_of(image), alt=alt, upload=upload)


@action
def _add(*, product: Product, by: User, renditions: Renditions, alt: str, upload: UUID | None) -> ProductPhoto:
    photos = _locked_photos(product, by)
    if made := next((photo for photo in photos if upload and photo.upload_uuid == upload), None):
        return made
    if len(photos) >= MAX_PHOTOS:
        raise _full()
    position = photos[-1].position + 1 if photos else 0
    key = keep_photo(renditions, "products")
    try:
        photo = ProductPhoto.objects.create(product=product, key=key, alt=alt, position=position, upload_uuid=upload)
        search.refresh([product.pk])
    except Exception:
        delete_photo(key)
        raise
    return photo


def check_room(*, product: Product, by: User, upload: UUID) -> None:
    """Raises NotTheirProduct or TooManyPhotos before a photo is sent in vain; one that is there may come again."""
    check_answerable(by, product.artisan)
    if product.photos.exclude(upload_uuid=upload).count() >= MAX_PHOTOS:
        raise _full()


@action
def describe_photos(
    *, product: Product, by: User, alts: Mapping[int, str], seen: Mapping[int, str] | None = None
) -> None:
    """Writes what photos show, by their keys; those that are gone meanwhile are passed over.

    `seen` is what the person saw before; without it the new texts stand. Raises ChangedMeanwhile, by the keys.
    """
    photos = _locked_photos(product, by)
    texts = settle_rows(seen=seen, stored={photo.pk: photo.alt for photo in photos}, mine=alts)
    for photo in photos:
        photo.alt = texts[photo.pk]
    ProductPhoto.objects.bulk_update(photos, ["alt"])
    search.refresh([product.pk])


@action
def move_photo(*, product: Product, by: User, photo_id: int, places: int) -> None:
    """Shows a photo so many places later, or earlier for a negative number. A photo that is gone moves nowhere."""
    order = [photo.pk for photo in _locked_photos(product, by)]
    if photo_id in order:
        place = order.index(photo_id)
        order.insert(max(place + places, 0), order.pop(place))
        order_photos(product=product, by=by, photo_ids=order)


@action
def remove_photo(*, photo: ProductPhoto, by: User) -> None:
    """Removes a photo, and its files once that is certain. One that is gone already stays gone."""
    # Not the instance that was given: a first try that lost a lock has taken its key away.
    locked = next((one for one in _locked_photos(photo.product, by) if one.key == photo.key), None)
    if locked is None:
        return
    locked.delete()
    transaction.on_commit(lambda: delete_photo(photo.key))
    search.refresh([photo.product_id])


@action
def order_photos(*, product: Product, by: User, photo_ids: list[int]) -> None:
    """Shows the photos in this order. Raises PhotoOfAnother unless these are the product's photos, each once."""
    photos = _locked_photos(product, by)
    if sorted(photo_ids) != sorted(photo.pk for photo in photos):
        raise PhotoOfAnother(_("The photos have changed meanwhile. Look at them again before you order them."))
    for photo in photos:
        photo.position = photo_ids.index(photo.pk)
    ProductPhoto.objects.bulk_update(photos, ["position"])
    search.refresh([product.pk])


def _full() -> TooManyPhotos:
    return TooManyPhotos(_("A product has at most %(limit)d photos. Remove one first.") % {"limit": MAX_PHOTOS})


def _locked_photos(product: Product, by: User) -> list[ProductPhoto]:
    """The product's photos in order, safe from others until the transaction ends."""
    return list(locked_product(product, by).photos.order_by("position", "pk"))
