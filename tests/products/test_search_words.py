"""What a buyer types finds what is meant."""

import pytest

from products import actions, search
from products.importers import read_materials
from products.models import Material
from products.search import Query
from products.search.words import split
from tests.factories import ArtisanFactory, CraftFactory, ProductFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    """Three products made of the registry's real materials."""
    actions.load_materials(read_materials())
    purwodinatan = ArtisanFactory(published=True, region_id="33.74.01.1011", public_name="Rumah Tas Melati")
    bondowoso = ArtisanFactory(published=True, region_id="35.11.02.2001")

    def product(name, artisan, *slugs, craft="bag", description=""):
        materials = Material.objects.filter(slug__in=slugs)
        ProductFactory(
            published=True,
            name=name,
            artisan=artisan,
            craft=CraftFactory(slug=craft),
            materials=materials,
            description=description,
        )

    product("Tas Belanja Anyam", purwodinatan, "used-sachets", "cow-leather")
    product("Dompet/Pouch Macramé", purwodinatan, "used-jute-sack", description="Dijahit oleh ibu-ibu kampung.")
    product("Kain Panjang Parang", bondowoso, "mori-prima", "indigo", craft="batik")


def found(words: str) -> list[str]:
    return sorted(product.name for product in search.search(Query(words=words, verbatim=True)).products)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("tas limbah plastik kulit semarang", ["Tas Belanja Anyam"]),
        ("tas dari limbah plastik dan kulit di semarang", ["Tas Belanja Anyam"]),
        ("anyaman", ["Tas Belanja Anyam"]),
        ("recycled leather bags", ["Tas Belanja Anyam"]),
        ("burlap", ["Dompet/Pouch Macramé"]),
        ("wallets", ["Dompet/Pouch Macramé"]),
        ("woven shopping bag", ["Tas Belanja Anyam"]),
        ("long cloth", ["Kain Panjang Parang"]),
        ("kain panjang murah", ["Kain Panjang Parang"]),
        ("goni bekas", ["Dompet/Pouch Macramé"]),
        ("dompet", ["Dompet/Pouch Macramé"]),
        ("macramé pouch", ["Dompet/Pouch Macramé"]),
        ("MACRAME", ["Dompet/Pouch Macramé"]),
        ("jahit", ["Dompet/Pouch Macramé"]),
        ("natural dyes", ["Kain Panjang Parang"]),
        ("batik bondowoso", ["Kain Panjang Parang"]),
        ("melati", ["Dompet/Pouch Macramé", "Tas Belanja Anyam"]),
        ("purwodinatan jawa tengah", ["Dompet/Pouch Macramé", "Tas Belanja Anyam"]),
        ("tas bondowoso", []),
        ("' | & ! : * ( ) \\ %", ["Dompet/Pouch Macramé", "Kain Panjang Parang", "Tas Belanja Anyam"]),
        ("tas & !kulit", ["Tas Belanja Anyam"]),
    ],
)
def test_words_find(shop, words, names):
    assert found(words) == names


def test_the_name_weighs_more_than_the_description(shop):
    ProductFactory(published=True, name="Kotak", description="Cocok dipakai bersama dompet.")
    results = search.search(Query(words="dompet"))
    assert [product.name for product in results.products] == ["Dompet/Pouch Macramé", "Kotak"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tas smarang", "tas semarang"),
        ("Tas dari limbha plastik", "Tas dari limbah plastik"),
        ("purwodinaten", "purwodinatan"),
        ("macrme", "macrame"),
    ],
)
def test_a_typing_error_is_mended_and_said(shop, typed, meant):
    results = search.search(Query(words=typed))
    assert (results.is_mended, results.query.words, results.typed.words) == (True, meant, typed)
    assert results.total == search.search(Query(words=meant)).total > 0


def test_of_two_words_equally_alike_the_one_that_finds_more_is_meant(shop):
    ProductFactory(published=True, name="Kipas Samarang")
    assert search.search(Query(words="smarang")).query.words == "semarang"


def test_words_are_looked_for_as_typed_when_the_buyer_says_so(shop):
    results = search.search(Query(words="tas smarang", verbatim=True))
    assert (results.total, results.is_mended) == (0, False)


def test_a_word_like_no_other_is_left_as_it_is(shop):
    results = search.search(Query(words="xqzzy"))
    assert (results.total, results.is_mended) == (0, False)


def test_words_that_exist_but_never_together_are_not_changed(shop):
    assert not search.search(Query(words="parang semarang")).is_mended


def test_a_suggestion_is_never_a_word_that_finds_nothing(shop):
    product = ProductFactory(published=True, name="Selendang")
    product.delete()
    assert not search.search(Query(words="slendang")).is_mended


def test_stop_words_are_skipped_unless_there_is_nothing_else():
    assert split("Tas dari Goni, tas untuk anak") == ["tas", "goni", "anak"]
    assert split("dari untuk") == ["dari", "untuk"]
    assert split(" !? ") == []
