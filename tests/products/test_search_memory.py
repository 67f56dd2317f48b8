"""What a worker remembers is shared by its threads: each gets what is true at its own moment."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Thread

import pytest
from django.db import connection, transaction

from products import search
from products.models import ProductSearch, SearchTerm
from products.search import Query, Sort, bitmaps, folding
from products.search.memory import Look, Memory, one_moment
from products.search.tags import PRICE_DIGITS
from tests.factories import ProductFactory


@dataclass
class Shared(Memory):
    """A memory in which another thread replaces what is kept under one name, right after it is read once."""

    watched: str = ""

    def __getattribute__(self, name: str) -> object:
        value = super().__getattribute__(name)
        if name == super().__getattribute__("watched"):
            other = Thread(target=self.replace, args=[name])
            other.start()
            other.join()
        return value

    def replace(self, name: str) -> None:
        self.watched = ""
        setattr(self, name, ("another moment", "another answer"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kept", "read"),
    [
        ("crafts", Look.crafts),
        ("materials", Look.materials),
        ("names", Look.materials_by_name),
        ("provinces", Look.provinces),
        ("layout", Look._layout),
        ("frame", Look._frame),
        ("overlay", Look._pending),
    ],
)
def test_a_thread_never_gets_what_another_one_has_just_put_in_place(kept: str, read: Callable[[Look], object]):
    ProductFactory(published=True)
    with one_moment() as look:
        right = read(look)
        look.memory = Shared(**vars(look.memory), watched=kept)
        assert read(look) is right
        assert look.memory.watched == ""


def keys(**asked) -> list[int]:
    return [card.pk for card in search.search(Query(verbatim=True, **asked)).products]


def counted() -> dict[str, int]:
    """How far each of the database's sequences has counted."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT format('%I.%I', schemaname, sequencename), last_value FROM pg_sequences")
        return {name: number for name, number in cursor if number}


def count_on_from(numbers: dict[str, int]) -> None:
    with connection.cursor() as cursor:
        for name, number in numbers.items():
            cursor.execute("SELECT setval(%s, %s)", [name, number])


@pytest.mark.django_db
def test_a_worker_that_lives_on_while_the_database_is_restored_answers_by_what_it_holds_then():
    """The database is put back to an earlier state and then goes another way, by the same steps."""
    products = [ProductFactory(published=True, price=1000).pk for _index in range(6)]
    search.rebuild()
    asked, found, versions = {"min_price": 5000, "max_price": 9000}, [], []
    for raised in (products[:3], products[3:]):
        dumped = counted()
        with transaction.atomic():
            ProductSearch.objects.filter(pk__in=raised).update(price=7000)
            found.append(keys(**asked))
            folding.fold_all()
            found.append(keys(**asked))
            folding.lay_out()
            found.append(keys(**asked))
            versions.append(search.version())
            transaction.set_rollback(True)
        count_on_from(dumped)
    assert found == [products[2::-1]] * 3 + [products[:2:-1]] * 3
    assert len(set(versions)) == 2


@pytest.mark.django_db
def test_of_a_segment_that_has_changed_only_the_changed_bitmaps_are_fetched(monkeypatch):
    products = [ProductFactory(published=True, name="Ransel", price=1_000).pk for _index in range(3)]
    search.rebuild()
    assert keys(words="ransel", sort=Sort.DEAREST) == products[::-1]
    ProductSearch.objects.filter(pk=products[0]).update(price=2_000)
    folding.fold_all()
    fetched = []
    unpack = bitmaps.unpack
    monkeypatch.setattr(bitmaps, "unpack", lambda packed: fetched.append(packed) or unpack(packed))
    assert keys(words="ransel", sort=Sort.DEAREST) == [products[0], *products[:0:-1]]
    assert 1 <= len(fetched) <= len(PRICE_DIGITS)


@pytest.mark.django_db
def test_gaps_in_the_keys_and_keys_beyond_32_bits_cost_no_memory():
    expected = [3, 40_000_001, 2**31 + 7, 2**40]
    for key in expected:
        ProductFactory(pk=key, published=True, name="Ransel", price=1_000)
    assert keys(words="ransel") == expected[::-1]
    search.rebuild()
    late = ProductFactory(pk=2**40 - 64_000, published=True, name="Ransel", price=1_000).pk
    ProductSearch.objects.filter(pk=2**31 + 7).update(price=2_000)
    for _folded in range(2):
        assert keys(words="ransel") == [2**40, late, 2**31 + 7, 40_000_001, 3]
        assert keys(sort=Sort.DEAREST, max_price=3_000)[0] == 2**31 + 7
        folding.fold_all()
    with one_moment() as look:
        assert [len(bits) for bits in look.bits([1, 2]).values()] == [5 * 500] * 2
    assert search.differing() == []


@pytest.mark.django_db
def test_the_newest_are_first_beyond_the_middle_of_the_century():
    years = [2019, 2020, 2042, 2043, 2064, 2065, 2108]
    expected = [ProductFactory(published=True, published_at=f"{year}-07-01T12:00Z").pk for year in years]
    assert keys(sort=Sort.NEWEST) == expected[:1:-1] + expected[1::-1]
    far = ProductFactory(published=True, published_at="2400-01-01T12:00Z").pk
    assert keys(sort=Sort.NEWEST)[:2] == [far, expected[-1]]


@pytest.mark.django_db
def test_numbers_of_frequent_stems_are_used_again(monkeypatch):
    monkeypatch.setattr(folding, "FREQUENT", 1)
    product = ProductFactory(published=True, name="satu")
    for name in ("dua", "tiga", "empat", "lima"):
        product.name = name
        product.save()
        search.refresh([product.pk])
        folding.lay_out()
        assert keys(words=name) == [product.pk]
    numbers = SearchTerm.objects.values_list("pk", flat=True)
    assert max(numbers) == len(numbers)
