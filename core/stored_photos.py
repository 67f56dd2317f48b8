"""Photos on the disk that no row needs: a worker that is killed between a photo's files and its row leaves some."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

# A photo that is just being kept has its files first and its row a moment later.
AT_LEAST = timedelta(days=1)
NEEDED: dict[str, list[Callable[[], Iterable[str]]]] = {}


def needed_by(folder: str, keys: Callable[[], Iterable[str]]) -> None:
    """Tells of rows that need photos of this folder: `keys` gives those photos' keys. Apps do when they are ready."""
    NEEDED.setdefault(folder, []).append(keys)


def orphans() -> Iterator[str]:
    """The keys of the stored photos, a day old or older, that nobody needs."""
    before = timezone.now() - AT_LEAST
    for folder, told in sorted(NEEDED.items()):
        # The files first: a photo that is kept meanwhile is not among them.
        left = {f"{folder}/{name}" for name in _names_in(folder)}
        for keys in told:
            left.difference_update(keys())
        yield from sorted(key for key in left if _was_kept(key, before))


def _names_in(folder: str) -> list[str]:
    return default_storage.listdir(folder)[0] if default_storage.exists(folder) else []


def _was_kept(key: str, before: datetime) -> bool:
    """Whether there are files, and all of them were written before that moment."""
    files = default_storage.listdir(key)[1]
    return bool(files) and all(default_storage.get_modified_time(f"{key}/{name}") < before for name in files)
