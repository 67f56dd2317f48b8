"""A product's photos: at most MAX_PHOTOS, in the maker's order, the first one on the cards."""

from django.db import transaction
from django.utils.translation import gettext as _
from PIL.Image import Image

from accounts.models import User
from core.photos import delete_photo, store_photo
from core.refusals import Refusal
from products import search
from products.actions.products import check_answerable
from products.models import Product, ProductPhoto
from products.models.product import MAX_PHOTOS


class TooManyPhotos(Refusal):
    """The product has all the photos it may have."""


class PhotoOfAnother(Refusal):
    """The order given is not one of exactly the product's photos: somebody added or removed one meanwhile."""


def add_photo(*, product: Product, by: User, image: Image, alt: str = "") -> ProductPhoto:
    """Puts a photo (upright, RGB: core.photos.read_photo) after the others. Raises TooManyPhotos, NotTheirProduct."""
    with transaction.atomic():
        photos = _locked_photos(product, by)
        if len(photos) >= MAX_PHOTOS:
            raise TooManyPhotos(_("A product has at most %(limit)d photos. Remove one first.") % {"limit": MAX_PHOTOS})
        position = photos[-1].position + 1 if photos else 0
        key = store_photo(image, "products")
        try:
            photo = ProductPhoto.objects.create(product=product, key=key, alt=alt, position=position)
            search.refresh([product.pk])
        except Exception:
            delete_photo(key)
            raise
    return photo


@transaction.atomic
def remove_photo(*, photo: ProductPhoto, by: User) -> None:
    """Removes a photo, and its files once that is certain."""
    _locked_photos(photo.product, by)
    key, product_id = photo.key, photo.product_id
    photo.delete()
    transaction.on_commit(lambda: delete_photo(key))
    search.refresh([product_id])


@transaction.atomic
def order_photos(*, product: Product, by: User, photo_ids: list[int]) -> None:
    """Shows the photos in this order. Raises PhotoOfAnother unless these are the product's photos, each once."""
    photos = _locked_photos(product, by)
    if sorted(photo_ids) != sorted(photo.pk for photo in photos):
        raise PhotoOfAnother(_("The photos have changed meanwhile. Look at them again before you order them."))
    for photo in photos:
        photo.position = photo_ids.index(photo.pk)
    ProductPhoto.objects.bulk_update(photos, ["position"])


def _locked_photos(product: Product, by: User) -> list[ProductPhoto]:
    """The product's photos in order, safe from others until the transaction ends."""
    check_answerable(by, product.artisan)
    Product.objects.select_for_update(no_key=True).get(pk=product.pk)
    return list(product.photos.order_by("position", "pk"))
