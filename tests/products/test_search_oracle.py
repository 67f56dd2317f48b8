"""The search agrees with the plainest imaginable one, on totals, counts and order, for any question and any history."""

import datetime
import random
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from clusters.models import Craft
from core.pagination import PER_PAGE
from products import search
from products.choices import Availability, PriceMode, ProductState, Visibility
from products.models import Material, Product, SearchPending
from products.search import Query, Sort, folding
from products.search.bitmaps import SEGMENT, keys_of
from products.search.engine import Hits
from products.search.memory import one_moment
from regions.models import Region
from tests.factories import ArtisanFactory, CraftFactory, MaterialFactory
from tests.properties import examples

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)
JAKARTA = ZoneInfo("Asia/Jakarta")
# Words that both stemmers leave alone (the first test says so): so a word is found where it is written.
WORDS = ["goni", "kulit", "rotan", "mendong", "batik", "lurik", "denim", "katun", "pandan", "soga", "indigo", "lontar"]
VILLAGES = ["33.74.01.1001", "33.74.01.1011", "33.27.13.2003", "35.15.06.2001", "32.73.01.1001"]
PLACES = [*VILLAGES, "33.74.01", "33.74", "33", "35.15", "11"]
PRICES = [None, 0, 49_999, 50_000, 75_000, 99_999, 100_000, 250_000, 999_999, 1_000_000, 9_000_000]
SIZE = 300
QUESTIONS = 10_000
# The keys lie in two segments, far behind those of other tests and beyond 32 bits.
FIRST = 140_000 * SEGMENT - SIZE // 2


@dataclass
class Known:
    """A product as somebody would note it down who reads every page of the site."""

    product: Product
    words: set[str]
    named: set[str]
    made: set[str]
    materials: set[int]
    is_recycled: bool
    completeness: int

    def answers(self, query: Query) -> bool:
        product, price = self.product, self.product.price
        return (
            all(word in self.words for word in query.words.split())
            and all(self.materials & {one.pk for one in chosen} for chosen in query.material_families.values())
            and (query.craft is None or product.craft_id == query.craft.pk)
            and (query.region is None or f"{product.artisan.region_id}.".startswith(f"{query.region.code}."))
            and (query.min_price is None or (price is not None and price >= query.min_price))
            and (query.max_price is None or (price is not None and price <= query.max_price))
            and query.availability in ("", product.availability)
            and (self.is_recycled or not query.recycled)
        )

    def weight(self, words: list[str]) -> int:
        """A word in the name counts two, one in craft, materials or place one."""
        return sum(2 if word in self.named else word in self.made for word in words)


@pytest.fixture(params=["pending", "folded", "half folded"])
def world(request, monkeypatch) -> list[Known]:
    """Three hundred products of eight makers, two of them not public; a third of the products are not public either.

    The bitmaps know none of them, or all, or all as they were before a third of them changed.
    """
    monkeypatch.setattr(folding, "FREQUENT", 40)
    dice = random.Random(7)  # noqa: S311
    crafts = [CraftFactory(slug=slug) for slug in ("bag", "batik", "weaving")]
    tops = [MaterialFactory(slug=slug) for slug in ("goni", "kulit", "denim")]
    middle = [MaterialFactory(slug=f"{top.slug}-lurik", parent=top) for top in tops]
    low = MaterialFactory(slug="lontar", parent=middle[0], is_recycled=True)
    materials = [*tops, *middle, low]
    makers = [ArtisanFactory(published=index > 1, region_id=VILLAGES[index % 5]) for index in range(8)]
    products = Product.objects.bulk_create(
        [Product(pk=FIRST + index, **drawn(dice, makers, crafts)) for index in range(SIZE)]
    )
    for product in products:
        product.materials.set(dice.sample(materials, dice.randint(0, 2)))
    search.refresh([product.pk for product in products])
    if request.param != "pending":
        search.rebuild()
    if request.param == "half folded":
        for product in dice.sample(products, SIZE // 3):
            Product.objects.filter(pk=product.pk).update(**drawn(dice, makers, crafts))
            product.materials.set(dice.sample(materials, dice.randint(0, 2)))
        search.refresh([product.pk for product in products])
        assert SearchPending.objects.exists()
    return read_everything()


def drawn(dice: random.Random, makers: list, crafts: list) -> dict:
    """What a product is, by lot."""
    price = dice.choice(PRICES)
    return {
        "artisan": dice.choice(makers),
        "craft": dice.choice(crafts),
        "name": " ".join(dice.sample(WORDS, 2)),
        "description": " ".join(dice.sample(WORDS, dice.randint(0, 2))),
        "price": price,
        "price_mode": PriceMode.ASK if price is None else PriceMode.FIXED,
        "lead_days": dice.choice([None, 3]),
        "availability": dice.choice(Availability.values),
        "visibility": dice.choice([Visibility.PUBLIC, Visibility.PUBLIC, Visibility.MEMBERS]),
        "state": dice.choice([ProductState.PUBLISHED, ProductState.PUBLISHED, ProductState.ARCHIVED]),
        "published_at": datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC) - dice.randint(0, 150) * HOUR,
    }


