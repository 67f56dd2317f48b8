"""When a maker's photo may be deleted: once no record shows it and no merge that can be undone needs it."""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import Q

from artisans.models import Artisan, Merge
from core.photos import delete_photo


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
