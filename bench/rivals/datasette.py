"""Datasette over an SQLite file with the same rows, asked in this process by its own client for a page's JSON.

Its facets are exact here: the time limits under which it gives up counting are taken away.
"""

import asyncio
import json
import sqlite3
import sys
from pathlib import Path
from time import perf_counter
from urllib.parse import urlencode

import django
from datasette.app import Datasette

from bench.helpers import answer, milliseconds

FOR_EVER = 3_600_000
AT_ONCE = 5000
TABLE = """
    CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT, maker TEXT, place TEXT, craft INTEGER, ready INTEGER,
        price INTEGER, band INTEGER, recycled INTEGER, published INTEGER, province INTEGER, regency INTEGER,
        district INTEGER, village INTEGER, materials TEXT, words TEXT)
"""
INDEXED = ("craft", "ready", "price", "band", "recycled", "published", "province", "regency", "district")
SETTINGS = {
    "sql_time_limit_ms": FOR_EVER,
    "facet_time_limit_ms": FOR_EVER,
    "facet_suggest_time_limit_ms": 1,
    "suggest_facets": False,
    "default_cache_ttl": 0,
    "max_returned_rows": 1000,
}


class Rival:
    """A Datasette on the SQLite file, made from the catalogue where it is not there yet."""

    def __init__(self, file: Path) -> None:
        self.seconds = 0.0
        if not file.exists():
            self._make(file)
        self.size = file.stat().st_size
        self.loop = asyncio.new_event_loop()
        self.datasette = Datasette([str(file)], immutables=[], settings=SETTINGS)
        self.loop.run_until_complete(self.datasette.invoke_startup())
        self.name = file.stem

    def _make(self, file: Path) -> None:
        from bench.rivals.export import rows

        began = perf_counter()
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        base = sqlite3.connect(unfinished)
        base.execute("PRAGMA journal_mode = OFF")
        base.execute("PRAGMA synchronous = OFF")
        base.execute(TABLE)
        base.executemany(
            "INSERT INTO products VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", map(flat, rows())
        )
        for column in INDEXED:
            base.execute(f"CREATE INDEX products_{column} ON products ({column})")
        base.execute('CREATE VIRTUAL TABLE products_fts USING fts5(words, content="products", content_rowid="id")')
        base.execute("INSERT INTO products_fts (products_fts) VALUES ('rebuild')")
        base.execute("ANALYZE")
        base.commit()
        base.close()
        unfinished.rename(file)
        self.seconds = perf_counter() - began

    def ask(self, address: str) -> dict:
        """The page's JSON with exact counts; milliseconds and the number of products found."""
        parameters = self._parameters(address)
        began = perf_counter()
        response = self.loop.run_until_complete(
            self.datasette.client.get(f"/{self.name}/products.json?{urlencode(parameters)}")
        )
        data = milliseconds(began)
        response.raise_for_status()
        page = response.json()
        if page.get("facets_timed_out"):
            raise RuntimeError(f"Datasette gave up counting {page['facets_timed_out']}.")
        return {"data": data, "total": page["filtered_table_rows_count"]}

    def _parameters(self, address: str) -> list[tuple[str, object]]:
        from bench.rivals.export import LEVELS, digits
        from bench.rivals.naive import query_of
        from core.pagination import PER_PAGE
        from products.search import Sort, words

        query = query_of(address)
        level = min(query.region.level, 3) if query.region else 0
        asked: list[tuple[str, object]] = [("_size", PER_PAGE), ("_shape", "objects"), ("_facet_size", "max")]
        asked += [("_facet", field) for field in ("craft", "ready", "band", "recycled", LEVELS[level])]
        asked.append(("_facet_array", "materials"))
        if groups := words.groups(query.words):
            either = (" OR ".join(f'"{lexeme}"' for lexeme in sorted(group)) for group in groups)
            asked += [("_search", " AND ".join(f"({group})" for group in either)), ("_searchmode", "raw")]
        asked += [("materials__arraycontains", str(material.pk)) for material in query.materials]
        if query.craft:
            asked.append(("craft", query.craft.pk))
        if query.region:
            asked.append((LEVELS[query.region.level - 1], digits(query.region.code)))
        if query.availability:
            asked.append(("ready", int(query.availability == "READY")))
        if query.min_price is not None:
            asked.append(("price__gte", query.min_price))
        if query.max_price is not None:
            asked.append(("price__lte", query.max_price))
        orders = {Sort.NEWEST: ("_sort_desc", "published"), Sort.CHEAPEST: ("_sort", "price"), Sort.DEAREST: ("_sort_desc", "price")}  # fmt: skip
        return [*asked, *([orders[query.sort]] if query.sort in orders else [])]


def flat(row) -> tuple:
    """A row of the table; the materials are a list in JSON, whose members Datasette counts."""
    shown = (row.key, row.name, row.maker, row.place, row.craft, row.is_ready, row.price, row.band, row.is_recycled)
    materials = json.dumps([str(material) for material in row.materials])
    return *shown, row.published, *row.regions, materials, " ".join(row.lexemes)


def main(file: str) -> None:
    django.setup()
    rival = Rival(Path(file))
    answer({"ask": rival.ask, "made": lambda: {"seconds": rival.seconds, "size": rival.size}})


if __name__ == "__main__":
    main(sys.argv[1])
