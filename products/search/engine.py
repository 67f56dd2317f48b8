"""Finding products: sets of them as bitmaps, one for each thing asked for, and exact counts of what they share."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, reduce
from operator import and_, or_

import numpy as np
from django.db import connection
from django.db.models import Q
from django.utils.translation import get_language

from clusters.models import Craft
from core.pagination import PER_PAGE
from products.cards import Card
from products.choices import Availability
from products.models import Material, Product
from products.search import bitmaps, words
from products.search.bitmaps import Bits
from products.search.measures import Role
from products.search.memory import Look
from products.search.query import Query, Sort
from products.search.synonyms import Kind as Meaning
from products.search.tags import (
    AVAILABILITY_NUMBERS,
    COMPLETENESS_DIGITS,
    DAY_DIGITS,
    EVERY,
    PRICE_DIGITS,
    PRICE_STEPS,
    PRICED,
    RECYCLED,
    Kind,
    tag,
)
from products.search.words import Term
from regions.models import Region


@dataclass(frozen=True)
class PriceBand:
    """A range of prices in rupiah, both ends counted; the last one is open at the top."""

    low: int
    high: int | None


PRICE_BANDS = tuple(
    PriceBand(low, following - 1 if following else None)
    for low, following in zip(PRICE_STEPS, (*PRICE_STEPS[1:], None), strict=True)
)


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many products each choice would show. Regions: those above the chosen one, itself, those right below."""

    crafts: list[tuple[Craft, int]]
    materials: list[tuple[Material, int]]
    regions: list[tuple[Region, int]]
    price_bands: list[tuple[PriceBand, int]]
    availabilities: list[tuple[str, int]]
    recycled: int


# What a product is, and is made of and how.
MADE = (Meaning.THING, Meaning.MATERIAL, Meaning.WAY)

# A group of filters: its kind and, of materials, the top of their family. Its choices are counted without itself.
Group = tuple[Kind, int]


@dataclass(frozen=True)
class Found:
    """The products with one of some lexemes: anywhere, in the name, in the name, craft, materials or place, and only in
    the name of their maker (perhaps in the description too)."""

    anywhere: Bits
    name: Bits
    make: Bits
    maker: Bits


