"""The search engine tantivy, asked through its Python package in this process, with exact counts by aggregation."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import django
import tantivy
from tantivy import Occur, Order
from tantivy import Query as Condition

from bench.helpers import answer, milliseconds

MEMORY = 300_000_000
NUMBERS = ("craft", "ready", "band", "recycled", "materials", "province", "regency", "district", "village", "price", "published")  # fmt: skip


class Tantivy:
    """An index in a directory, made from the catalogue where it is not there yet."""

    def __init__(self, directory: Path) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field("key", stored=True)
        builder.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
        for name in NUMBERS:
            builder.add_unsigned_field(name, indexed=True, fast=True)
        self.schema = builder.build()
        self.seconds = 0.0
        if not (directory / "whole").exists():
            self._make(directory)
        self.index = tantivy.Index.open(str(directory / "index"))
        self.index.register_tokenizer("whitespace", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
        self.searcher = self.index.searcher()
        self.size = sum(file.stat().st_size for file in (directory / "index").iterdir())

    def _make(self, directory: Path) -> None:
        from bench.rivals.export import LEVELS, rows

        began = perf_counter()
        shutil.rmtree(directory, ignore_errors=True)
        (directory / "index").mkdir(parents=True)
        index = tantivy.Index(self.schema, path=str(directory / "index"))
        index.register_tokenizer("whitespace", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
        writer = index.writer(MEMORY, 1)
        for row in rows():
            document = tantivy.Document()
            document.add_unsigned("key", row.key)
            document.add_text("words", " ".join(row.lexemes))
            document.add_unsigned("craft", row.craft)
            document.add_unsigned("ready", row.is_ready)
            document.add_unsigned("band", row.band)
            document.add_unsigned("recycled", row.is_recycled)
            document.add_unsigned("published", row.published)
            if row.price is not None:
                document.add_unsigned("price", row.price)
            for material in row.materials:
                document.add_unsigned("materials", material)
            for level, region in zip(LEVELS, row.regions, strict=True):
                document.add_unsigned(level, region)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        (directory / "whole").touch()
        self.seconds = perf_counter() - began

    def ask(self, address: str) -> dict:
        """Finds and counts what the page does, each group of single choices ignoring its own; milliseconds and keys."""
        from bench.rivals.naive import query_of
        from products.search import words

        query = query_of(address)
        looked_for = words.groups(query.words)
        began = perf_counter()
        conditions = dict(self._conditions(query, looked_for))
        found = self._all(conditions)
        result = self._search(query, found)
        hits = [self.searcher.doc(place)["key"][0] for _order, place in result.hits]
        self._count(query, conditions, found)
        return {"data": milliseconds(began), "total": result.count, "keys": hits}

    def _conditions(self, query, looked_for: list[frozenset[str]]) -> Iterator[tuple[str, Condition]]:
        from bench.rivals.export import LEVELS, digits

        for place, group in enumerate(looked_for):
            either = [(Occur.Should, self._term("words", lexeme)) for lexeme in sorted(group)]
            yield f"word {place}", either[0][1] if len(either) == 1 else Condition.boolean_query(either)
        for material in query.materials:
            yield f"material {material.pk}", self._term("materials", material.pk)
        if query.craft:
            yield "craft", self._term("craft", query.craft.pk)
        if query.region:
            yield "region", self._term(LEVELS[query.region.level - 1], digits(query.region.code))
        if query.availability:
            yield "ready", self._term("ready", int(query.availability == "READY"))
        if query.recycled:
            yield "recycled", self._term("recycled", 1)
        if query.has_price_range:
            kind = tantivy.FieldType.Unsigned
            yield "band", Condition.range_query(self.schema, "price", kind, query.min_price or 0, query.max_price)

    def _term(self, field: str, value: int | str) -> Condition:
        return Condition.term_query(self.schema, field, value, index_option="freq")

    def _all(self, conditions: dict[str, Condition]) -> Condition:
        if not conditions:
            return Condition.all_query()
        return Condition.boolean_query([(Occur.Must, condition) for condition in conditions.values()])

    def _search(self, query, found: Condition) -> tantivy.SearchResult:
        from core.pagination import PER_PAGE
        from products.search import Sort

        orders = {Sort.NEWEST: ("published", Order.Desc), Sort.CHEAPEST: ("price", Order.Asc), Sort.DEAREST: ("price", Order.Desc)}  # fmt: skip
        start = (query.page - 1) * PER_PAGE
        if query.sort not in orders:
            return self.searcher.search(found, PER_PAGE, offset=start)
        field, order = orders[query.sort]
        return self.searcher.search(found, PER_PAGE, offset=start, order_by_field=field, order=order)

    def _count(self, query, conditions: dict[str, Condition], found: Condition) -> None:
        from bench.rivals.export import LEVELS

        level = min(query.region.level, 3) if query.region else 0
        fields = {"craft": "craft", "ready": "ready", "band": "band", "region": LEVELS[level]}
        alone = [group for group in fields if group in conditions]
        together = ["materials", "recycled", *(field for group, field in fields.items() if group not in alone)]
        self.searcher.aggregate(found, self._terms(together))
        for group in alone:
            others = {name: condition for name, condition in conditions.items() if name != group}
            self.searcher.aggregate(self._all(others), self._terms([fields[group]]))

    def _terms(self, fields: list[str]) -> dict:
        return {field: {"terms": {"field": field, "size": 1000}} for field in fields}


def main(directory: str) -> None:
    django.setup()
    rival = Tantivy(Path(directory))
    answer({"ask": rival.ask, "made": lambda: {"seconds": rival.seconds, "size": rival.size}})


if __name__ == "__main__":
    main(sys.argv[1])
