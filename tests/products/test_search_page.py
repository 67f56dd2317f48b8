"""The page of the search: for patient buyers, hurried ones, and those who type nonsense."""

import re
from urllib.parse import urlencode

import pytest
from django.utils.html import escape

from products.choices import Availability
from tests.factories import ArtisanFactory, CraftFactory, MaterialFactory, ProductFactory, ProductPhotoFactory

pytestmark = pytest.mark.django_db


def get(client, query: dict | str = "", path: str = "/produk/") -> str:
    query = query if isinstance(query, str) else urlencode(query, doseq=True)
    response = client.get(f"{path}?{query}")
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode()).replace("> <", "><")


def headline(html: str) -> str:
    return re.search(r'<h2 id="total"[^>]*>([^<]*)</h2>', html)[1]


def names(html: str) -> list[str]:
    return re.findall(r'<h3><a href="[^"]*">([^<]*)</a></h3>', html)


@pytest.fixture
def shop():
    """A bag of plastic waste and leather and one of leather in Semarang, a cloth in Bandung."""
    leather, plastic = MaterialFactory(slug="leather", name_id="Kulit"), MaterialFactory(slug="plastik")
    waste = MaterialFactory(slug="plastic-waste", name_id="Limbah plastik", parent=plastic, is_recycled=True)
    bandung = ArtisanFactory(published=True, region_id="32.73.01.1001")
    ProductFactory(published=True, name="Tas Anyam", price=120_000, materials=[waste, leather])
    ProductFactory(published=True, name="Tas Kulit", price=450_000, materials=[leather])
    cloth = {"craft": CraftFactory(slug="batik"), "availability": Availability.MADE_TO_ORDER}
    ProductFactory(published=True, name="Kain Parang", price=900_000, artisan=bandung, **cloth)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Tas Anyam", "Tas Kulit", "Kain Parang"}),
        ("q=tas", {"Tas Anyam", "Tas Kulit"}),
        ("material=leather&material=plastic-waste&region=33.74&craft=bag", {"Tas Anyam"}),
        ("material=limbah-plastik", {"Tas Anyam"}),
        ("craft=tas&material=kulit", {"Tas Anyam", "Tas Kulit"}),
        ("region=32", {"Kain Parang"}),
        ("region=&region_text=kota+bandung", {"Kain Parang"}),
        ("min_price=200000&max_price=500000", {"Tas Kulit"}),
        ("min_price=Rp+200.000&max_price=500.000", {"Tas Kulit"}),
        ("availability=MADE_TO_ORDER", {"Kain Parang"}),
        ("recycled=1", {"Tas Anyam"}),
        (
            "q=&material=&min_price=&max_price=&region=&region_text=&craft=&availability=",
            {"Tas Anyam", "Tas Kulit", "Kain Parang"},
        ),
    ],
)
def test_an_address_shows_what_it_asks_for(client, shop, query, found):
    html = get(client, query)
    assert set(names(html)) == found
    assert "notice-warn" not in html


def test_products_are_ordered_as_asked(client, shop):
    assert names(get(client, "sort=price")) == ["Tas Anyam", "Tas Kulit", "Kain Parang"]
    assert names(get(client, "sort=-price")) == ["Kain Parang", "Tas Kulit", "Tas Anyam"]
    assert names(get(client, "sort=newest")) == ["Kain Parang", "Tas Kulit", "Tas Anyam"]


def test_each_choice_shows_its_number_and_each_filter_can_be_taken_off(client, shop):
    html = get(client, "craft=bag&material=leather")
    assert headline(html) == "2 produk"
    assert re.search(r'<input type="radio" name="craft" value="bag"[^>]* checked><span>Tas</span><span[^>]*>2<', html)
    assert re.search(r'value="plastic-waste"[^>]*><span>Limbah plastik</span><span class="count">1</span>', html)
    assert 'class="chip chip-on" href="/produk/?material=leather"' in html
    assert 'class="chip chip-on" href="/produk/?craft=bag"' in html


def ways_out(html: str) -> list[tuple[str, str, str]]:
    return re.findall(r'<li><a href="([^"]*)">([^<]*)</a><span class="muted">([^<]*)</span>', html)


def test_an_empty_result_says_which_filter_to_drop(client, shop):
    html = get(client, "craft=batik&material=leather&region=32")
    assert headline(html) == "0 produk"
    assert ways_out(html) == [("/produk/?craft=batik&amp;region=32", "Tanpa Kulit", "1 produk")]


def test_an_empty_result_leads_to_the_larger_region_that_has_some(client, shop):
    assert ways_out(get(client, "craft=bag&region=33.74.02.1001")) == [
        ("/produk/?craft=bag", "Tanpa Kelurahan Bandarharjo", "2 produk"),
        ("/produk/?craft=bag&amp;region=33.74", "Di Kota Semarang", "2 produk"),
        ("/produk/?craft=bag&amp;region=33", "Di Jawa Tengah", "2 produk"),
    ]


