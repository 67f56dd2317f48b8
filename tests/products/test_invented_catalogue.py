"""The catalogue that the benches measure with: what is drawn by lot holds all that holds for real products."""

import pytest
from django.core.management import call_command
from django.db import connection

from bench.cases import mix
from bench.rivals import naive
from bench.stock import Stock
from core import codes
from products.models import Material, Product, SearchIndex
from products.search import Query, count, rebuild, search, stale

GUARDS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    UNION ALL SELECT indrelid::regclass::text, indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
    UNION ALL SELECT tgrelid::regclass::text, tgname, tgenabled::text FROM pg_trigger WHERE NOT tgisinternal
    ORDER BY 1, 2, 3
"""


def guards() -> list[tuple]:
    """Every constraint, index and trigger of the database, and whether it is on."""
    with connection.cursor() as cursor:
        cursor.execute(GUARDS)
        return cursor.fetchall()


@pytest.fixture
def guarded(db) -> list[tuple]:
    """A catalogue of 300 products, and how the tables were guarded before it."""
    call_command("load_materials", verbosity=0)
    before = guards()
    Stock(300).fill()
    rebuild()
    return before


def test_all_that_is_drawn_is_offered_and_the_tables_are_guarded_as_before(guarded):
    assert Product.objects.offered().count() == search(Query()).total == 300
    assert stale() == []
    assert guards() == guarded
    for code in Product.objects.values_list("code", flat=True):
        assert codes.normalise(code) == code
    # Common things are far commoner than rare ones, and the next key is free.
    leather = Material.objects.get(slug="leather")
    of_crafts = [count for _craft, count in search(Query()).counts.crafts]
    assert max(of_crafts) > 10 * min(of_crafts)
    assert 0 < search(Query(materials=(leather,))).total < 60
    assert Product.objects.filter(search_row__isnull=True).count() == 0
    last = Product.objects.latest("pk")
    last.pk, last.code = None, codes.new_code()
    last.save()
    assert last.pk == 301


def test_the_naive_page_finds_what_the_search_finds(guarded):
    asked = [naive.query_of(address) for address in mix()]
    without_words = [query for query in asked if not query.words]
    assert [naive.matching(query).count() for query in without_words] == [count(query) for query in without_words]
    assert sum(count(query) > 0 for query in without_words) > 10


def test_a_price_that_many_have_is_a_rank_that_ends_one_rupiah_above_it(guarded):
    steps = SearchIndex.objects.get().price_steps
    assert len(steps) < 1024
    assert steps == sorted(set(steps))
    assert {150_000, 150_001} <= set(steps)
