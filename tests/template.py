"""The database that tests are copied from: made once for each state of the migrations and the regions, and kept.

Tables and 91,599 regions take a minute to make and a second to copy. It stays in the server of the tests (.pg/*-tests).
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.backends.utils import CursorWrapper

PREFIX = "sentra_template_"
ONE_AT_A_TIME = 7366707473  # the number of the server's lock on making a template


def find_or_make() -> str:
    """The template's name in the server; templates of other states are thrown away."""
    name = PREFIX + fingerprint()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        found = {row[0] for row in cursor}
        if name not in found:
            for old in found:
                cursor.execute(f"DROP DATABASE {old} WITH (FORCE)")
            make(name, cursor)
    return name


def fingerprint() -> str:
    """A short hash of what a template holds: every app's migrations, the words that they load, and all that the regions
    come from."""
    folders = [Path(app.path, "migrations") for app in apps.get_app_configs()]
    files = [path for folder in folders for path in sorted(folder.glob("*.py"))]
    products = Path(apps.get_app_config("products").path)
    files += [products / "data" / "synonyms.txt", products / "search" / "synonyms.py"]
    regions = sorted(path for path in Path(apps.get_app_config("regions").path).rglob("*") if path.is_file())
    marks = hashlib.sha256()
    for path in [*files, *(path for path in regions if path.suffix != ".pyc")]:
        marks.update(f"{path.parts[-3:]}".encode() + path.read_bytes())
    return marks.hexdigest()[:16]


def make(name: str, cursor: CursorWrapper) -> None:
    """Makes it under another name first, so that what broke off is not taken for whole."""
    unfinished = f"{PREFIX}unfinished"
    cursor.execute(f"CREATE DATABASE {unfinished}")
    with connected_to(unfinished):
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("load_regions", verbosity=0)
        with connection.cursor() as inside:
            inside.execute("VACUUM (ANALYZE, FREEZE)")
    cursor.execute(f"ALTER DATABASE {unfinished} RENAME TO {name}")


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
