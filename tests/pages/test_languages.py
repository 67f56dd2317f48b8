"""Every public page names its address in both languages, and the page there does the same."""

import re
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from tests.factories import ArtisanFactory, ClusterFactory, MembershipFactory, ProductFactory, UserFactory

pytestmark = pytest.mark.django_db

PAGES = [
    "pages:home",
    "pages:about",
    "clusters:list",
    "artisans:list",
    "products:list",
    "account_login",
    "cluster",
    "maker",
    "product",
]


def address_of(name: str) -> str:
    if ":" in name or name == "account_login":
        return reverse(name)
    maker = ArtisanFactory(published=True)
    cluster = MembershipFactory(artisan=maker, cluster=ClusterFactory()).cluster
    product = ProductFactory(published=True, artisan=maker)
    return {"cluster": cluster, "maker": maker, "product": product}[name].get_absolute_url()


def alternates(page: str) -> dict[str, str]:
    links = re.findall(r'<link\s+rel="alternate"\s+hreflang="([\w-]+)"\s+href="([^"]+)"', page)
    return {language: urlsplit(address).path for language, address in links}


@pytest.mark.parametrize("name", PAGES)
def test_a_public_page_has_a_twin_in_the_other_language(client, name):
    address = address_of(name)
    named = alternates(client.get(address).content.decode())
    assert set(named) == {"id", "en", "x-default"}
    assert (named["id"], named["x-default"], named["en"].startswith("/en/")) == (address, address, True)
    for language in ("id", "en"):
        response = client.get(named[language])
        page = response.content.decode()
        assert (response.status_code, alternates(page)) == (200, named)
        assert f'<html lang="{language}">' in page


@pytest.mark.parametrize("name", PAGES)
def test_a_reader_who_switches_the_language_keeps_the_search(client, name):
    address = address_of(name)
    page = client.get(f"{address}?q=tas&page=1").content.decode()
    twin = re.search(r'<a href="([^"]+)"\s+lang="en"', page)[1].replace("&amp;", "&")
    assert twin.endswith("?q=tas&page=1")
    assert client.get(twin).status_code == 200


def menu_marks(client, address: str) -> list[tuple[str, str]]:
    """The links of the main menu that say where one is, with what they say."""
    menu = re.search(r'<nav class="site-nav".*?</nav>', client.get(address).content.decode(), re.DOTALL)[0]
    return re.findall(r'<a href="([^"]+)" aria-current="(\w+)"', menu)


def test_the_menu_says_where_one_is_whoever_looked_at_what_before(client):
    product = ProductFactory(published=True)
    for _ in range(2):
        assert menu_marks(client, "/produk/tidak/ada/lagi/") == []
        assert menu_marks(client, "/produk/?q=tas") == [("/produk/", "page")]
        assert menu_marks(client, product.get_absolute_url()) == [("/produk/", "true")]
        assert menu_marks(client, "/klaster/") == [("/klaster/", "page")]
        assert menu_marks(client, "/en/clusters/") == [("/en/clusters/", "page")]
        assert menu_marks(client, "/") == []
        assert "/petugas/" not in client.get("/produk/").content.decode()
    client.force_login(UserFactory(areas=["33.74"]))
    assert menu_marks(client, "/petugas/") == [("/petugas/", "page")]
    assert menu_marks(client, "/produk/") == [("/produk/", "page")]
    assert 'href="/petugas/"' in client.get("/produk/").content.decode()