def read_everything() -> list[Known]:
    return [known(product) for product in Product.objects.offered().for_pages()]


def known(product: Product) -> Known:
    materials: set[Material] = set()
    for material in product.materials.all():
        while material:
            materials.add(material)
            material = material.parent
    made = [product.craft.name_id, product.craft.name_en]
    made += [name for material in materials for name in (material.name_id, material.name_en)]
    made.append(product.artisan.region.path)
    texts = [*made, product.name, product.description, product.artisan.public_name]
    full = sum([bool(product.description), product.price is not None, bool(product.lead_days), bool(materials)])
    return Known(
        product=product,
        words=words_in(texts),
        named=words_in([product.name]),
        made=words_in(made),
        materials={material.pk for material in materials},
        is_recycled=any(material.is_recycled for material in materials),
        completeness=full,
    )


def words_in(texts: list[str]) -> set[str]:
    return set(re.findall(r"\w+", " ".join(texts).lower()))


def queries() -> st.SearchStrategy[Query]:
    """Any question that can be asked of the world."""
    return st.builds(
        Query,
        words=st.lists(st.sampled_from(WORDS), max_size=2).map(" ".join),
        materials=st.lists(st.sampled_from(list(Material.objects.all())), max_size=2, unique=True).map(tuple),
        craft=st.sampled_from([None, None, *Craft.objects.all()]),
        region=st.sampled_from([None, *Region.objects.filter(code__in=PLACES)]),
        min_price=st.sampled_from([None, *PRICES]),
        max_price=st.sampled_from([None, None, *PRICES]),
        availability=st.sampled_from(["", *Availability.values]),
        recycled=st.booleans(),
        sort=st.sampled_from(Sort.values),
        verbatim=st.just(True),
    )


def in_order(found: list[Known], query: Query) -> list[int]:
    """The keys as the query orders them; what is equal stands from the youngest record to the oldest."""
    dear_last, cheap_last = 10**12, -1
    keys = {
        Sort.NEWEST: lambda one: one.product.published_at.astimezone(JAKARTA).date(),
        Sort.CHEAPEST: lambda one: -(dear_last if one.product.price is None else one.product.price),
        Sort.DEAREST: lambda one: cheap_last if one.product.price is None else one.product.price,
        Sort.RELEVANCE: lambda one: (one.weight(query.words.split()), one.completeness),
    }
    return [
        one.product.pk for one in sorted(found, key=lambda one: (keys[query.sort](one), one.product.pk), reverse=True)
    ]


def every_page(query: Query) -> list[int]:
    results = search.search(query)
    pages = [search.search(query.but(page=number)).products for number in range(1, results.pages + 1)]
    assert all(len(page) == PER_PAGE for page in pages[:-1])
    return [product.pk for page in pages for product in page]


