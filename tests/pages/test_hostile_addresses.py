"""Addresses that people mistype, cut off and tamper with: no page breaks, and no filter is dropped in silence."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import Cast, make_cast
from tests.factories import ArtisanFactory, ClusterFactory, ProductFactory

pytestmark = pytest.mark.django_db

HOSTILE = [
    "region=99.99", "region=abc", "region=33.74.01.1011.1", "region=%00", "region=33%00", f"region={'3' * 5000}",
    "region_text=zzqqxx", "region_text=%00", "region_text=semarang", f"region_text={'a+' * 900}", "region=33&region=32",
    "region=33.74&region_text=bandung",
    "craft=none", "craft=%00", "craft=%C2%B2", "craft=bag&craft=batik", "craft[]=bag",
    "kind=NONE", "kind=%00", "state=NONE", "state=%00", "q=%00", "q=a%00b", "q=%ff%fe", f"q={'x' * 5000}",
    "q=%27+OR+1%3D1--", "q=%25_%5C", "q=%F0%9F%91%9C", "page=abc", "page=0", "page=-1", "page=1e3", "page=%00",
    "page=%C2%B2", f"page={'9' * 5000}", "page=2&page=x", "artisan=ZZZZZZ", "artisan=%00", f"artisan={'K' * 500}",
    "&&&==", "%", "%00=%00", "=",
]  # fmt: skip


def own_code(cast: Cast) -> str:
    return reverse("memberships:ask", args=[cast.cluster.code])


# Each page with a list, and who opens it.
PAGES = {
    "home": (lambda cast: reverse("pages:home"), "stranger"),
    "about": (lambda cast: reverse("pages:about"), "stranger"),
    "clusters": (lambda cast: reverse("clusters:list"), "stranger"),
    "cluster": (lambda cast: cast.cluster.get_absolute_url(), "stranger"),
    "news": (lambda cast: reverse("clusters:news", args=[cast.cluster.code]), "stranger"),
    "clusters run": (lambda cast: reverse("committee:clusters"), "committee"),
    "running a cluster": (lambda cast: reverse("committee:home", args=[cast.cluster.code]), "committee"),
    "makers": (lambda cast: reverse("artisans:list"), "stranger"),
    "products": (lambda cast: reverse("products:list"), "stranger"),
    "suggestions": (lambda cast: reverse("regions:search"), "stranger"),
    "sign-in": (lambda cast: reverse("account_login"), "stranger"),
    "account": (lambda cast: reverse("pages:account"), "artisan_user"),
    "ask": (own_code, "artisan_user"),
    "ask beside a maker": (own_code, "officer"),
    "queue": (lambda cast: reverse("memberships:queue", args=[cast.cluster.code]), "committee"),
    "members": (lambda cast: reverse("memberships:members", args=[cast.cluster.code]), "committee"),
    "to invite": (lambda cast: reverse("memberships:recruit", args=[cast.cluster.code]), "committee"),
    "compared": (lambda cast: reverse("clusters:compare"), "artisan_user"),
    "day": (lambda cast: reverse("field:home"), "officer"),
    "records": (lambda cast: reverse("field:records"), "officer"),
    "record": (lambda cast: reverse("field:record", args=[cast.waiting.code]), "officer"),
    "register": (lambda cast: reverse("field:register"), "officer"),
}


@pytest.mark.parametrize("name", PAGES)
def test_no_query_breaks_a_page(client, name):
    cast = make_cast()
    address, kind = PAGES[name]
    if kind != "stranger":
        client.force_login(getattr(cast, kind))
    answers = {query: client.get(f"{address(cast)}?{query}").status_code for query in HOSTILE}
    # An officer who names a maker that is not there is told so; all else is ignored or explained on the page.
    missing = {query for query in HOSTILE if query.startswith("artisan=")} if name.startswith("ask") else set()
    assert answers == {query: 404 if query in missing else 200 for query in HOSTILE}


MANY = "&".join(f"material=m{number}&craft=c{number}&availability=a{number}&sort=s{number}" for number in range(50))
HOSTILE_SEARCHES = {
    "q=" + "%22tas%22%20%26%20%21" * 150: "Kata-katanya terlalu panjang",
    "q=" + "a" * 2000: "Kata-katanya terlalu panjang",
    "q=%00tas%00": "Karakter null tidak diizinkan.",
    "q=%E2%80%AEsat%E2%80%AC+%F0%9F%A7%B5": "",
    "q=%E0%A4%A%ZZ%": "",
    "q=%27%29%3B+DROP+TABLE+x%3B--": "",
    "q=a:*|!b&q=c+%3C-%3E+d&q=%28%28": "",
    MANY: "Tidak ada bahan “m0”.",
    "page=1000000000": "Halaman ini tidak ada",
    "min_price=500000&max_price=100": "Harga terendah lebih tinggi daripada harga tertinggi.",
    "min_price=1&min_price=x&max_price=%D9%A1%D9%A0": "",
    "region=33&region=32&region_text=" + "semarang+" * 200: "notice-warn",
    "region_text=" + "%E2%80%8F" * 500: "notice-warn",
}


@pytest.mark.parametrize("headers", [{}, {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "http://[::1/%00"}])
def test_no_search_is_too_odd_to_be_answered_with_few_questions_and_a_sentence(client, headers):
    ProductFactory.create_batch(2, published=True)
    for query, sentence in HOSTILE_SEARCHES.items():
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(f"/produk/?{query}", **headers)
        page = html.unescape(answer.content.decode())
        assert (answer.status_code, sentence in page, len(asked) < 40) == (200, True, True), query[:60]


NO_PAGES = ["AAAAAA/", "K7Q4MZ/", "K7Q4M/", "k7q-4mx-/", "%00/", "%C3%A9" * 6 + "/", "K7Q4MX/x/y/", "../../etc/passwd"]


@pytest.mark.parametrize("prefix", ["/klaster/", "/perajin/", "/produk/"])
@pytest.mark.parametrize("rest", NO_PAGES)
def test_what_is_no_page_says_so_and_shows_the_way_back(client, prefix, rest):
    response = client.get(prefix + rest)
    assert response.status_code == 404
    page = response.content.decode()
    assert "Halaman ini tidak ada" in page
    assert [way for way in ("/", "/klaster/", "/perajin/", "/produk/") if f'"{way}"' not in page] == []


@pytest.mark.parametrize("folder", ["perajin", "produk"])
@pytest.mark.parametrize("key", ["x", "%00", "..%2f..%2fsettings", "a" * 500])
@pytest.mark.parametrize("width", ["400", "1", "99999999999999999999"])
def test_a_photo_that_is_not_there_is_not_found(client, folder, key, width):
    assert client.get(f"/{folder}/foto/{key}/{width}.webp").status_code == 404


def sentences(page: str) -> list[str]:
    return [html.unescape(one) for one in re.findall(r'<p class="error">.*?<span>(.*?)</span>', page, re.DOTALL)]


def number(page: str) -> int:
    return int(re.search(r"<h2>(\d+) ", page)[1])


NOT_OFFERED = "Pilihan itu tidak ada; saringan ini dilewati."
UNKNOWN = {
    "region=99.99": "Wilayah ini tidak dapat dipilih di sini.",
    "region_text=zzqqxx": "Wilayah “zzqqxx” tidak ditemukan di sini. Periksa ejaannya, "
    "atau tambahkan nama kabupaten atau kotanya.",
    "region_text=semarang": "Ada beberapa wilayah yang cocok dengan “semarang”. Pilih salah satu.",
    "craft=none": NOT_OFFERED,
    "kind=NONE": NOT_OFFERED,
    "q=a%00b": "Karakter null tidak diizinkan.",
}


@pytest.mark.parametrize("address", ["/klaster/", "/perajin/"])
@pytest.mark.parametrize("query", UNKNOWN)
def test_an_unknown_filter_is_left_out_and_says_so_where_it_is_seen(client, address, query):
    ClusterFactory.create_batch(2)
    ArtisanFactory.create_batch(2, published=True)
    page = client.get(f"{address}?{query}").content.decode()
    assert (number(page), sentences(page)) == (2, [UNKNOWN[query]])
    assert "Satu saringan tidak dapat dipahami" in page
    assert re.search(r'<details class="filters"[^>]*\bopen\b', page)


def test_the_officers_list_leaves_unknown_filters_out_too(client):
    cast = make_cast()
    client.force_login(cast.officer)
    page = client.get("/petugas/catatan/?state=NONE&craft=none").content.decode()
    assert (number(page), sentences(page)) == (3, [NOT_OFFERED, NOT_OFFERED])


@pytest.mark.parametrize("address", ["/klaster/", "/perajin/"])
def test_a_page_beyond_the_end_is_the_last_one(client, address):
    ClusterFactory.create_batch(30)
    ArtisanFactory.create_batch(30, published=True)
    pages = {query: client.get(f"{address}?page={query}").content.decode() for query in ("2", "99", "abc", "1")}
    shown = {query: len(re.findall("<article", page)) for query, page in pages.items()}
    assert shown == {"2": 6, "99": 6, "abc": 24, "1": 24}
    assert '<a href="?page=2" aria-current="page">2</a>' in pages["99"]


def test_a_null_inside_a_code_is_no_code(client):
    """PostgreSQL takes no text with a null in it, and it need not stand at the end."""
    cast = make_cast()
    addresses = {
        f"{reverse('orders:ask_maker', args=[ProductFactory(published=True).artisan.code])}?product=K7%00Q4M": 200,
        f"{own_code(cast)}?artisan=K7%00Q4M": 404,
        f"{reverse('field:add_lead')}?place=K7%00Q4M": 200,
        f"{reverse('field:add_place')}?region=33%00.74": 200,
        f"{reverse('field:coverage')}?in=33.74%00.01": 200,
    }
    client.force_login(cast.officer)
    assert {address: client.get(address).status_code for address in addresses} == addresses