class Hits:
    """The products that answer a query at the moment of the look."""

    def __init__(self, look: Look, query: Query) -> None:
        self.look, self.query = look, query
        self.terms = words.terms(query.words, query.without)
        self.filters = self._filters()
        self.bits = self.without(None)
        self.total = bitmaps.count(self.bits)

    def without(self, group: Group | None) -> Bits:
        """The products that answer the query without one of its groups of filters."""
        sets = [bits for each, bits in self.filters.items() if each != group]
        return reduce(and_, sets, self.worded)

    @cached_property
    def worded(self) -> Bits:
        """The products that have what all terms ask for."""
        return self.having_terms(self.asked)

    @property
    def asked(self) -> list[Term]:
        return [term for term in self.terms if term.role == Role.ASKED]

    def having_terms(self, terms: Collection[Term]) -> Bits:
        """The products that have what each of these terms asks for; and those of makers with such a name."""
        if not terms:
            return self.look.bits([EVERY])[EVERY]
        having = reduce(and_, map(self.having_term, terms))
        return having | reduce(and_, (self.found(term).maker for term in terms)) if len(terms) > 1 else having

    def filtered(self) -> Bits:
        """The products that the filters leave, whatever words they have."""
        return reduce(and_, self.filters.values(), self.look.bits([EVERY])[EVERY])

    def sizes(self, term: Term) -> tuple[int, int]:
        """How many of all products have what the term asks for, and how many in their name or what they are made of."""
        found = self.found(term)
        return bitmaps.count(found.anywhere), bitmaps.count(found.make)

    def found(self, term: Term) -> Found:
        (found,) = self._find_words([term.lexemes])
        return found

    def having_term(self, term: Term) -> Bits:
        """The products that have what the term asks for, or something related to it.

        A thing, a material or a way of making in the maker's name says nothing about the product.
        """
        found = self._find_words([term.lexemes, *([term.related] if term.related else [])])
        if term.kind in MADE:
            return reduce(or_, [each.anywhere & ~each.maker for each in found])
        return reduce(or_, [each.anywhere for each in found])

    def page(self) -> list[Card]:
        """The products of the page that the query asks for; none beyond the last page."""
        start = (self.query.page - 1) * PER_PAGE
        if start >= self.total:
            return []
        keys = self.keys(start, min(start + PER_PAGE, self.total))
        # The bitmaps find them; whether they may be seen is asked of the products themselves.
        found = _offered_cards(keys)
        return [found[key] for key in keys if key in found]

    def keys(self, start: int = 0, stop: int | None = None) -> list[int]:
        """The keys of the products in the query's order, from `start` to the one before `stop`."""
        return self.look.frame.keys(self._in_order(start, self.total if stop is None else stop)).tolist()

    def having(self, tags: Collection[int], group: Group | None) -> dict[int, int]:
        """How many products have each of the tags, of those that answer the query without the group."""
        hits = self.bits if group not in self.filters else self.without(group)
        counts = self.look.counts(hits, [each for each in tags if self.look.has_bitmap(each)])
        if rare := [each for each in tags if each not in counts]:
            counts |= self._count_rare(hits, rare)
        return counts

    def _count_rare(self, hits: Bits, tags: list[int]) -> dict[int, int]:
        """How many of the hits have each of the tags, which few products have: by the rows of those."""
        with connection.cursor() as cursor:
            # Asked tag by tag, PostgreSQL takes the index; asked for any of them, it reads a small register whole.
            cursor.execute(
                "SELECT product_id, tag FROM unnest(%s) tag JOIN products_productsearch ON tags @> ARRAY[tag]", [tags]
            )
            pairs = np.array(cursor.fetchall(), np.int64).reshape(-1, 2)
        pairs = pairs[self.look.frame.has(pairs[:, 0])]
        found = pairs[bitmaps.holds(hits, self.look.frame.places(pairs[:, 0]))]
        return dict.fromkeys(tags, 0) | Counter(found[:, 1].tolist())

    def _filters(self) -> dict[Group, Bits]:
        """What each group of filters finds."""
        query = self.query
        wanted: dict[Group, list[int]] = {
            (Kind.MATERIAL, top): [tag(Kind.MATERIAL, material.pk) for material in chosen]
            for top, chosen in query.material_families.items()
        }
        if query.craft:
            wanted[Kind.CRAFT, 0] = [tag(Kind.CRAFT, query.craft.pk)]
        if query.region:
            wanted[Kind.REGION, 0] = [tag(Kind.REGION, query.region.number)]
        if query.availability:
            wanted[Kind.AVAILABILITY, 0] = [tag(Kind.AVAILABILITY, AVAILABILITY_NUMBERS[query.availability])]
        if query.recycled:
            wanted[Kind.RECYCLED, 0] = [RECYCLED]
        filters = {group: reduce(or_, self._tagged(tags)) for group, tags in wanted.items()}
        if query.has_price_range:
            filters[Kind.PRICE, 0] = self._in_price_range()
        return filters

    def _tagged(self, tags: list[int]) -> list[Bits]:
        kept = self.look.bits([each for each in tags if self.look.has_bitmap(each)])
        rare = [each for each in tags if each not in kept]
        return [*kept.values(), *[self._in_rows("tags @> ARRAY[%s]", [each]) for each in rare]]

    def _in_price_range(self) -> Bits:
        """Whole ranks of prices by their digits, and what is cut off from a rank by the rows."""
        low, high = self.query.min_price, self.query.max_price
        steps = self.look.index.price_steps
        kept = self.look.bits([*PRICE_DIGITS, PRICED])
        places, priced = [kept[digit] for digit in PRICE_DIGITS], kept[PRICED]
        first = 0 if low is None else bisect_right(steps, low)
        last = len(steps) if high is None else bisect_right(steps, high)
        cut = []
        if low is not None and not (first and steps[first - 1] == low):
            cut.append((low, _end(steps, first, high)))
            first += 1
        if high is not None and not (last < len(steps) and steps[last] == high + 1) and last >= first:
            cut.append((steps[last - 1] if last else 0, high))
            last -= 1
        inside = bitmaps.at_least(first, places, priced) & ~bitmaps.at_least(last + 1, places, priced)
        ends = [self._in_rows("price BETWEEN %s AND %s", [lowest, highest]) for lowest, highest in cut]
        return reduce(or_, [inside, *ends])

    def _find_words(self, groups: list[frozenset[str]]) -> list[Found]:
        """For each word the products that have it by one of its stems; found once in a look."""
        known = self.look.found
        if unknown := [group for group in dict.fromkeys(groups) if group not in known]:
            known |= dict(zip(unknown, self._find_unknown(unknown), strict=True))
        return [known[group] for group in groups]

    def _find_unknown(self, groups: list[frozenset[str]]) -> list[Found]:
        terms = self.look.layout.terms
        kinds = (Kind.WORD, Kind.NAME, Kind.MAKE, Kind.MAKER)
        frequent = [[terms[lexeme] for lexeme in group if lexeme in terms] for group in groups]
        kept = self.look.bits([tag(kind, term) for group in frequent for term in group for kind in kinds])
        found = []
        for group, frequent_terms in zip(groups, frequent, strict=True):
            sets = [[kept[tag(kind, term)] for term in frequent_terms] for kind in kinds]
            if rare := [lexeme for lexeme in group if lexeme not in terms]:
                for known, bits in zip(sets, self._rare(rare), strict=True):
                    known.append(bits)
            found.append(Found(*[reduce(or_, known) for known in sets]))
        return found

    def _rare(self, lexemes: list[str]) -> list[Bits]:
        """The products with one of the stems in their rows, where `Found` says."""
        anywhere, name, make, maker = (words.tsquery(lexemes, weights) for weights in ("", "A", "AB", "C"))
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT product_id, tsv @@ %s::tsquery, tsv @@ %s::tsquery, tsv @@ %s::tsquery "
                "FROM products_productsearch WHERE tsv @@ %s::tsquery",
                [name, make, maker, anywhere],
            )
            rows = np.array(cursor.fetchall(), np.int64).reshape(-1, 4)
        chosen = (rows, *(rows[rows[:, column] == 1] for column in (1, 2, 3)))
        return [self.look.frame.of(each[:, 0]) for each in chosen]

    def _in_rows(self, condition: str, values: list) -> Bits:
        return self.look.frame.of(_keys_in_rows(condition, values))

    def _in_order(self, start: int, stop: int) -> np.ndarray:
        """Relevance: how many of the words stand in the name (twice as much) or in craft and materials, then how
        complete the page is. What is equal stands from the youngest record to the oldest."""
        query = self.query
        if query.sort == Sort.NEWEST:
            return bitmaps.in_order(self.bits, self._digits(DAY_DIGITS), start, stop)
        if query.sort == Sort.CHEAPEST:
            places = [place if mark == PRICED else ~place for mark, place in self._prices()]
            return bitmaps.in_order(self.bits, places, start, stop, self._by_price("ASC"))
        if query.sort == Sort.DEAREST:
            return bitmaps.in_order(
                self.bits, [place for _mark, place in self._prices()], start, stop, self._by_price("DESC")
            )
        levels = [level for term in self.terms for level in self._levels(term)]
        return bitmaps.in_order(self.bits, [*bitmaps.total(levels), *self._digits(COMPLETENESS_DIGITS)], start, stop)

    def _levels(self, term: Term) -> list[Bits]:
        """The sets of products that the term puts further forward."""
        found = self.found(term)
        if term.role == Role.WISHED:
            return [found.anywhere]
        levels = [found.name, found.make, *([found.anywhere] if term.related else [])]
        return [found.name, *levels] if term.kind == Meaning.THING else levels

    def _digits(self, marks: list[int]) -> list[Bits]:
        kept = self.look.bits(marks)
        return [kept[mark] for mark in marks]

    def _prices(self) -> list[tuple[int, Bits]]:
        """What orders by price: first whether there is one, then the digits of its rank."""
        marks = [PRICED, *PRICE_DIGITS]
        return list(zip(marks, self._digits(marks), strict=True))

    def _by_price(self, direction: str) -> bitmaps.Leaf:
        """Puts products of one rank in order: where the rank is a single price the youngest first."""
        steps, most, frame = self.look.index.price_steps, 2 ** len(PRICE_DIGITS), self.look.frame

        def leaf(bits: Bits, number: int, start: int, stop: int) -> np.ndarray:
            rank = number % most if direction == "DESC" else most - 1 - number % most
            is_single = 0 < rank < len(steps) and steps[rank] == steps[rank - 1] + 1
            if number < most or is_single:
                return bitmaps.keys_of(bits, start, stop)
            order = f"ORDER BY price {direction}, product_id DESC LIMIT %s OFFSET %s"
            keys = frame.keys(bitmaps.keys_of(bits)).tolist()
            return frame.places(_keys_in_rows(f"product_id = ANY(%s) {order}", [keys, stop - start, start]))

        return leaf


