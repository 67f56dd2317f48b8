"""Which version of the site is running."""

from functools import cache
from hashlib import blake2b
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.utils.autoreload import file_changed

FOLDERS = ("templates", "locale", "static")


@cache
def build() -> str:
    """A word that differs between two versions of the code, texts, looks and packages; the same in all workers."""
    own = [Path(app.path) for app in apps.get_app_configs() if Path(app.path).parent == settings.ROOT]
    folders = [*own, *(settings.ROOT / folder for folder in FOLDERS)]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    seen = [(str(path), path.stat().st_mtime_ns) for path in sorted([*files, settings.ROOT / "requirements.txt"])]
    return blake2b(repr((settings.DEMO_SITE, seen)).encode(), digest_size=8).hexdigest()


def forget_build(**_kwargs) -> None:
    """Follows the development server, which takes in a changed template without a new start."""
    build.cache_clear()


def follow_changes() -> None:
    file_changed.connect(forget_build, dispatch_uid="core.build")
