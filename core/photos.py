"""Photos from phones: checked, shrunk to WebP renditions at upload, and served under the page's own permissions.

A stored photo has a key such as "products/3f2a..."; its renditions are <key>/<width>.webp in the default storage. The
original is never kept, so its EXIF data, position included, is gone with it.
"""

import io
import uuid
import warnings
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.forms import FileField
from django.forms.widgets import FileInput
from django.http import FileResponse, Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from core.addresses import address_like

FORMATS = ("JPEG", "PNG", "WEBP", "MPO")
WIDTHS = (400, 800, 1600)
LARGEST = (2 * WIDTHS[-1], 2 * WIDTHS[-1])
MAX_PIXELS = 60_000_000
QUALITY = 80
# Bytes of WebP by width in pixels.
Renditions = dict[int, bytes]
ANY_KEY, ANY_WIDTH = "f" * 32, 123456789  # as they stand in a photo's address


@dataclass(frozen=True)
class Photo:
    """A stored photo for a template: `url` of the middle rendition, `srcset` of all, `alt` for who cannot see it."""

    key: str
    url_name: str
    alt: str

    def address(self, width: int) -> str:
        return address_like(self.url_name, (ANY_KEY, ANY_WIDTH), (self.key.rpartition("/")[2], width))

    @property
    def url(self) -> str:
        return self.address(800)

    @property
    def srcset(self) -> str:
        before, _width, after = self.address(WIDTHS[0]).rpartition(str(WIDTHS[0]))
        return ", ".join([f"{before}{width}{after} {width}w" for width in WIDTHS])


class PhotoField(FileField):
    """A form field for one photo; `cleaned_data` holds an upright Pillow image in RGB, at most LARGEST, or None."""

    widget = FileInput(attrs={"accept": "image/*"})

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        return read_photo(upload) if isinstance(upload, UploadedFile) else None

    def in_words(self, value) -> str:
        """A photo for a reader who must choose between two versions (core.versions)."""
        return _("a photo") if value else ""


def read_photo(upload: UploadedFile) -> Image.Image:
    """The picture in an upload, upright, in RGB. Raises ValidationError with a sentence if it is none or too large."""
    if upload.size > settings.PHOTO_MAX_BYTES:
        raise ValidationError(
            _("The photo is too large (%(size)d MB). Send one of at most %(limit)d MB."),
            params={"size": upload.size // 2**20, "limit": settings.PHOTO_MAX_BYTES // 2**20},
        )
    not_a_photo = ValidationError(_("This file is not a photo that can be read. Send a JPEG, PNG or WebP picture."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(upload, formats=FORMATS)
            if image.width * image.height > MAX_PIXELS:
                raise ValidationError(_("The photo has too many pixels. Send a smaller one."))
            image.draft("RGB", LARGEST)
            # Shrunk before anything else: each step on sixty million pixels would take another 200 MB.
            image.thumbnail(LARGEST)
            return ImageOps.exif_transpose(image).convert("RGB")
    except ValidationError:
        raise
    except Exception as error:  # Pillow raises many kinds for hostile files; to the person all mean the same.
        raise not_a_photo from error


def renditions_of(image: Image.Image) -> Renditions:
    """The image in each width. Takes a second or two: not while others wait for a row."""
    return {width: _rendition(image, width) for width in WIDTHS}


def _rendition(image: Image.Image, width: int) -> bytes:
    rendition, buffer = image.copy(), io.BytesIO()
    rendition.thumbnail((width, width * 2))
    rendition.save(buffer, "WEBP", quality=QUALITY)
    return buffer.getvalue()


def keep_photo(renditions: Renditions, folder: str) -> str:
    """Writes renditions under a new random key in `folder`; returns the key."""
    key = f"{folder}/{uuid.uuid4().hex}"
    for width, content in renditions.items():
        default_storage.save(f"{key}/{width}.webp", ContentFile(content))
    return key


def store_photo(image: Image.Image, folder: str) -> str:
    """Writes the renditions of an image under a new random key in `folder`; returns the key."""
    return keep_photo(renditions_of(image), folder)


def delete_photo(key: str) -> None:
    """Removes all renditions."""
    for width in WIDTHS:
        default_storage.delete(f"{key}/{width}.webp")


def serve_photo(key: str, width: int, *, is_public: bool) -> HttpResponse:
    """The bytes of one rendition, after the caller has asked whether the person may see it.

    Public ones may be cached for five minutes, so that a withdrawn consent takes effect soon everywhere; others never.
    """
    name = f"{key}/{width}.webp"
    if width not in WIDTHS or not default_storage.exists(name):
        raise Http404
    if settings.PHOTO_ACCEL_LOCATION:
        response = HttpResponse(content_type="image/webp")
        response["X-Accel-Redirect"] = f"{settings.PHOTO_ACCEL_LOCATION}/{name}"
    else:
        response = FileResponse(default_storage.open(name), content_type="image/webp")
    response["Cache-Control"] = "private, max-age=300" if is_public else "private, no-store"
    return response
