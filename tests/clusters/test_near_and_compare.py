"""A maker finds the clusters near the own village and of the own craft, and sees side by side what each gives."""

import pytest
from django.urls import reverse

from clusters.choices import Benefit, ClusterState
from clusters.models import Cluster
from regions.models import Region
from regions.nearness import centre, how_far
from tests.cast import BANDUNG_VILLAGE, PURWODINATAN, SEMARANG, make_cast
from tests.factories import ClusterFactory, CraftFactory

pytestmark = pytest.mark.django_db
TANGGULANGIN = "35.15.06"
DEMAK_NEXT_DOOR = "33.21"


@pytest.fixture
def three():
    """One in the city, one next door and one far away."""
    places = {"Kota": SEMARANG, "Sebelah": DEMAK_NEXT_DOOR, "Jauh": TANGGULANGIN}
    return {name: ClusterFactory(name=f"Klaster {name}", region_id=code) for name, code in places.items()}


def names(page) -> list[str]:
    return [cluster.name for cluster in page.context["page"]]


def test_the_same_regency_comes_first_then_the_nearer(client, three):
    page = client.get(reverse("clusters:list", query={"near": PURWODINATAN}))
    assert names(page) == ["Klaster Kota", "Klaster Sebelah", "Klaster Jauh"]
    far = [cluster.how_far.split(",")[0] for cluster in page.context["page"]]
    assert far[0] == "Di kota atau kabupaten yang sama"
    assert far[1:] == [f"Sekitar {round(cluster.km)} km" for cluster in page.context["page"][1:]]


def test_from_elsewhere_the_order_is_another(client, three):
    assert names(client.get(reverse("clusters:list", query={"near": "35.15"})))[0] == "Klaster Jauh"


def test_distances_are_those_on_a_map():
    ClusterFactory(lat=-6.9147, lon=107.6098)
    [cluster] = Cluster.objects.nearest_to(Region.objects.get(pk=SEMARANG))
    assert 300 < cluster.km < 325


def test_a_village_of_which_nobody_knows_where_it_lies_counts_from_its_district():
    village = Region.objects.filter(lat=None, level=4).order_by("code").first()
    assert centre(village) == (village.parent.lat, village.parent.lon)


@pytest.mark.parametrize(
    ("one", "other", "km", "words"),
    [
        (PURWODINATAN, PURWODINATAN, 0.2, "di desa yang sama, kurang dari 1 km"),
        (PURWODINATAN, "33.74.01.1001", 2.4, "di kecamatan yang sama, sekitar 2 km"),
        (PURWODINATAN, SEMARANG, None, "di kota atau kabupaten yang sama"),
        (PURWODINATAN, BANDUNG_VILLAGE, 310.2, "sekitar 310 km"),
    ],
)
def test_how_far_is_said_in_words(one, other, km, words):
    assert how_far(one, other, km) == words


def test_a_maker_is_offered_the_own_village_and_craft_and_strangers_are_not(client):
    cast = make_cast()
    assert client.get(reverse("clusters:list")).context["shortcuts"] == []
    client.force_login(cast.artisan_user)
    [shortcut] = client.get(reverse("clusters:list")).context["shortcuts"]
    page = client.get(shortcut.url)
    assert (names(page), page.context["shortcuts"][0].is_here) == ([cast.cluster.name], True)


def compare(client, *codes: str, **query):
    return client.get(reverse("clusters:compare", query={"c": codes, **query}))


def test_benefits_stand_side_by_side_in_the_order_of_the_address(client, three):
    three["Kota"].benefits = [Benefit.TRAINING]
    three["Jauh"].benefits = [Benefit.CREDIT]
    for cluster in three.values():
        cluster.save()
    page = compare(client, three["Jauh"].code, three["Kota"].code, near=PURWODINATAN)
    assert [cluster.name for cluster in page.context["clusters"]] == ["Klaster Jauh", "Klaster Kota"]
    rows = {row.title: [cell.is_given for cell in row.cells] for row in page.context["rows"]}
    assert (rows["Pelatihan gratis"], rows["Bantuan kredit"]) == ([False, True], [True, False])
    assert "Sejauh" in rows


def test_codes_however_written_count_once_and_others_are_named_left_out(client, three):
    code = three["Kota"].code
    hidden = ClusterFactory(state=ClusterState.PROPOSED)
    twice = compare(client, code, f"{code[:3]}-{code[3:]}".lower(), "")
    assert (len(twice.context["clusters"]), twice.context["choice"].unknown) == (1, 0)
    page = compare(client, code, "??????", "\x00", hidden.code)
    assert [cluster.name for cluster in page.context["clusters"]] == ["Klaster Kota"]
    assert "tidak ditemukan" in page.content.decode()
    assert hidden.name not in page.content.decode()


def test_at_most_four_are_shown_and_that_is_said(client):
    codes = [ClusterFactory().code for _ in range(5)]
    page = compare(client, *codes)
    assert [cluster.code for cluster in page.context["clusters"]] == codes[:4]
    assert "Paling banyak empat" in page.content.decode()


def test_others_of_the_craft_are_offered_to_compare_with(client, three):
    ClusterFactory(craft=CraftFactory(slug="batik"))
    page = compare(client, three["Kota"].code)
    assert [cluster.name for cluster in page.context["offered"]] == ["Klaster Sebelah", "Klaster Jauh"]


def test_without_a_choice_there_is_something_to_choose_from(client, three):
    page = client.get(reverse("clusters:compare"))
    assert (page.status_code, len(page.context["offered"]), page.context["rows"]) == (200, 3, [])


def test_comparing_asks_the_same_for_two_and_for_four(client, django_assert_num_queries):
    codes = [ClusterFactory(region_id=code).code for code in (SEMARANG, TANGGULANGIN, DEMAK_NEXT_DOOR, BANDUNG_VILLAGE)]
    for some in (codes[:2], codes):
        with django_assert_num_queries(3):
            compare(client, *some, near=PURWODINATAN)
