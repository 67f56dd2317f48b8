"""A product's photos as an album: what the photo pages need, whosever the photos are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from PIL.Image import Image

from accounts.models import User
from products.actions import photos
from products.models import Product, ProductPhoto
from products.models.product import MAX_PHOTOS


@dataclass(frozen=True)
class ProductAlbum:
    """The photos of a product, as this person may change them.

    Refuses with TooManyPhotos, PhotoOfAnother, NotTheirProduct.
    """

    product: Product
    by: User
    most = MAX_PHOTOS

    @property
    def shelf(self) -> str:
        return shelf_of(self.product.pk)

    @property
    def photos(self) -> list[ProductPhoto]:
        return list(self.product.photos.order_by("position", "pk"))

    def check_room(self, upload: UUID) -> None:
        photos.check_room(product=self.product, by=self.by, upload=upload)

    def made_of(self, upload: UUID) -> ProductPhoto | None:
        return self.product.photos.filter(upload_uuid=upload).first()

    def add(self, image: Image, upload: UUID | None = None) -> ProductPhoto:
        return photos.add_photo(product=self.product, by=self.by, image=image, upload=upload)

    def describe(self, alts: Mapping[int, str], seen: Mapping[int, str]) -> None:
        photos.describe_photos(product=self.product, by=self.by, alts=alts, seen=seen)

    def move(self, photo_id: int, places: int) -> None:
        photos.move_photo(product=self.product, by=self.by, photo_id=photo_id, places=places)

    def order(self, photo_ids: list[int]) -> None:
        photos.order_photos(product=self.product, by=self.by, photo_ids=photo_ids)

    def remove(self, photo_id: int) -> bool:
        photo = self.product.photos.filter(pk=photo_id).first()
        if photo:
            photos.remove_photo(photo=photo, by=self.by)
        return photo is not None


def shelf_of(product_id: int) -> str:
    """The folder of what has come so far of the product's photos."""
    return str(product_id)


def needed_photos() -> Iterator[str]:
    """The keys of the stored photos that products need."""
    return ProductPhoto.objects.values_list("key", flat=True).iterator()
