from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fieldwork.coverage import Tally
from fieldwork.workload import idle_villages
from regions.models import Region
from tests.cast import BANDUNG, PURWODINATAN, SEMARANG
from tests.factories import ArtisanFactory, CanvassPlaceFactory, FieldVisitFactory, LeadFactory, UserFactory

pytestmark = pytest.mark.django_db
TENGAH, MIJEN = "33.74.01", "33.74.14"


@pytest.fixture
def client():
    return client_of(SEMARANG)


def client_of(*areas: str, **values) -> Client:
    client = Client()
    client.force_login(UserFactory(areas=areas, **values))
    return client


def page(client, code: str = ""):
    return client.get(reverse("field:coverage", query={"in": code} if code else None))


def told(response) -> dict[str, tuple]:
    """Of each part with anything in it: verified, registered, leads, places visited, places, last visit."""
    survey = response.context["survey"]
    rows = [(part.region.code, part.tally) for part in survey.parts] + [("?", survey.unplaced)]
    return {
        code: (one.verified, one.registered, one.leads, one.visited, one.places, one.last_visit_on)
        for code, one in rows
        if one != Tally()
    }


@pytest.fixture
def found():
    """In Purwodinatan six records and two places; a maker and a visited street known only by their district, Mijen."""
    for state in ("ACTIVE", "DORMANT", "DRAFT", "REJECTED", "MERGED"):
        ArtisanFactory(state=state, region_id=PURWODINATAN)
    LeadFactory(artisan__region_id=PURWODINATAN)
    visited = CanvassPlaceFactory(region_id=PURWODINATAN)
    CanvassPlaceFactory(region_id=PURWODINATAN)
    for day in (2, 9):
        FieldVisitFactory(place=visited, visited_on=date(2026, 11, day))
    ArtisanFactory(state="ACTIVE", region_id=MIJEN)
    FieldVisitFactory(place=CanvassPlaceFactory(region_id=MIJEN), visited_on=date(2026, 10, 1))
    ArtisanFactory(state="ACTIVE", region_id="32.73.01.1001")


def test_a_city_is_told_district_by_district(client, found):
    response = page(client)
    assert told(response) == {
        TENGAH: (1, 3, 1, 1, 2, date(2026, 11, 9)),
        MIJEN: (1, 1, 0, 1, 1, date(2026, 10, 1)),
    }
    survey = response.context["survey"]
    assert (survey.region.pk, survey.total.registered, survey.total.last_visit_on) == (SEMARANG, 4, date(2026, 11, 9))
    idle = {part.region.code: (part.idle, part.villages) for part in survey.parts}
    villages = Region.objects.filter(parent=TENGAH).count()
    assert idle[TENGAH] == (villages - 1, villages)
    # What is known of the whole district only makes none of its villages less idle.
    assert idle[MIJEN][0] == idle[MIJEN][1]
    text = response.content.decode()
    assert reverse("field:coverage", query={"in": TENGAH}) in text
    assert f"{villages - 1} dari {villages} desa/kelurahan belum tersentuh" in text


def test_a_district_is_told_village_by_village_and_idle_ones_stand_out(client, found):
    response = page(client, TENGAH)
    assert told(response) == {PURWODINATAN: (1, 3, 1, 1, 2, date(2026, 11, 9))}
    text = response.content.decode()
    assert text.count('<tr class="idle">') == Region.objects.filter(parent=TENGAH).count() - 1
    assert reverse("field:records", query={"region": PURWODINATAN}) in text
    assert told(page(client, MIJEN)) == {"?": (1, 1, 0, 1, 1, date(2026, 10, 1))}
    assert told(page(client, PURWODINATAN)) == {PURWODINATAN: (1, 3, 1, 1, 2, date(2026, 11, 9))}


def test_idle_villages_are_those_that_the_workload_counts(client, found):
    FieldVisitFactory(place__region_id="33.74.01.1001", visited_on=timezone.localdate() - timedelta(days=370))
    FieldVisitFactory(place__region_id="33.74.01.1002", visited_on=timezone.localdate() - timedelta(days=300))
    idle = [part.region.pk for part in page(client).context["survey"].idle_villages]
    assert idle == list(idle_villages(Region.objects.get(pk=SEMARANG)).values_list("pk", flat=True))
    assert ("33.74.01.1001" in idle, "33.74.01.1002" in idle) == (True, False)


def test_each_village_is_drawn_by_what_was_found_there(client, found):
    LeadFactory(artisan__region_id="33.74.01.1001")
    spots = page(client, TENGAH).context["drawing"].spots
    kinds = [spot.kind for spot in spots]
    assert (kinds.count("found"), kinds.count("begun"), spots[0].label) == (1, 1, "Purwodinatan: 3 perajin")
    assert len(spots) == Region.objects.filter(parent=TENGAH).exclude(lat=None).count()
    assert [spot.size for spot in spots] == [4] + [0] * (len(spots) - 1)
    assert 'role="img"' in page(client).content.decode()


def test_an_administrator_begins_with_the_provinces_and_goes_down(found):
    client = client_of(administrator=True)
    assert told(page(client)) == {
        "32": (1, 1, 0, 0, 0, None),
        "33": (2, 4, 1, 2, 3, date(2026, 11, 9)),
    }
    response = page(client, "33")
    assert told(response) == {SEMARANG: (2, 4, 1, 2, 3, date(2026, 11, 9))}
    assert (response.context["survey"].is_close, response.context["parent"]) == (False, None)
    assert page(client, SEMARANG).context["parent"].pk == "33"


def test_an_officer_of_several_areas_begins_with_them(found):
    response = page(client_of(TENGAH, BANDUNG))
    assert told(response) == {BANDUNG: (1, 1, 0, 0, 0, None), TENGAH: (1, 3, 1, 1, 2, date(2026, 11, 9))}
    assert (response.context["survey"].region, response.context["drawing"]) == (None, None)


@pytest.mark.parametrize("code", ["33", BANDUNG, "99", "x", "33.74.01.1001.5", "'", "\x00"])
def test_what_lies_outside_the_area_is_not_there(client, code):
    assert page(client, code).status_code == (200 if code == "\x00" else 404)


def test_one_record_and_three_cost_the_same(client, django_assert_num_queries):
    for number in range(3):
        region = f"33.74.0{number + 1}.1001"
        ArtisanFactory(region_id=region)
        FieldVisitFactory(place=CanvassPlaceFactory(region_id=region))
        if number in (0, 2):
            with django_assert_num_queries(10):
                page(client)


def test_an_area_where_nobody_began_is_shown_as_such(client):
    response = page(client)
    survey = response.context["survey"]
    assert (told(response), len(survey.idle_villages)) == ({}, len(survey.villages))
