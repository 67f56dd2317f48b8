"""What search engines are told: every public page in both languages, nobody's private page, no telephone number."""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse

from artisans.actions.consents import withdraw
from artisans.choices import ConsentPurpose
from artisans.models import PersonIdentity
from pages.sitemaps import KINDS
from tests.factories import ArtisanFactory, ClusterFactory, ConsentFactory, ProductFactory, UserFactory

pytestmark = pytest.mark.django_db
HOST = "http://testserver"
FILES = [f"{HOST}/sitemap-{kind}-{code}.xml" for kind in KINDS for code in ("id", "en")]


def addresses(path: str) -> list[str]:
    response = Client().get(path)
    assert response.status_code == 200
    return re.findall(r"<loc>([^<]+)</loc>", response.content.decode())


def test_the_index_names_a_file_for_every_kind_and_language():
    assert addresses("/sitemap.xml") == FILES


def test_the_files_name_the_public_pages_and_no_others():
    shown = [ArtisanFactory(published=True), ClusterFactory()]
    shown.append(ProductFactory(published=True, artisan=shown[0]))
    shown[1].news.create(title="Pameran", text="Besok", by=UserFactory())
    ArtisanFactory()
    ClusterFactory(state="PROPOSED")
    ProductFactory(artisan=shown[0])
    ProductFactory(published=True, artisan=shown[0], visibility="MEMBERS")
    found = {address for file in addresses("/sitemap.xml") for address in addresses(file.removeprefix(HOST))}
    pages = [*(thing.get_absolute_url() for thing in shown), reverse("clusters:news", args=[shown[1].code])]
    assert {HOST + page for page in pages} <= found
    coded = [address for address in found if re.search(r"/[0-9A-Z]{6}/", address)]
    assert (len(coded), len(found)) == (2 * len(pages), 2 * len(pages) + 2 * 6)
    assert {Client().get(address.removeprefix(HOST)).status_code for address in found} == {200}


def test_a_long_list_is_split_and_its_last_file_holds_the_last_rows(monkeypatch):
    monkeypatch.setattr(KINDS["makers"], "limit", 2)
    makers = [ArtisanFactory(published=True) for _ in range(5)]
    # There is a file for every two keys that were ever given out; five makers in a row lie in the last three.
    files = [file for file in addresses("/sitemap.xml") if "makers-id" in file][-3:]
    named = [address for file in files for address in addresses(file.removeprefix(HOST))]
    assert named == [HOST + maker.get_absolute_url() for maker in makers]
    assert max(len(addresses(file.removeprefix(HOST))) for file in files) == 2
    assert [Client().get(f"/sitemap-makers-id.xml?p={page}").status_code for page in ("0", "x", "999999999")] == [
        404
    ] * 3


def test_a_file_asks_the_database_the_same_for_one_row_and_for_three(django_assert_num_queries):
    for number in range(3):
        ProductFactory(published=True)
        if number in {0, 2}:
            with django_assert_num_queries(2):
                Client().get("/sitemap-products-en.xml")


def test_no_number_and_nobody_who_took_the_consent_back_is_in_it():
    maker = ArtisanFactory(published=True)
    PersonIdentity.objects.create(artisan=maker, phone="+620098761111")
    for purpose in (ConsentPurpose.WHATSAPP, ConsentPurpose.SHOW_NUMBER):
        ConsentFactory(artisan=maker, purpose=purpose)
    files = ["/robots.txt", "/sitemap.xml"]
    files += [html.unescape(file).removeprefix(HOST) for file in addresses("/sitemap.xml")]
    text = "".join(Client().get(file).content.decode() for file in files)
    assert (maker.code in text, "987611" in text, "wa.me" in text) == (True, False, False)
    withdraw(artisan=maker, purpose=ConsentPurpose.PUBLIC_PROFILE, by=UserFactory())
    assert maker.code not in "".join(Client().get(file).content.decode() for file in files)


def test_robots_are_led_to_the_sitemap_and_away_from_the_pages_of_people_at_work(settings):
    settings.DEMO_SITE = False
    assert Client().get("/robots.txt").content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /akun/",
        "Disallow: /petugas/",
        "Disallow: /klaster/kelola/",
        "Disallow: /admin/",
        "Disallow: /pesan/buka/",
        "Disallow: /en/account/",
        "Disallow: /en/officers/",
        "Disallow: /en/clusters/run/",
        "Disallow: /en/admin/",
        "Disallow: /en/messages/open/",
        "",
        "Sitemap: http://testserver/sitemap.xml",
    ]


def test_a_site_with_invented_makers_asks_not_to_be_read(settings):
    settings.DEMO_SITE = True
    assert Client().get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"