def test_the_words_of_this_test_are_left_alone_by_both_stemmers():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word FROM unnest(%s) word WHERE to_tsvector('sentra', word) <> to_tsvector('simple', word) "
            "OR to_tsvector('sentra_english', word) <> to_tsvector('simple', word)",
            [WORDS],
        )
        assert cursor.fetchall() == []


def test_totals_and_order_are_those_of_the_plainest_search(world):
    @examples(60)
    @given(queries())
    def agree(query: Query) -> None:
        found = [one for one in world if one.answers(query)]
        assert search.search(query).total == len(found)
        assert every_page(query) == in_order(found, query)

    agree()


@pytest.mark.parametrize("world", ["half folded"], indirect=True)
def test_ten_thousand_questions_find_what_the_plainest_search_finds(world):
    dice = random.Random(11)  # noqa: S311
    materials, crafts = list(Material.objects.all()), [None, None, *Craft.objects.all()]
    regions = [None, *Region.objects.filter(code__in=PLACES)]
    with one_moment() as look:
        for _index in range(QUESTIONS):
            query = Query(
                words=" ".join(dice.sample(WORDS, dice.choice([0, 1, 1, 2]))),
                materials=tuple(dice.sample(materials, dice.choice([0, 0, 1, 2, 3]))),
                craft=dice.choice(crafts),
                region=dice.choice(regions),
                min_price=dice.choice([None, None, None, *PRICES]),
                max_price=dice.choice([None, None, None, *PRICES]),
                availability=dice.choice(["", *Availability.values]),
                recycled=dice.random() < 0.1,
            )
            found = {one.product.pk for one in world if one.answers(query)}
            assert set(look.frame.keys(keys_of(Hits(look, query).bits)).tolist()) == found, query


def test_the_number_beside_a_choice_is_what_choosing_it_shows(world):
    def naive(query: Query) -> int:
        return sum(one.answers(query) for one in world)

    def alone_in_its_family(query: Query, material: Material) -> tuple[Material, ...]:
        return (*[other for other in query.materials if other.family != material.family], material)

    @examples(30)
    @given(queries())
    def agree(query: Query) -> None:
        counts = search.search(query).counts
        assert counts.crafts == [(craft, naive(query.but(craft=craft))) for craft, _count in counts.crafts]
        assert counts.regions == [(region, naive(query.but(region=region))) for region, _count in counts.regions]
        assert counts.materials == [
            (material, naive(query.but(materials=alone_in_its_family(query, material))))
            for material, _count in counts.materials
        ]
        assert counts.availabilities == [
            (choice, naive(query.but(availability=choice))) for choice, _count in counts.availabilities
        ]
        assert counts.price_bands == [
            (band, naive(query.but(min_price=band.low, max_price=band.high))) for band, _count in counts.price_bands
        ]
        assert counts.recycled == naive(query.but(recycled=True))

    agree()


def test_the_regions_offered_lead_up_to_all_indonesia_and_one_level_down(world):
    provinces = search.search(Query()).counts.regions
    assert len(provinces) == 38
    semarang = Region.objects.get(pk="33.74")
    offered = [region.code for region, _count in search.search(Query(region=semarang)).counts.regions]
    districts = Region.objects.filter(parent=semarang).order_by("name", "pk").values_list("pk", flat=True)
    assert offered == ["33", "33.74", *districts]


def test_each_way_out_of_an_empty_search_shows_as_many_products_as_it_says(world):
    batik = Craft.objects.get(slug="batik")
    query = Query(craft=batik, region=Region.objects.get(pk="11"), availability=Availability.READY)
    found = {name: count for name, _value, _wider, count in search.count_relaxed(query)}
    expected = sum(one.answers(query.but(region=None)) for one in world)
    assert found == {"region": expected}
