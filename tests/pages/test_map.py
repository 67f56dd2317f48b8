"""The map of makers and clusters: from the country down to a regency, by links, with the same as a list beside it."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from artisans.choices import ArtisanState
from clusters.choices import ClusterState
from tests.factories import ArtisanFactory, ClusterFactory

pytestmark = pytest.mark.django_db
VILLAGES = ["33.74.01.1001", "33.74.02.1001", "33.74.03.1001"]


def shown(code: str = "") -> str:
    response = Client().get(reverse("pages:map_of", args=[code]) if code else reverse("pages:map"))
    assert response.status_code == 200
    return response.content.decode()


def rows(page: str) -> list[tuple[str, str]]:
    """Name and numbers of each part in the list."""
    found = re.findall(r"<strong>([^<]+)</strong></a></div>\s*<span[^>]*>([^<]+)</span>", page)
    return [(name, " ".join(numbers.split())) for name, numbers in found]


@pytest.fixture
def in_semarang():
    """Two public makers in two villages of one district, one in another province, a cluster, and what stays hidden."""
    ArtisanFactory(published=True, region_id="33.74.01.1001", public_name="Tas Goni", lat=-6.97123, lon=110.42123)
    ArtisanFactory(published=True, region_id="33.74.01.1003")
    ArtisanFactory(published=True, region_id="35.11.02.2001")
    ArtisanFactory(state=ArtisanState.ACTIVE, region_id="33.74.02.1001")
    ClusterFactory(name="Klaster Tas", region_id="33.74", lat=-6.99, lon=110.42)
    ClusterFactory(state=ClusterState.PROPOSED, name="Klaster Rencana", region_id="33.74.01", lat=-6.99, lon=110.42)


def test_the_country_counts_by_province_and_leads_there(in_semarang):
    page = shown()
    assert rows(page) == [("Jawa Tengah", "2 perajin · 1 klaster"), ("Jawa Timur", "1 perajin · 0 klaster")]
    assert page.count(f'href="{reverse("pages:map_of", args=["33"])}"') == 2  # the shape and the list
    assert "3 perajin" in page


def test_a_province_counts_by_regency(in_semarang):
    assert rows(shown("33")) == [("Kota Semarang", "2 perajin · 1 klaster")]


def test_a_regency_counts_by_district_and_shows_villages_and_clusters(in_semarang):
    page = shown("33.74")
    assert rows(page) == [("Semarang Tengah", "2 perajin · 0 klaster")]
    assert f'href="{reverse("artisans:list", query={"region": "33.74.01"})}"' in page
    assert "Klaster Tas" in page
    assert "Klaster Rencana" not in page


def test_the_page_holds_no_makers_own_place(in_semarang):
    page = shown("33.74")
    assert "110.42123" not in page
    assert "Tas Goni" not in page


def test_a_district_or_an_unknown_code_has_no_map():
    for code in ("33.74.01", "99", "x", "33.74.01.1001"):
        assert Client().get(reverse("pages:map_of", args=[code])).status_code == 404


def test_an_empty_region_says_so():
    assert "Belum ada perajin atau klaster yang tampil untuk umum di sini." in shown("11.01")


@pytest.mark.parametrize(("code", "questions"), [("", 5), ("33", 6), ("33.74", 7)])
def test_one_row_and_three_rows_cost_the_same(django_assert_num_queries, code, questions):
    for number, village in enumerate(VILLAGES):
        ArtisanFactory(published=True, region_id=village)
        ClusterFactory(name=f"Klaster {number}", region_id=village, lat=-6.99, lon=110.42)
        if number in {0, 2}:
            with django_assert_num_queries(questions):
                shown(code)
