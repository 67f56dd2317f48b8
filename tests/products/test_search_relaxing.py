"""Where not all words can be met, the page shows what meets the most of them, and says so with exact numbers."""

import random
import re
from html import unescape
from itertools import combinations, permutations

import pytest

from products import actions, search
from products.importers import read_materials
from products.models import Material
from products.search import Query
from tests.factories import ArtisanFactory, CraftFactory, ProductFactory
from tests.products.test_search_oracle import WORDS, world  # noqa: F401 - a fixture
from tests.products.test_search_page import get, headline, names

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    """Ten denim trousers, a wallet for men and two of leather, batik of Bondowoso."""
    actions.load_materials(read_materials())
    bags, garments = CraftFactory(slug="bag"), CraftFactory(slug="convection")
    for number in range(10):
        denim = Material.objects.filter(slug="denim")
        ProductFactory(published=True, name=f"Celana {number}a", craft=garments, materials=denim)
    leather = Material.objects.filter(slug="cow-leather")
    ProductFactory(published=True, name="Dompet Kulit", craft=bags, materials=leather)
    ProductFactory(published=True, name="Dompet Lipat", craft=bags, materials=leather)
    ProductFactory(published=True, name="Dompet Pria Kanvas", craft=bags)
    bondowoso = ArtisanFactory(published=True, region_id="35.11.02.2001")
    ProductFactory(published=True, name="Kain Parang", craft=CraftFactory(slug="batik"), artisan=bondowoso)


def relaxed(text: str, **filters) -> tuple[set[str], int, set[str]]:
    """What a search does without, how many products it shows, and their names."""
    results = search.search(Query(words=text, **filters))
    return set(results.query.without), results.total, {product.name for product in results.products}


def test_the_word_that_says_least_is_given_up_first(shop):
    assert relaxed("celana jin merah")[:2] == ({"merah"}, 10)
    assert relaxed("dompet pria kulit") == ({"pria"}, 2, {"Dompet Kulit", "Dompet Lipat"})
    assert relaxed("batik bondowoso wisuda") == ({"wisuda"}, 1, {"Kain Parang"})
    assert relaxed("dompet batik") == ({"batik"}, 3, {"Dompet Kulit", "Dompet Lipat", "Dompet Pria Kanvas"})
    assert relaxed("gitar akustik bondowoso") == ({"gitar", "akustik"}, 1, {"Kain Parang"})


def test_the_order_of_the_words_makes_no_difference(shop):
    answers = {
        (frozenset(relaxed(" ".join(order))[0]), relaxed(" ".join(order))[1])
        for order in permutations(["dompet", "pria", "kulit", "bondowoso"])
    }
    assert answers == {(frozenset({"pria", "bondowoso"}), 2)}


def test_all_words_are_kept_where_something_has_them(shop):
    assert relaxed("dompet kulit") == (set(), 2, {"Dompet Kulit", "Dompet Lipat"})
    assert relaxed("dompet pria kulit", verbatim=True) == (set(), 0, set())


def test_who_finds_little_is_shown_what_comes_nearest(shop):
    results = search.search(Query(words="dompet pria"))
    assert [product.name for product in results.products] == ["Dompet Pria Kanvas"]
    assert {product.name for product in results.nearest} == {"Dompet Kulit", "Dompet Lipat"}


def test_many_words_are_answered_and_nothing_near_is_said(shop):
    assert relaxed("celana jin merah pria anak murah tebal panjang kantor wisuda seminar pesta")[1] == 10
    assert relaxed("xqzzy wqxy")[1] == 0


def chips(html: str) -> list[tuple[str, str, int]]:
    """The smaller searches that the notice offers: address, text and number."""
    notice = re.search(r'<ul class="row">(.*?)</ul>', html)[1]
    found = re.findall(r'<a class="chip" href="([^"]*)">([^<]*)<span class="count">(\d+)</span>', notice)
    return [(unescape(url), unescape(text).strip(), int(count)) for url, text, count in found]


