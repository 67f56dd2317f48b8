"""A typing error is mended, said, and can be taken back; what is spelt right is left alone."""

import pytest

from products import actions, search
from products.importers import read_materials
from products.models import Material, Product, SearchWord
from products.models.search import skeleton
from products.search import Query, mending, vocabulary
from products.search.memory import one_moment
from tests.factories import ArtisanFactory, CraftFactory, ProductFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    """A bag of waste plastic in Semarang and a batik of Bondowoso, of the registry's real materials."""
    actions.load_materials(read_materials())

    def product(name, village, craft, *slugs):
        ProductFactory(
            published=True,
            name=name,
            artisan=ArtisanFactory(published=True, region_id=village),
            craft=CraftFactory(slug=craft),
            materials=Material.objects.filter(slug__in=slugs),
        )

    product("Tas Limbah Plastik dan Kulit", "33.74.01.1011", "bag", "used-sachets", "cow-leather")
    product("Dompet Macramé", "33.74.01.1011", "bag", "jute-sack")
    product("Kain Megamendung", "35.11.02.2001", "batik", "mori-prima")
    product("Selendang Songket", "35.11.02.2001", "weaving", "songket")


def mended(text: str) -> str | None:
    with one_moment() as look:
        return mending.mend(look, text)


def offered(text: str, total: int) -> str | None:
    with one_moment() as look:
        return mending.offer(look, text, total)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("megamndung", "megamendung"),
        ("bondowso", "bondowoso"),
        ("songkett", "songket"),
        ("tas smarang", "tas semarang"),
        ("Tas dari limbha plastik", "Tas dari limbah plastik"),
        ("purwodinaten", "purwodinatan"),
        ("macrme", "macrame"),
        ("btaik", "batik"),
        ("dopmet", "dompet"),
        ("slndng", "selendang"),
        ("leathr bagg", "leather bag"),
        ("taskulit", "tas kulit"),
        ("Song-ket", "songket"),
        ("tas kuilt smearang", "tas kulit semarang"),
    ],
)
def test_a_typing_error_is_mended_and_said(shop, typed, meant):
    results = search.search(Query(words=typed))
    assert (results.is_mended, results.query.words, results.typed.words) == (True, meant, typed)
    assert results.total == search.search(Query(words=meant)).total > 0


def test_words_are_looked_for_as_typed_when_the_buyer_says_so(shop):
    results = search.search(Query(words="tas smarang", verbatim=True))
    assert (results.total, results.is_mended) == (0, False)


@pytest.mark.parametrize("text", ["xqzzy", "ulos", "aceh", "t", "\u202eغزل\u202c", "a" * 2000])
def test_what_is_spelt_right_or_like_nothing_is_left_as_it_is(shop, text):
    results = search.search(Query(words=text))
    assert (results.total, results.is_mended, offered(text, total=0)) == (0, False, None)


@pytest.mark.parametrize("text", ["\x00", "' & | ! :*", "<->"])
def test_signs_alone_ask_for_nothing(shop, text):
    results = search.search(Query(words=text))
    assert (results.total, results.is_mended) == (4, False)


def test_of_two_words_equally_alike_the_one_that_finds_more_is_meant(shop):
    for _ in range(3):
        ProductFactory(published=True, name="Kain Parang")
    ProductFactory(published=True, name="Kain Karang")
    vocabulary.count()
    assert mended("xarang") == "parang"


def test_of_words_alike_one_that_answers_with_the_rest_is_meant(shop):
    ProductFactory(published=True, name="Rotan Sulaman", craft=CraftFactory(slug="weaving"))
    ProductFactory(published=True, name="Kursi Rotas")
    assert mended("sulaman rotaz") == "sulaman rotan"


def test_a_word_that_finds_nothing_is_never_meant(shop):
    ProductFactory(published=True, name="Kebaya").delete()
    assert mended("kebbaya") is None


def test_a_slip_on_some_products_page_is_not_mended_but_what_was_meant_is_offered(shop):
    ProductFactory(published=True, name="Selendang Songkett")
    ProductFactory.create_batch(25, published=True, name="Sarung Songket")
    assert not search.search(Query(words="songkett")).is_mended
    assert offered("songkett", total=1) == "songket"
    assert offered("songket", total=26) is None
    assert offered("sarung", total=1) is None


def test_the_vocabulary_knows_about_how_many_products_have_a_word(shop):
    vocabulary.count()
    counts = dict(SearchWord.objects.values_list("word", "products"))
    assert (counts["tas"], counts["bag"], counts["bondowoso"], counts["ulos"]) == (2, 2, 2, 0)
    Product.objects.get(name="Kain Megamendung").delete()
    ProductFactory(published=True, name="Kipas Zamrud").delete()
    vocabulary.count()
    counts = dict(SearchWord.objects.values_list("word", "products"))
    assert (counts["bondowoso"], counts["megamendung"], "zamrud" in counts) == (1, 0, False)


def test_a_large_register_is_counted_by_a_sample(shop, monkeypatch):
    monkeypatch.setattr(vocabulary, "SAMPLE", 2)
    SearchWord.objects.update(products=7)
    vocabulary.count()
    assert SearchWord.objects.get(word="ulos").products == 0


def test_a_skeleton_is_the_same_in_the_database():
    words = ["semmarang", "vaszzo", "bhaik", "qaffa", "aiueo", "bbb"]
    SearchWord.objects.bulk_create([SearchWord(word=word) for word in words])
    assert dict(SearchWord.objects.filter(word__in=words).values_list("word", "skeleton")) == {
        word: skeleton(word) for word in words
    }


@pytest.mark.parametrize("text", ["murah", "grosir", "tas murah", "100 pcs", "east java", "fair trade bag", "kabin"])
def test_words_that_no_product_has_are_no_typing_errors(shop, text):
    ProductFactory(published=True, name="Tas Merah Kabis", description="Air mengalir, mirip thread dan zat.")
    assert mended(text) is None


def test_a_word_alone_for_something_cheap_shows_everything_from_the_cheapest(shop):
    results = search.search(Query(words="murah"))
    assert (results.query.sort, results.total) == ("price", search.search(Query()).total)
    assert search.search(Query(words="murah", sort="newest")).query.sort == "newest"