def test_where_dropping_one_filter_does_not_help_each_stands_alone(client, shop):
    html = get(client, "q=parang&material=leather&region=33&max_price=1000")
    assert ways_out(html) == [
        ("/produk/?q=parang", "Hanya “parang”", "1 produk"),
        ("/produk/?material=leather", "Hanya Kulit", "2 produk"),
        ("/produk/?region=33", "Hanya Jawa Tengah", "2 produk"),
    ]


def test_a_typing_error_is_mended_with_a_way_back(client, shop):
    html = get(client, "q=tas+anyamm")
    assert headline(html) == "1 produk"
    assert names(html) == ["Tas Anyam", "Tas Kulit"]
    assert "Tidak ada hasil untuk “tas anyamm”" in html
    assert 'href="/produk/?q=tas+anyamm&amp;exact=1"' in html
    assert headline(get(client, "q=tas+anyamm&exact=1")) == "0 produk"


def test_the_english_page_speaks_english_and_names_its_twin(client, shop):
    html = get(client, "craft=bag", "/en/products/")
    assert headline(html) == "2 products"
    assert ">Bags<" in html
    assert "http://testserver/produk/" in re.findall(r'<link rel="alternate"\s+hreflang="id"\s+href="([^"]*)"', html)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"q": "a\x00b"}, "Karakter null tidak diizinkan."),
        ({"q": "tas " * 500}, "Kata-katanya terlalu panjang"),
        ({"craft": "zirah"}, "Tidak ada kerajinan “zirah”."),
        ({"craft": ["bag", "batik"]}, "Pilih satu kerajinan saja."),
        ({"craft": "\x00"}, "Tidak ada kerajinan"),
        ({"material": "adamantium"}, "Tidak ada bahan “adamantium”."),
        ({"material": "<script>"}, "Tidak ada bahan “&lt;script&gt;”."),
        ({"material": [f"m{n}" for n in range(200)]}, "Tidak ada bahan “m0”."),
        ({"region": "99.99"}, "notice-warn"),
        ({"region": "\x00"}, "notice-warn"),
        ({"region": "33.74'--"}, "notice-warn"),
        ({"region": "", "region_text": "qwxyz"}, "notice-warn"),
        ({"min_price": "-5"}, "Tulis harga antara 0 dan 10.000.000.000 rupiah."),
        ({"min_price": "9" * 20}, "Tulis harga antara 0 dan 10.000.000.000 rupiah."),
        ({"max_price": "murah"}, "notice-warn"),
        ({"min_price": "500000", "max_price": "100"}, "Harga terendah lebih tinggi daripada harga tertinggi."),
        ({"availability": "MAYBE"}, "Pilihan ketersediaan itu tidak ada."),
        ({"sort": "name; DROP TABLE"}, "Urutan itu tidak ada."),
        ({"page": "abc"}, "Halaman itu tidak ada; yang tampil adalah halaman pertama."),
        ({"page": "-1"}, "Halaman itu tidak ada; yang tampil adalah halaman pertama."),
        ({"page": "0"}, "Halaman itu tidak ada; yang tampil adalah halaman pertama."),
    ],
)
def test_nonsense_is_left_out_with_a_plain_sentence_and_the_rest_is_shown(client, shop, query, sentence):
    html = get(client, query)
    assert sentence in html
    assert "notice-warn" in html
    understood = query.get("q", "").startswith("tas") or query.get("craft") == ["bag", "batik"]
    assert headline(html) == ("2 produk" if understood else "3 produk")


@pytest.mark.parametrize("page", ["2", str(10**9), "9" * 40])
def test_a_page_beyond_the_end_leads_to_the_last_one(client, shop, page):
    html = get(client, {"craft": "bag", "page": page})
    assert names(html) == []
    assert 'href="/produk/?craft=bag">Ke halaman terakhir</a>' in html


@pytest.mark.parametrize(
    "words", ["'\"\\;--", "%_%", "tas' OR 1=1", "\u202e\U0001f9f5", "a:* & !b", "<b>tas</b>", "ｔａｓ"]
)
def test_odd_characters_are_only_text(client, shop, words):
    assert "<b>tas</b>" not in get(client, {"q": words})


def test_eleven_materials_are_ten_and_a_sentence(client):
    slugs = [MaterialFactory().slug for _ in range(11)]
    assert "Paling banyak sepuluh bahan bisa digabung" in get(client, {"material": slugs})


def test_fifty_products_stand_on_three_pages_that_keep_the_filters(client):
    artisan = ArtisanFactory(published=True)
    for _ in range(50):
        ProductFactory(published=True, artisan=artisan)
    html = get(client, "craft=bag")
    assert (headline(html), len(names(html))) == ("50 produk", 24)
    assert 'href="?craft=bag&amp;page=3"' in html
    assert len(names(get(client, "craft=bag&page=3"))) == 2


