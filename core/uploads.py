"""Photos that come piece by piece over a weak line.

The phone draws a UUID for each photo and sends its bytes in order. What has come is kept beside the photos, in
<MEDIA_ROOT>/partial/<shelf>/<uuid>, where nothing is served from; the answer to every piece says how much is there,
so a piece that came twice, or whose answer was lost, does no harm. The last piece makes the photo, once.
"""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Generic, Protocol, TypeVar
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _
from PIL.Image import Image

from core.photos import read_photo
from core.refusals import Refusal

PIECE = 128 * 1024
# A phone sends pieces of PIECE bytes; this is what the server puts up with.
LARGEST_PIECE = 1024 * 1024
KEPT_SECONDS = 24 * 60 * 60
# A phone tries again every half minute; what was not written to for longer may give way to another photo.
ABANDONED_SECONDS = 5 * 60

Made = TypeVar("Made")


class BadPiece(Refusal):
    """Bytes that can be no piece of a photo: too many, none, or beyond the photo's end."""


class NoPhoto(Refusal):
    """All bytes have come, and they are no photo that can be read."""


class Album(Protocol[Made]):
    """Where photos go, a product's or a cluster's: `most` of them; `shelf` names the folder of what has come so far."""

    shelf: str
    most: int

    def check_room(self, upload: UUID) -> None:
        """Refuses before a photo is sent in vain; one that is there may come again."""

    def made_of(self, upload: UUID) -> Made | None:
        """The photo that this upload has made already."""

    def add(self, image: Image, upload: UUID) -> Made:
        """Makes the photo."""


@dataclass(frozen=True)
class Received(Generic[Made]):
    """How many bytes of the photo are there; `photo` once it is made."""

    offset: int
    photo: Made | None = None


def receive(album: Album[Made], *, upload: UUID, size: int, offset: int, piece: bytes) -> Received[Made]:
    """Takes the bytes from `offset` of a photo of `size` bytes. Bytes that are there already are passed over.

    Raises BadPiece, NoPhoto, and what the album refuses.
    """
    if not 0 < size <= settings.PHOTO_MAX_BYTES:
        limit = settings.PHOTO_MAX_BYTES // 2**20
        raise BadPiece(_("The photo is too large. Send one of at most %(limit)d MB.") % {"limit": limit})
    if not piece or len(piece) > LARGEST_PIECE or offset < 0 or offset + len(piece) > size:
        raise BadPiece(_("This is no part of the photo. Choose the photo again."))
    album.check_room(upload)
    if offset == 0:
        sweep()
    elif not _path(album, upload).exists():
        # It has been made, given up, or gave way to another: the phone goes on from here.
        photo = album.made_of(upload)
        return Received(size if photo else 0, photo)
    with _kept(album, upload) as file:
        photo = album.made_of(upload)
        if photo is None and _grown(file, offset, piece) >= size:
            photo = _made(album, upload, file)
        there = size if photo else os.fstat(file.fileno()).st_size
        if photo:
            _path(album, upload).unlink(missing_ok=True)
    return Received(there, photo)


def drop(album: Album, *, upload: UUID) -> None:
    """Forgets what has come of a photo that somebody gave up; one that is made already stays."""
    _path(album, upload).unlink(missing_ok=True)


def sweep(now: float | None = None) -> int:
    """Deletes what was begun and left for a day; returns how many photos that were."""
    before = (now or time.time()) - KEPT_SECONDS
    left = [path for path in _folder().glob("*/*") if _changed_at(path) < before]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def forget(shelf: str) -> None:
    """Deletes what has come of the photos of one album."""
    shutil.rmtree(_folder() / shelf, ignore_errors=True)


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "partial"


def _path(album: Album, upload: UUID) -> Path:
    return _folder() / album.shelf / upload.hex


def _changed_at(path: Path) -> float:
    with suppress(FileNotFoundError):
        return path.stat().st_mtime
    return float("inf")


@contextmanager
def _kept(album: Album, upload: UUID) -> Iterator[BinaryIO]:
    """The file with the bytes so far, held by this request alone: of two equal pieces at once one waits."""
    path = _path(album, upload)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _make_room(path.parent, album.most)
    with open(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file


def _make_room(folder: Path, most: int) -> None:
    """Lets the photo that was not written to for the longest time give way; refuses where all are on their way."""
    there = sorted(folder.iterdir(), key=_changed_at)
    if len(there) < most:
        return
    if _changed_at(there[0]) > time.time() - ABANDONED_SECONDS:
        raise BadPiece(_("So many photos are on their way already. Wait some minutes until they have come."))
    there[0].unlink(missing_ok=True)


def _grown(file: BinaryIO, offset: int, piece: bytes) -> int:
    """Adds the piece if it is the next one; returns how many bytes there are."""
    there = os.fstat(file.fileno()).st_size
    if offset == there:
        file.seek(there)
        file.write(piece)
        file.flush()
        there += len(piece)
    return there


def _made(album: Album[Made], upload: UUID, file: BinaryIO) -> Made:
    """The photo of the bytes that are all there; what is none is deleted."""
    file.seek(0)
    try:
        image = read_photo(File(file))
    except ValidationError as error:
        _path(album, upload).unlink(missing_ok=True)
        raise NoPhoto(" ".join(error.messages)) from error
    return album.add(image, upload)
