"""A maker's photo, and when it may be deleted: once no record shows it and no merge that can be undone needs it."""

from collections.abc import Collection, Iterable, Iterator

from django.db import transaction
from django.db.models import Q

from artisans.models import Artisan, Merge
from core.photos import Renditions, delete_photo, keep_photo


def replace_photo(*, artisan: Artisan, renditions: Renditions | None) -> None:
    """Stores a new photo and lets the old one go; without a new one nothing changes."""
    if renditions is None:
        return
    old, artisan.photo = artisan.photo, keep_photo(renditions, "artisans")
    artisan.save(update_fields=["photo"])
    let_go([old])


def let_go(keys: Iterable[str]) -> None:
    """Deletes those photos that nobody needs any more, once it is certain what the records say."""
    for key in set(filter(None, keys)):
        transaction.on_commit(lambda key=key: _delete_unneeded(key))


def _delete_unneeded(key: str) -> None:
    is_shown = Artisan.objects.filter(photo=key).exists()
    if not is_shown and not Merge.objects.filter(before__photos__contains=[key]).exists():
        delete_photo(key)


def photos_kept_for_undo(artisans: Collection[Artisan]) -> list[str]:
    """The photos that are kept only because a merge of these records may be undone."""
    merges = Merge.objects.filter(Q(survivor__in=artisans) | Q(merged__in=artisans))
    return [photo for merge in merges for photo in merge.before.get("photos", [])]


def needed_photos() -> Iterator[str]:
    """The keys of the stored photos that records show, or that an undo of a merge needs."""
    yield from Artisan.objects.exclude(photo="").values_list("photo", flat=True).iterator()
    for before in Merge.objects.exclude(before={}).values_list("before", flat=True).iterator():
        yield from before.get("photos", [])
