"""What a page of photos asks of an album, whosever the photos are."""

from collections.abc import Mapping
from typing import Protocol
from uuid import UUID

from PIL.Image import Image

from core import uploads
from core.photos import Photo


class AlbumPhoto(Protocol):
    """One photo of an album."""

    pk: int
    alt: str
    photo: Photo


class Album(uploads.Album[AlbumPhoto], Protocol):
    """Photos in an order, which may be described, moved and removed (products.albums, clusters.albums)."""

    photos: list[AlbumPhoto]

    def add(self, image: Image, upload: UUID | None = None) -> AlbumPhoto:
        """Puts a photo after the others."""

    def describe(self, alts: Mapping[int, str], seen: Mapping[int, str]) -> None:
        """Writes what the photos show, by their keys, beside what others have written since it was `seen`."""

    def move(self, photo_id: int, places: int) -> None:
        """Shows a photo so many places later, or earlier for a negative number."""

    def order(self, photo_ids: list[int]) -> None:
        """Shows the photos in this order."""

    def remove(self, photo_id: int) -> bool:
        """Removes a photo; returns whether it was there."""
