"""Putting the demo's pictures where uploaded photos lie, as the same renditions under the same kind of key."""

import io
import os
import uuid
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from PIL import Image

from artisans.models import Artisan
from clusters.models import ClusterPhoto
from core.photos import QUALITY, WIDTHS
from pages.demo import places, plan
from pages.demo.clusterpages import page_of
from pages.demo.patterns import draw
from products.models import ProductPhoto

PictureSpec = tuple[str, str, int]
NAMESPACE = uuid.UUID("5d9f6c1e-6a57-4c1b-9b0e-0f6f3a3a5e77")


def photo_key(folder: str, code: str, position: int = 0) -> str:
    """The key of a demo photo: for ever the same for the same record."""
    return f"{folder}/{uuid.uuid5(NAMESPACE, f'{code} {position}').hex}"


def paint() -> int:
    """Draws what is missing in the store; returns how many photos got their files. Half a minute on two cores."""
    wanted: dict[PictureSpec, list[str]] = defaultdict(list)
    kept = set(ProductPhoto.objects.filter(product__is_demo=True).values_list("key", flat=True))
    kept |= set(ClusterPhoto.objects.filter(cluster__is_demo=True).values_list("key", flat=True))
    kept |= set(Artisan.objects.filter(is_demo=True).values_list("photo", flat=True))
    for spec, key in _pictures():
        if key in kept and not default_storage.exists(_name(key, WIDTHS[-1])):
            wanted[spec].append(key)
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        list(threads.map(_hang, wanted.items()))
    return sum(map(len, wanted.values()))


def _pictures() -> Iterable[tuple[PictureSpec, str]]:
    for number, cluster in enumerate(places.CLUSTERS):
        for position, (spec, _alt) in enumerate(page_of(cluster, number).pictures):
            yield spec, photo_key("clusters", plan.code_for(f"cluster {cluster.key}"), position)
    for maker in plan.makers():
        if maker.picture:
            yield maker.picture, photo_key("artisans", maker.code)
        for product in maker.products:
            for position, spec in enumerate(product.pictures):
                yield spec, photo_key("products", product.code, position)


def _hang(item: tuple[PictureSpec, list[str]]) -> None:
    """Draws one picture and stores its renditions for every photo that shows it."""
    spec, keys = item
    picture = draw(*spec)
    small = [width for width in WIDTHS if width < picture.width]
    for width in small:
        _store(_webp(picture.resize((width, width), Image.Resampling.LANCZOS)), [_name(key, width) for key in keys])
    # Nothing is gained by enlarging: wider renditions are the picture as it is, as with small uploads.
    full = [_name(key, width) for width in WIDTHS if width not in small for key in keys]
    _store(_webp(picture), full)


def _webp(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "WEBP", quality=QUALITY)
    return buffer.getvalue()


def _store(content: bytes, names: list[str]) -> None:
    """Writes the bytes once and links the other names to them where the store is a disk; elsewhere each gets a copy."""
    first, *others = [name for name in names if not default_storage.exists(name)] or [""]
    if not first:
        return
    default_storage.save(first, ContentFile(content))
    for name in others:
        if not _linked(first, name):
            default_storage.save(name, ContentFile(content))


def _linked(first: str, name: str) -> bool:
    """Whether the disk took `name` as a second name of a stored file: deleting one leaves the other."""
    if not isinstance(default_storage, FileSystemStorage):
        return False
    target = default_storage.path(name)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    try:
        os.link(default_storage.path(first), target)
    except OSError:
        return False
    return True


def _name(key: str, width: int) -> str:
    return f"{key}/{width}.webp"
