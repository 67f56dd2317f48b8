"""The screens are in Indonesian first: no text of ours goes without."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.conf import settings

ROOT = Path(settings.ROOT)
SOURCES = [
    "core",
    "regions",
    "accounts",
    "clusters",
    "artisans",
    "products",
    "orders",
    "workshop",
    "fieldwork",
    "sheets",
    "pages",
    "config",
    "templates",
]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|<\w+:\w+>")


@pytest.fixture(scope="module")
def used(tmp_path_factory) -> set[tuple[str | None, str]]:
    """Every text that the code and the templates ask gettext for, with its context."""
    if not shutil.which("xgettext"):
        pytest.skip("needs gettext's xgettext (Debian: apt-get install gettext)")
    copy = tmp_path_factory.mktemp("source")
    for folder in SOURCES:
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("migrations", "*.gz"))
    (copy / "locale").mkdir()
    (copy / "bare.py").write_text(f"SECRET_KEY = 'x'\nLOCALE_PATHS = [{str(copy / 'locale')!r}]\n")
    command = [sys.executable, "-m", "django", "makemessages", "-l", "id", "--no-location", "--settings", "bare"]
    subprocess.run(
        command, cwd=copy, env={"PYTHONPATH": str(copy), "PATH": "/usr/bin:/bin"}, check=True, capture_output=True
    )
    return {(entry.msgctxt, entry.msgid) for entry in polib.pofile(copy / "locale/id/LC_MESSAGES/django.po")}


@pytest.fixture(scope="module")
def indonesian() -> polib.POFile:
    return polib.pofile(ROOT / "locale/id/LC_MESSAGES/django.po")


# Texts of Django and allauth whose Indonesian we say in our own words.
OTHERS = {
    "Change Password",
    "Current Password",
    "New Password",
    "New Password (again)",
    "This field is required.",
}


def test_every_text_has_its_indonesian(used, indonesian):
    translated = {(entry.msgctxt, entry.msgid) for entry in indonesian.translated_entries()}
    assert sorted(msgid for context, msgid in used - translated) == []


def test_no_translation_is_left_over(used, indonesian):
    assert sorted(entry.msgid for entry in indonesian if (entry.msgctxt, entry.msgid) not in used) == sorted(OTHERS)


def test_a_translation_keeps_what_is_filled_in(indonesian):
    def filled(text: str) -> list[str]:
        return sorted(PLACEHOLDER.findall(text))

    wrong = [
        entry.msgid
        for entry in indonesian
        for text in (entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr])
        if filled(text) != filled(entry.msgid_plural or entry.msgid)
    ]
    assert wrong == []
