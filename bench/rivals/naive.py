"""The page that a Django developer writes first: icontains over joined tables, and a GROUP BY for each filter."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

from django.db import connection
from django.db.models import CharField, Count, Q, QuerySet
from django.db.models.functions import Left
from django.http import QueryDict

from bench.helpers import milliseconds
from core.pagination import PER_PAGE
from products.forms import SearchForm
from products.models import Material, Product
from products.search import Query, Sort
from products.search import words as typed_words
from regions.choices import CODE_LENGTHS

ORDERS = {
    Sort.RELEVANCE: "-pk",
    Sort.NEWEST: "-published_at",
    Sort.CHEAPEST: "price",
    Sort.DEAREST: "-price",
}
SEARCHED = (
    "name", "description", "craft__name_id", "craft__name_en", "materials__name_id", "materials__name_en",
    "artisan__public_name", "artisan__region__path",
)  # fmt: skip


def query_of(address: str) -> Query:
    """What an address of the search asks for."""
    return SearchForm(QueryDict(address.partition("?")[2])).query()


def ask(address: str) -> dict:
    """Finds, counts and reads the cards; `data` in milliseconds, `total` products found."""
    query = query_of(address)
    with unlimited():
        began = perf_counter()
        found = matching(query)
        total = found.count()
        start = (query.page - 1) * PER_PAGE
        list(found.for_cards().order_by(ORDERS[query.sort], "-pk")[start : start + PER_PAGE])
        for _counts in counts(found, query):
            pass
        return {"data": milliseconds(began), "total": total}


@contextmanager
def unlimited() -> Iterator[None]:
    """Lets the database work for longer than a page may."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout'), set_config('statement_timeout', '0', false)")
        limit = cursor.fetchone()[0]
        yield
        cursor.execute("SELECT set_config('statement_timeout', %s, false)", [limit])


def matching(query: Query) -> QuerySet:
    """The products, each once, although joins find it many times."""
    products = Product.objects.offered()
    for word in typed_words.split(query.words):
        somewhere = Q()
        for field in SEARCHED:
            somewhere |= Q(**{f"{field}__icontains": word})
        products = products.filter(somewhere)
    for material in query.materials:
        products = products.filter(materials__in=Material.objects.filter(lineage__contains=[material.pk]))
    if query.recycled:
        products = products.filter(materials__is_recycled=True)
    if query.craft:
        products = products.filter(craft=query.craft)
    if query.region:
        products = products.in_region(query.region.code)
    if query.availability:
        products = products.filter(availability=query.availability)
    if query.min_price is not None:
        products = products.filter(price__gte=query.min_price)
    if query.max_price is not None:
        products = products.filter(price__lte=query.max_price)
    return products.distinct()


def counts(found: QuerySet, query: Query) -> Iterator[dict]:
    """The number beside every choice of the page; no group ignores its own choice, which would cost a search more."""
    products = Product.objects.filter(pk__in=found.order_by().values("pk"))
    length = CODE_LENGTHS.get(query.region.level + 1 if query.region else 1, 13)
    place = Left("artisan__region_id", length, output_field=CharField())
    for choice in ("craft", "availability", "materials", "materials__is_recycled", "price"):
        yield dict(products.values_list(choice).annotate(number=Count("pk", distinct=True)))
    yield dict(products.annotate(place=place).values_list("place").annotate(number=Count("pk")))


def cards(keys: list[int]) -> dict:
    """Reads the cards of these products as the site does; `data` in milliseconds."""
    began = perf_counter()
    len(Product.objects.offered().filter(pk__in=keys).for_cards())
    return {"data": milliseconds(began)}