def test_the_page_says_what_it_does_without_and_each_number_is_what_its_link_shows(client, shop):
    html = get(client, {"q": "dompet pria kulit"})
    assert "Tidak ada yang memenuhi semua kata. Ditampilkan tanpa “pria”." in html
    assert headline(html) == "2 produk"
    assert [(text, count) for _url, text, count in chips(html)] == [("Tanpa “kulit”", 1), ("Semua kata", 0)]
    for url, _text, count in chips(html):
        assert headline(get(client, url.partition("?")[2])) == f"{count} produk"
    assert 'value="dompet pria kulit"' in html


def test_filters_keep_what_was_done_without_and_count_what_is_shown(client, shop):
    html = get(client, {"q": "celana jin merah"})
    assert '<input type="hidden" name="without" value="merah">' in html
    assert re.search(r'name="craft" value="convection"[^>]*><span>[^<]*</span><span class="count">10<', html)
    sent = {"q": "celana jin merah", "without": "merah", "of": "celana jin merah", "craft": "convection"}
    assert headline(get(client, sent)) == "10 produk"
    assert headline(get(client, sent | {"q": "dompet", "craft": "bag"})) == "3 produk"
    part = client.get("/produk/", {"q": "celana jin merah"}, headers={"HX-Request": "true"}).content.decode()
    assert "Ditampilkan tanpa “merah”." in part


def test_exactly_these_words_find_nothing_but_the_ways_on(client, shop):
    html = get(client, {"q": "dompet pria kulit", "exact": "1"})
    assert headline(html) == "0 produk"
    assert "Belum ada “dompet pria kulit”" in html
    assert "Tanpa “pria”" in html
    assert names(html) == ["Dompet Kulit", "Dompet Lipat"]


def test_nothing_at_all_leads_to_crafts_and_clusters(client, shop):
    html = get(client, {"q": "xqzzy"})
    assert "Belum ada “xqzzy”" in html
    assert 'href="/produk/?craft=convection"' in html
    assert 'href="/klaster/"' in html
    assert "Tanpa “xqzzy”" not in html


def test_a_filter_that_leaves_nothing_still_shows_the_nearest(client, shop):
    assert names(get(client, {"q": "batik", "region": "11"})) == ["Kain Parang"]


def test_quantities_are_said_and_cheap_leads_to_the_order_by_price(client, shop):
    html = get(client, {"q": "celana jin grosir 100 pcs murah"})
    assert headline(html) == "10 produk"
    assert "“grosir”, “100 pcs” tidak ikut dicari" in html
    assert "sort=price" in html


def test_what_is_done_without_is_left_alone_when_an_address_is_nonsense(client, shop):
    assert headline(get(client, {"q": "dompet", "without": ["x" * 500, "\x00", "dompet "] * 30})) == "3 produk"


def test_each_number_is_that_of_the_plainest_search(world):  # noqa: F811
    dice = random.Random(5)  # noqa: S311
    for _index in range(60):
        typed = dice.sample(WORDS, dice.choice([2, 3, 4]))
        results = search.search(Query(words=" ".join(typed)))

        def count(words: tuple[str, ...]) -> int:
            return sum(one.answers(Query(words=" ".join(words))) for one in world)

        kept = tuple(word for word in typed if word not in results.query.without)
        assert results.total == count(kept)
        if count(tuple(typed)):
            assert len(kept) == len(typed)
        else:
            larger = [(*kept, word) for word in typed if word not in kept]
            assert results.total > 0
            assert [words for words in larger if count(words)] == []
        for other in results.relaxation.others if results.relaxation else []:
            left = tuple(word for word in typed if word not in other.query.without)
            assert other.total == count(left) == search.search(other.query).total
        subsets = [words for size in range(1, len(typed)) for words in combinations(typed, size)]
        assert results.total or not any(map(count, subsets))
        backwards = search.search(Query(words=" ".join(reversed(typed))))
        assert set(backwards.query.without) == set(results.query.without)
        assert [one.pk for one in backwards.products] == [one.pk for one in results.products]
