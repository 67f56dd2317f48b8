"""Compiling the translations without the gettext programs."""

import os
from pathlib import Path

import polib


def build(folder: Path) -> list[str]:
    """Compiles every LANGUAGE/LC_MESSAGES/django.po in the folder whose django.mo is missing or older; tells which.

    Raises OSError for a file that cannot be read as a catalogue, or written.
    """
    due = [source for source in sorted(folder.glob("*/LC_MESSAGES/django.po")) if _is_due(source)]
    for source in due:
        _compile(source)
    return [source.parent.parent.name for source in due]


def _is_due(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


def _compile(source: Path) -> None:
    """Writes the .mo beside its .po in one step, so that a running server never reads half a file."""
    unfinished = source.with_name(f"django.mo.{os.getpid()}")
    try:
        polib.pofile(source).save_as_mofile(unfinished)
        unfinished.replace(source.with_suffix(".mo"))
    finally:
        unfinished.unlink(missing_ok=True)
