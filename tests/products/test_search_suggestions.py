"""While a buyer types: words, materials, places, clusters and makers, and nothing that is not public any more."""

import pytest

from artisans.actions.consents import set_consents
from artisans.choices import ConsentMethod, ConsentPurpose
from products import actions, suggestions
from products.importers import read_materials
from products.models import Material
from products.search import vocabulary
from tests.factories import ArtisanFactory, ClusterFactory, ProductFactory, UserFactory

pytestmark = pytest.mark.django_db
VILLAGE = "33.74.01.1011"


@pytest.fixture
def shop():
    """Bags of jute by a maker of Kota Semarang, a bag of plastic waste, and a cluster there."""
    actions.load_materials(read_materials())
    maker = ArtisanFactory(published=True, region_id=VILLAGE, public_name="Rumah Kencana")
    for name, slug in [("Tas Goni", "jute-sack"), ("Tas Jinjing", "jute-sack"), ("Tas Kresek", "used-plastic-bags")]:
        ProductFactory(published=True, name=name, artisan=maker, materials=Material.objects.filter(slug=slug))
    ClusterFactory(name="Klaster Kencana Semarang", region_id="33.74")
    vocabulary.count()
    return maker


def suggested(client, address: str) -> list[tuple[str, str, int | None]]:
    answer = client.get(f"/produk/saran/?{address}")
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    return [(one["kind"], one["text"], one["total"]) for one in answer.json()]


def test_the_last_word_becomes_words_materials_and_places(shop, client):
    assert suggested(client, "q=tas+gon") == [("", "tas goni", 2), ("Bahan", "Karung goni", 2)]
    assert suggested(client, "q=tas+sema") == [("", "tas semarang", 3), ("Tempat", "Kota Semarang, Jawa Tengah", 3)]
    assert suggested(client, "q=burl") == []
    assert "Jute sacking (burlap)" in [one["text"] for one in client.get("/en/products/suggest/?q=burl").json()]
    assert suggested(client, "q=tas+gonni") == [("", "tas goni", 2)]


def test_two_words_that_mean_one_thing_are_suggested_as_people_write_them(shop, client):
    ProductFactory(published=True, name="Tas Vinil", materials=Material.objects.filter(slug="synthetic-leather"))
    vocabulary.count()
    words = [text for kind, text, total in suggested(client, "q=tas+kul") if not kind]
    assert ("tas kulit sintetis" in words, "tas kulitsintetis" in words) == (True, False)


def test_a_suggestion_leads_to_the_search_that_it_counts_with_the_filters_kept(shop, client):
    found = client.get("/produk/saran/?q=tas+gon&region=33.74&sort=price").json()
    assert [one["url"] for one in found] == [
        "/produk/?q=tas+goni&region=33.74&sort=price",
        "/produk/?q=tas&material=jute-sack&region=33.74&sort=price",
    ]
    assert suggested(client, "q=tas+gon&region=35") == []


def test_clusters_and_makers_are_suggested_by_name(shop, client):
    found = client.get("/produk/saran/?q=kenc").json()
    assert [(one["kind"], one["text"]) for one in found] == [
        ("Klaster", "Klaster Kencana Semarang"),
        ("Perajin", "Rumah Kencana"),
    ]
    assert found[1]["url"] == shop.get_absolute_url()
    assert "Purwodinatan" in found[1]["detail"]


def test_a_maker_who_takes_the_consent_back_is_gone_at_once(shop, client):
    set_consents(
        artisan=shop,
        purposes=[],
        asked=[ConsentPurpose.PUBLIC_PROFILE],
        by=UserFactory(administrator=True),
        method=ConsentMethod.SPOKEN,
    )
    ClusterFactory(name="Kencana Usulan", state="PROPOSED")
    assert [one["text"] for one in client.get("/produk/saran/?q=kenc").json()] == ["Klaster Kencana Semarang"]
    assert suggested(client, "q=tas+gon") == []


@pytest.mark.parametrize(
    "typed",
    ["", "t", "%00tas", "%E2%80%AEtas+gon", "' & | !:*", "a" * 2000, "tas+" * 500, "%25_", "バッグ"],
)
def test_whatever_is_typed_is_answered(shop, client, typed):
    suggested(client, f"q={typed}&material=nothing&min_price=9&max_price=1&page=0")


def test_one_row_and_three_cost_the_same(shop, client, django_assert_num_queries):
    client.get("/produk/saran/?q=gon")  # What a worker remembers until it changes is asked for once.
    with django_assert_num_queries(7):
        assert len(suggested(client, "q=gon")) == 2
    for slug in ("used-jute-sack", "jute-sack"):
        ProductFactory(published=True, name="Goni", materials=Material.objects.filter(slug=slug))
        ArtisanFactory(published=True, public_name=f"Gonita {slug}")
        ClusterFactory(name=f"Gontor {slug}")
    client.get("/produk/saran/?q=gon")  # What a worker remembers until it changes is asked for once.
    with django_assert_num_queries(7):
        assert len(suggested(client, "q=gon")) == 7


def test_a_connection_that_asks_all_the_time_is_slowed_down(client, monkeypatch):
    monkeypatch.setattr(suggestions, "OF_AN_ADDRESS", suggestions.Brake("suggest-test", 2, 60))
    assert [client.get("/produk/saran/?q=tas").status_code for _ in range(3)] == [200, 200, 429]
    assert client.post("/produk/saran/?q=tas").status_code == 405


def test_english_words_are_suggested_on_english_pages_only(shop, client):
    ProductFactory(published=True, name="Tas Kambing", materials=Material.objects.filter(slug="goat-leather"))
    vocabulary.count()
    words = [text for kind, text, _total in suggested(client, "q=tas+go") if not kind]
    assert words == ["tas goni"]
    english = [one["text"] for one in client.get("/en/products/suggest/?q=bag+go").json() if not one["kind"]]
    assert {"bag goni", "bag goat"} <= set(english)


def test_what_is_cheap_is_not_taken_for_red(shop, client):
    ProductFactory(published=True, name="Tas Merah")
    vocabulary.count()
    assert suggested(client, "q=murah") == []
    assert suggested(client, "q=tas+murah") == []


def test_where_nothing_has_all_words_fewer_are_suggested(shop, client):
    assert suggested(client, "q=tas+goni+bondowoso")[0] == ("", "tas goni", 2)
