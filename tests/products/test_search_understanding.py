"""Places and materials in a search's words are proposed as filters, with what they find."""

import pytest
from django.utils.html import escape

from products import actions, search
from products.importers import read_materials
from products.models import Material
from products.search import Query
from regions.models import Region
from tests.factories import ArtisanFactory, ProductFactory

pytestmark = pytest.mark.django_db
IN_THE_CITY, IN_THE_REGENCY = "33.74.01.1011", "33.22.01.2001"


@pytest.fixture
def shop():
    """Four bags of jute and of plastic waste, in the city and in the regency of Semarang; none of silk."""
    actions.load_materials(read_materials())
    for name, village, slug in [
        ("Tas Goni", IN_THE_CITY, "jute-sack"),
        ("Tas Goni Bekas", IN_THE_CITY, "used-jute-sack"),
        ("Tas Kresek", IN_THE_CITY, "used-plastic-bags"),
        ("Tas Yute", IN_THE_REGENCY, "jute"),
    ]:
        artisan = ArtisanFactory(published=True, region_id=village)
        ProductFactory(published=True, name=name, artisan=artisan, materials=Material.objects.filter(slug=slug))


def proposed(text: str, **filters) -> list[tuple[str, str, int]]:
    return [(one.text, one.query.words, one.total) for one in search.search(Query(words=text, **filters)).proposals]


def test_material_and_place_are_proposed_with_what_they_find(shop):
    assert proposed("tas goni semarang") == [
        ("Karung goni", "tas semarang", 2),
        ("Kota Semarang", "tas goni", 2),
        ("Kabupaten Semarang", "tas goni", 1),
    ]


def test_each_number_is_what_the_proposal_shows(shop):
    asked = Query(words="tas kantong kresek bekas dari kota semarang")
    for one in search.search(asked).proposals:
        assert search.count(one.query) == one.total > 0


def test_beside_a_material_of_its_family_a_proposal_shows_what_either_finds(shop):
    used = Material.objects.get(slug="used-jute-sack")
    (one,) = search.search(Query(words="tas goni", materials=(used,))).proposals
    assert (one.text, one.total, search.count(one.query)) == ("Karung goni", 2, 2)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("limbah plastik", ["Limbah plastik"]),
        ("recycled plastic", ["Limbah plastik"]),
        ("burlap bag", ["Karung goni"]),
        ("tas dari kab. semarang", ["Kabupaten Semarang"]),
        ("tas jateng", ["Jawa Tengah"]),
        (
            "tas kelurahan purwodinatan",
            ["Kelurahan Purwodinatan, Kecamatan Semarang Tengah, Kota Semarang, Jawa Tengah"],
        ),
        ("sutra", []),
        ("tas bandung", []),
        ("tas", []),
        ("", []),
        ("\x00 ' % \u202e", []),
        ("dari di untuk", []),
    ],
)
def test_only_what_is_named_and_has_products_is_proposed(shop, text, names):
    assert [name for name, _words, _total in proposed(text)] == names


def test_what_is_chosen_already_is_not_proposed(shop):
    city, jute = Region.objects.get(pk="33.74"), Material.objects.get(slug="jute-sack")
    assert proposed("tas goni semarang", region=city, materials=(jute,)) == []


def test_the_page_shows_the_proposals_and_keeps_the_words(shop, client):
    html = client.get("/produk/?q=tas+goni+semarang").content.decode()
    assert escape("?q=tas+goni&region=33.74") in html
    assert escape("?q=tas+semarang&material=jute-sack") in html
    assert 'name="q"' in html
    assert 'value="tas goni semarang"' in html


def test_the_page_offers_what_was_perhaps_meant(shop, client):
    ProductFactory(published=True, name="Syal Songkett")
    ProductFactory.create_batch(20, published=True, name="Sarung Songket")
    html = client.get("/produk/?q=songkett").content.decode()
    assert 'Maksud Anda <a href="/produk/?q=songket">“songket”</a>?' in html
    assert "Maksud Anda" not in client.get("/produk/?q=songkett&exact=1").content.decode()
