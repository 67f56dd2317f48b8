"""Answering a search from the slim rows: PostgreSQL's text search and one array of tags, exact counts.

The page and whatever else searches know `search`, `Query` and `Results` only, so that a faster engine can take this
module's place (docs/search.md).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.contrib.postgres.search import SearchRank
from django.db import connection
from django.db.models import F, Q, QuerySet

from clusters.models import Craft
from core.pagination import PER_PAGE
from products.choices import Availability
from products.models import Material, Product, ProductSearch
from products.search import words
from products.search.mending import mend
from products.search.query import Query, Sort
from products.search.tags import AVAILABILITY_NUMBERS, PRICE_STEPS, RECYCLED, Kind, tag
from regions.models import Region

# Groups of which one choice is made at a time: their counts are of the search without the group's own choice.
SINGLE_CHOICES = (Kind.CRAFT, Kind.AVAILABILITY, Kind.PRICE, Kind.REGION)


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


@dataclass(frozen=True, kw_only=True)
class Results:
    """The answer to `query`; `typed` is what was asked, where words that find nothing had to be mended."""

    query: Query
    typed: Query
    total: int
    products: list[Product]

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PER_PAGE))

    @property
    def is_mended(self) -> bool:
        return self.query.words != self.typed.words

    @cached_property
    def counts(self) -> Counts:
        return count_choices(self.query)


def search(query: Query) -> Results:
    """The products that answer the query, in its order, with their exact number."""
    typed, total = query, matching(query).count()
    if not total and query.words and not query.verbatim and (mended := mend(query.words)):
        query = query.but(words=mended)
        total = matching(query).count()
    return Results(query=query, typed=typed, total=total, products=_page(query, total))


def matching(query: Query, ignoring: Kind | None = None) -> QuerySet:
    """The search rows that answer the query, or the query without one of its filters."""
    rows = ProductSearch.objects.all()
    if looked_for := words.groups(query.words):
        rows = rows.filter(tsv=words.search_query(looked_for))
    tags = [number for kind, number in _tags(query) if kind != ignoring]
    if tags:
        rows = rows.filter(tags__contains=tags)
    return rows if ignoring == Kind.PRICE else rows.filter(_price_range(query))


def _tags(query: Query) -> Iterable[tuple[Kind, int]]:
    """The tags that a product must have."""
    if query.craft:
        yield Kind.CRAFT, tag(Kind.CRAFT, query.craft.pk)
    for material in query.materials:
        yield Kind.MATERIAL, tag(Kind.MATERIAL, material.pk)
    if query.region:
        yield Kind.REGION, tag(Kind.REGION, query.region.number)
    if query.availability:
        yield Kind.AVAILABILITY, tag(Kind.AVAILABILITY, AVAILABILITY_NUMBERS[query.availability])
    if query.recycled:
        yield Kind.RECYCLED, RECYCLED


def _price_range(query: Query) -> Q:
    condition = Q()
    if query.min_price is not None:
        condition &= Q(price__gte=query.min_price)
    if query.max_price is not None:
        condition &= Q(price__lte=query.max_price)
    return condition


def _page(query: Query, total: int) -> list[Product]:
    """The products of the page that the query asks for; none beyond the last page."""
    start = (query.page - 1) * PER_PAGE
    if start >= total:
        return []
    keys = list(_in_order(matching(query), query).values_list("product", flat=True)[start : start + PER_PAGE])
    # The rows find them; whether they may be seen is asked of the products themselves.
    found = Product.objects.offered().for_cards().in_bulk(keys)
    return [found[key] for key in keys if key in found]


def _in_order(rows: QuerySet, query: Query) -> QuerySet:
    """Relevance: the words' weight (name; materials and craft; place and maker; description), then completeness."""
    if query.sort == Sort.NEWEST:
        return rows.order_by("-published_at", "-product")
    if query.sort == Sort.CHEAPEST:
        return rows.order_by(F("price").asc(nulls_last=True), "-product")
    if query.sort == Sort.DEAREST:
        return rows.order_by(F("price").desc(nulls_last=True), "-product")
    if looked_for := words.groups(query.words):
        rank = SearchRank(F("tsv"), words.search_query(looked_for))
        return rows.annotate(rank=rank).order_by("-rank", "-completeness", "-product")
    return rows.order_by("-completeness", "-product")


def count_choices(query: Query) -> Counts:
    """The number beside every choice: what the page would show if it were made as well, or instead within its group."""
    crafts, materials = list(Craft.objects.order_by("pk")), list(Material.objects.in_reading_order())
    regions = list(_regions_to_offer(query.region))
    offered = {
        Kind.CRAFT: {tag(Kind.CRAFT, craft.pk) for craft in crafts},
        Kind.MATERIAL: {tag(Kind.MATERIAL, material.pk) for material in materials},
        Kind.REGION: {tag(Kind.REGION, region.number) for region in regions},
        Kind.AVAILABILITY: {tag(Kind.AVAILABILITY, number) for number in AVAILABILITY_NUMBERS.values()},
        Kind.PRICE: {tag(Kind.PRICE, rank) for rank in range(1, len(PRICE_BANDS) + 1)},
        Kind.RECYCLED: {RECYCLED},
    }
    counts = _count_all(query, offered)
    return Counts(
        crafts=[(craft, counts.get(tag(Kind.CRAFT, craft.pk), 0)) for craft in crafts],
        materials=[(material, counts.get(tag(Kind.MATERIAL, material.pk), 0)) for material in materials],
        regions=[(region, counts.get(tag(Kind.REGION, region.number), 0)) for region in regions],
        price_bands=[(band, counts.get(tag(Kind.PRICE, rank), 0)) for rank, band in enumerate(PRICE_BANDS, start=1)],
        availabilities=[
            (choice, counts.get(tag(Kind.AVAILABILITY, AVAILABILITY_NUMBERS[choice]), 0)) for choice in Availability
        ],
        recycled=counts.get(RECYCLED, 0),
    )


def count_relaxed(query: Query) -> list[tuple[str, object, Query, int]]:
    """For a search that finds nothing: each thing asked for, the search without it, and how many that finds, if any."""
    relaxed = [(name, value, wider, matching(wider).count()) for name, value, wider in query.relaxed()]
    return [entry for entry in relaxed if entry[-1]]


def _regions_to_offer(chosen: Region | None) -> QuerySet:
    """From the province down to the chosen region, then those right below it; without a choice the provinces."""
    if chosen is None:
        return Region.objects.filter(parent=None).order_by("name", "pk")
    nearby = Q(code__in=chosen.lineage) | Q(parent=chosen)
    return Region.objects.filter(nearby).order_by("level", "name", "pk")


def _count_all(query: Query, offered: dict[Kind, set[int]]) -> dict[int, int]:
    chosen = {kind for kind, _number in _tags(query)} | ({Kind.PRICE} if query.has_price_range else set())
    alone = [kind for kind in SINGLE_CHOICES if kind in chosen]
    together = set().union(*(tags for kind, tags in offered.items() if kind not in alone))
    counts = _tally(matching(query), together)
    for kind in alone:
        counts |= _tally(matching(query, ignoring=kind), offered[kind])
    return counts


def _tally(rows: QuerySet, wanted: set[int]) -> dict[int, int]:
    """How many of the rows have each of the wanted tags; tags that none has are left out."""
    sql, params = rows.values("tags").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT tag, count(*) FROM ({sql}) found, unnest(found.tags) AS tag WHERE tag = ANY(%s) GROUP BY tag",  # noqa: S608
            [*params, sorted(wanted)],
        )
        return dict(cursor.fetchall())
