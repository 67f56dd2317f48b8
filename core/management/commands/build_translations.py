"""`manage.py build_translations`: compiles the translations, without the gettext programs."""

import os
from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Compiles every locale/*/LC_MESSAGES/django.po whose django.mo is missing or older."
    requires_system_checks = ()

    def handle(self, *, verbosity: int, **options) -> None:
        for folder in settings.LOCALE_PATHS:
            for source in sorted(Path(folder).glob("*/LC_MESSAGES/django.po")):
                if _is_due(source):
                    _compile(source)
                    if verbosity:
                        self.stdout.write(f"Compiled the translations of {source.parent.parent.name}.")


def _is_due(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


def _compile(source: Path) -> None:
    """Writes the .mo beside its .po in one step, so that a running server never reads half a file."""
    unfinished = source.with_name(f"django.mo.{os.getpid()}")
    try:
        polib.pofile(source).save_as_mofile(unfinished)
        unfinished.replace(source.with_suffix(".mo"))
    except OSError as error:
        raise CommandError(f"{source} could not be compiled: {error}") from error
    finally:
        unfinished.unlink(missing_ok=True)