@pytest.mark.parametrize(
    "query", ["", "q=semarang+jawa&craft=bag&region=33.74&material=leather&min_price=1&availability=READY"]
)
def test_the_page_asks_the_database_the_same_for_one_row_and_for_three(client, query, django_assert_num_queries):
    leather = MaterialFactory(slug="leather")

    def product():
        one = ProductFactory(published=True, materials=[leather, MaterialFactory()])
        ProductPhotoFactory(product=one)
        ProductPhotoFactory(product=one)

    product()
    get(client, query)  # What a worker remembers until it changes is asked for once.
    with django_assert_num_queries(14 if query else 3):
        assert headline(get(client, query)) == "1 produk"
    product()
    product()
    get(client, query)  # What a worker remembers until it changes is asked for once.
    with django_assert_num_queries(14 if query else 3):
        assert headline(get(client, query)) == "3 produk"


HTMX = {"HTTP_HX_REQUEST": "true"}


def test_htmx_gets_the_part_that_changes_and_where_it_stands_now(client, shop):
    page = client.get("/produk/?q=tas&craft=&sort=price")
    part = client.get("/produk/?q=tas&craft=&sort=price", **HTMX)
    whole, changed = page.content.decode(), part.content.decode()
    assert names(changed) == names(whole) == ["Tas Anyam", "Tas Kulit"]
    assert "<title>Produk: “tas” · Sentra</title>" in changed
    assert ("<h1>" in whole, "<h1>" in changed, "<html" in changed) == (True, False, False)
    assert part["HX-Push-Url"] == "/produk/?q=tas&sort=price"
    assert "HX-Push-Url" not in page


def test_an_answer_for_the_same_address_is_no_new_page_of_the_history(client, shop):
    here = {"HTTP_HX_CURRENT_URL": "http://testserver/produk/?q=tas"}
    assert client.get("/produk/?q=tas", **HTMX, **here)["HX-Push-Url"] == "false"
    assert client.get("/produk/?q=kain", **HTMX, **here)["HX-Push-Url"] == "/produk/?q=kain"


def test_an_address_that_was_not_understood_stays_as_it_was_typed(client, shop):
    assert "HX-Push-Url" not in client.get("/produk/?q=tas&craft=zirah", **HTMX)


def test_no_cache_takes_a_part_for_the_page(client, shop):
    page, part = client.get("/produk/?q=tas"), client.get("/produk/?q=tas", **HTMX)
    restored = client.get("/produk/?q=tas", **HTMX, HTTP_HX_HISTORY_RESTORE_REQUEST="true")
    for response in (page, part, restored):
        assert {"HX-Request", "HX-History-Restore-Request"} <= set(response["Vary"].split(", "))
    assert part["Cache-Control"] == "private, no-store"
    assert "<h1>" in restored.content.decode()


def areas(html: str) -> dict[str, str]:
    """The areas of the map that lead somewhere, by what their titles say."""
    found = re.findall(r'<a class="map-link" href="([^"]*)" hx-get="[^"]*" tabindex="-1">.*?<title>([^<]*)<', html)
    return {title: url for url, title in found}


def test_the_map_leads_into_provinces_and_their_regencies_with_the_numbers_of_the_filters(client, shop):
    assert areas(get(client, "q=tas&sort=price")) == {"Jawa Tengah: 2": "/produk/?q=tas&amp;sort=price&amp;region=33"}
    assert areas(get(client, "region=33")) == {"Kota Semarang: 2": "/produk/?region=33.74"}
    assert areas(get(client, "region=32")) == {"Kota Bandung: 1": "/produk/?region=32.73"}
    assert areas(get(client, "region=33.74")) == {}


def test_what_was_typed_stays_in_the_box(client, shop):
    typed = 'tas "kulit" \u202e' + "x" * 2000
    html = get(client, {"q": typed + "\x00", "min_price": "murah", "region_text": "entah berantah"})
    assert f'value="{escape(typed)}"' in html
    assert 'value="murah"' in html
    assert 'value="entah berantah"' in html


def test_an_empty_box_is_as_empty_after_somebody_else_has_typed(client, shop):
    boxes = re.compile(r'<input type="text" name="(?:region_text|min_price|max_price)".*?>')
    fresh, english = boxes.findall(get(client)), get(client, path="/en/products/")
    assert len(fresh) == 3
    assert boxes.findall(get(client, {"q": "tas", "region": "", "region_text": "", "min_price": ""})) == fresh
    typed = boxes.findall(get(client, {"min_price": "murah", "region_text": "Bandung"}))
    assert 'value="murah"' in typed[1]
    assert "Bandung" in typed[0]
    assert boxes.findall(get(client)) == fresh
    assert ">Harga dalam rupiah<" in get(client)
    assert ">Place<" in english
    assert ">Tempat<" in get(client)