def _end(steps: list[int], rank: int, most: int | None) -> int:
    """The highest price of a rank, or `most` if that is lower."""
    highest = steps[rank] - 1 if rank < len(steps) else 2**62
    return highest if most is None else min(highest, most)


def _keys_in_rows(condition: str, values: list) -> np.ndarray:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT product_id FROM products_productsearch WHERE {condition}", values)  # noqa: S608
        return np.fromiter((key for (key,) in cursor), np.int64)


KEYS = "keys"


@cache
def _asking_for_cards(_language: str) -> tuple[str, tuple]:
    """The question for the cards of offered products in the reader's language; KEYS stands where their keys belong.

    Django would take as long to write it anew as PostgreSQL takes to answer it.
    """
    wanted = Product.objects.offered().extra(where=["products_product.id = ANY(%s)"], params=[KEYS])
    return wanted.for_cards().query.sql_with_params()


def _offered_cards(keys: list[int]) -> dict[int, Card]:
    sql, parameters = _asking_for_cards(get_language())
    with connection.cursor() as cursor:
        cursor.execute(sql, [keys if each == KEYS else each for each in parameters])
        return {row[0]: Card._make(row) for row in cursor}


def count_with(look: Look, asked: Sequence[tuple[Query, Material | Region | None]]) -> list[int]:
    """How many products each search finds if it asks for this material or place as well; without one, as it is."""
    hits = {query: Hits(look, query) for query in {query for query, _row in asked}}
    tags: dict[Query, set[int]] = {}
    for query, row in asked:
        if row:
            tags.setdefault(query, set()).add(_tag_of(row))
    having = {query: hits[query].having(wanted, None) for query, wanted in tags.items()}

    def count(query: Query, row: Material | Region | None) -> int:
        if row is None:
            return hits[query].total
        if isinstance(row, Material) and row.family in query.material_families:
            return Hits(look, query.asking_for(row)).total  # Of one family it is any of those chosen.
        return having[query][_tag_of(row)]

    return [count(query, row) for query, row in asked]


