"""Databases with invented catalogues, kept from run to run: 10,000, 100,000 or a million products.

    python -m bench.catalogue 100k

makes the database sentra_bench_100k beside the one that the settings name, or brings it up to date, and prints its name
and how to look at it in the browser. It is made anew when what draws it changes (this module and its neighbours, the
materials, the regions); its search rows are written anew when products/search or a migration of products changes.
`--anew` forces both, `--drop` removes it.

To point the site at it, name it in DATABASE_URL. With the embedded server that is the socket's directory, which the
command prints too, and some other command must keep the server running meanwhile (`make run` does):

    DATABASE_URL="postgres://sentra@/sentra_bench_100k?host=/path/of/socket&port=5432" .venv/bin/python manage.py runserver
"""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import StringIO
from pathlib import Path
from time import perf_counter
from urllib.parse import urlencode

import django

SIZES = {"10k": 10_000, "100k": 100_000, "1m": 1_000_000}
ROOT = Path(__file__).resolve().parent.parent
DRAWN_BY = ("archipelago", "listings", "lots", "people", "stock", "wares")
# The modules of products.search that write nothing.
ONLY_READ = (
    "answers",
    "engine",
    "measures",
    "memory",
    "mending",
    "query",
    "relaxing",
    "suggesting",
    "understanding",
    "words",
)


@contextmanager
def opened(size: str, *, anew: bool = False) -> Iterator[str]:
    """Connects to the catalogue of that size and gives its database's name; makes it first where it is not there."""
    from django.db import connection

    name = connection.settings_dict["NAME"]
    catalogue = f"{name}_bench_{size}"
    connection.settings_dict["TEST"]["NAME"] = catalogue
    try:
        _bring_up_to_date(name, size, anew=anew)
        yield catalogue
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name


def _bring_up_to_date(name: str, size: str, *, anew: bool) -> None:
    from django.db import connection

    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False, keepdb=True)
    drawn, written = note()
    if anew or drawn != _drawing():
        connection.creation.destroy_test_db(name, verbosity=0)
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        _draw(SIZES[size])
        _keep_note(_drawing(), "")
        written = ""
    if written != _writing():
        began, writing = perf_counter(), _writing()
        rows = _write_rows()
        _settle()
        _keep_note(_drawing(), writing)
        print(f"  {rows} search rows written in {perf_counter() - began:.0f} s", flush=True)


def _draw(products: int) -> None:
    from django.core.management import call_command

    from bench.stock import Stock

    began = perf_counter()
    call_command("load_regions", verbosity=0, stdout=StringIO())
    call_command("load_materials", verbosity=0, stdout=StringIO())
    Stock(products).fill()
    _settle()
    print(f"  {products} products drawn in {perf_counter() - began:.0f} s", flush=True)


def _write_rows() -> int:
    """Writes what the search reads as `rebuild_search` does, but into an empty table that is indexed in the end."""
    from django.db import connection

    from bench.loading import unguarded
    from products import search
    from products.models import ProductSearch, SearchPending

    tables = [model._meta.db_table for model in (ProductSearch, SearchPending)]
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(tables)}")
    with unguarded(ProductSearch._meta.db_table):
        return search.rebuild()


def _settle() -> None:
    from bench.scratch import settle

    settle()


def _drawing() -> str:
    """A sum over all that the catalogue is drawn from."""
    files = [ROOT / "bench" / f"{name}.py" for name in DRAWN_BY]
    return _sum([*files, ROOT / "products" / "data" / "materials.csv", ROOT / "regions" / "data"])


def _writing() -> str:
    """A sum over all that the search rows are written by."""
    files = [file for file in (ROOT / "products" / "search").glob("*.py") if file.stem not in ONLY_READ]
    return _sum([*sorted(files), ROOT / "products" / "migrations", ROOT / "products" / "data"])


def _sum(paths: list[Path]) -> str:
    total = sha256()
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and file.suffix != ".pyc":
                total.update(file.read_bytes())
    return total.hexdigest()[:16]


def note() -> tuple[str, str]:
    """By what the connected database was drawn, and by what its search rows were written."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
        )
        drawn, _space, written = (cursor.fetchone()[0] or "").partition(" ")
    return drawn, written


def _keep_note(drawn: str, written: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f'COMMENT ON DATABASE "{connection.settings_dict["NAME"]}" IS %s', [f"{drawn} {written}"])


def address(name: str) -> str:
    """The DATABASE_URL of a database beside the one of the settings."""
    from django.db import connection

    parameters = connection.get_connection_params()
    server = {key: parameters[key] for key in ("host", "port") if parameters.get(key)}
    if connection.settings_dict["ENGINE"] == "config.postgres":
        from config.postgres.base import embedded

        server = embedded(connection.settings_dict["CHECKOUT"], connection.settings_dict["SEARCH_PATH"]).address
        server = {key: server[key] for key in ("host", "port")}
    secret = f":{parameters['password']}" if parameters.get("password") else ""
    return f"postgres://{parameters['user']}{secret}@/{name}?{urlencode(server)}"


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.catalogue", description=__doc__.partition("\n")[0])
    parser.add_argument("size", choices=SIZES)
    parser.add_argument("--anew", action="store_true", help="make it even where it is there already")
    parser.add_argument("--drop", action="store_true", help="remove it")
    asked = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    if asked.drop:
        drop(asked.size)
        return
    with opened(asked.size, anew=asked.anew) as name:
        print(name)
        print(f'DATABASE_URL="{address(name)}"')


def drop(size: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{connection.settings_dict["NAME"]}_bench_{size}"')


if __name__ == "__main__":
    main(sys.argv[1:])
