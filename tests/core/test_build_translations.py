"""The translations are compiled when, and only when, they have changed."""

import gettext
import os
from pathlib import Path

import polib
import pytest
from django.core.management import call_command


@pytest.fixture
def catalogue(tmp_path: Path, settings) -> Path:
    """The Indonesian .po file of a project with one word."""
    settings.LOCALE_PATHS = [tmp_path]
    source = tmp_path / "id" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    write(source, "Klaster")
    return source


def write(source: Path, word: str) -> None:
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    catalogue.append(polib.POEntry(msgid="Cluster", msgstr=word))
    catalogue.save(str(source))


def build(capsys) -> str:
    call_command("build_translations")
    return capsys.readouterr().out


def translated(source: Path) -> str:
    with source.with_suffix(".mo").open("rb") as compiled:
        return gettext.GNUTranslations(compiled).gettext("Cluster")


def test_it_compiles_once_and_again_after_a_change(catalogue, capsys):
    assert build(capsys) == "Compiled the translations of id.\n"
    assert translated(catalogue) == "Klaster"
    assert build(capsys) == ""
    write(catalogue, "Sentra")
    later = catalogue.with_suffix(".mo").stat().st_mtime + 1
    os.utime(catalogue, (later, later))
    assert build(capsys) == "Compiled the translations of id.\n"
    assert translated(catalogue) == "Sentra"
    assert sorted(path.name for path in catalogue.parent.iterdir()) == ["django.mo", "django.po"]