def _tag_of(row: Material | Region) -> int:
    return tag(Kind.MATERIAL, row.pk) if isinstance(row, Material) else tag(Kind.REGION, row.number)


def count_choices(hits: Hits) -> Counts:
    """The number beside every choice: what the page would show if it were made as well, or instead within its group."""
    crafts, materials = hits.look.crafts(), hits.look.materials()
    regions = _regions_to_offer(hits)

    def having(kind: Kind, numbers: Collection[int]) -> list[int]:
        tags = [tag(kind, number) for number in numbers]
        counts = hits.having(tags, (kind, 0))
        return [counts[each] for each in tags]

    return Counts(
        crafts=list(zip(crafts, having(Kind.CRAFT, [craft.pk for craft in crafts]), strict=True)),
        materials=_count_materials(hits, materials),
        regions=list(zip(regions, having(Kind.REGION, [region.number for region in regions]), strict=True)),
        price_bands=list(zip(PRICE_BANDS, having(Kind.PRICE, range(1, len(PRICE_BANDS) + 1)), strict=True)),
        availabilities=list(zip(Availability, having(Kind.AVAILABILITY, AVAILABILITY_NUMBERS.values()), strict=True)),
        recycled=hits.having([RECYCLED], None)[RECYCLED],
    )


def _count_materials(hits: Hits, materials: list[Material]) -> list[tuple[Material, int]]:
    families: dict[int, list[int]] = {}
    for material in materials:
        families.setdefault(material.family, []).append(tag(Kind.MATERIAL, material.pk))
    chosen = hits.query.material_families
    untouched = [each for top, tags in families.items() if top not in chosen for each in tags]
    counts = hits.having(untouched, None)
    for top in chosen:
        counts |= hits.having(families[top], (Kind.MATERIAL, top))
    return [(material, counts[tag(Kind.MATERIAL, material.pk)]) for material in materials]


def _regions_to_offer(hits: Hits) -> list[Region]:
    """From the province down to the chosen region, then those right below it; without a choice the provinces."""
    chosen = hits.query.region
    if chosen is None:
        return hits.look.provinces()
    nearby = Q(code__in=chosen.lineage) | Q(parent=chosen, ended_on=None)
    return list(Region.objects.filter(nearby).order_by("level", "name", "pk"))
