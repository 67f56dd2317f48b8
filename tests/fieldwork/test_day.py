from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from artisans.choices import ArtisanState
from tests.cast import BANDUNG, BANDUNG_VILLAGE, PURWODINATAN, SEMARANG
from tests.factories import ArtisanFactory, CanvassPlaceFactory, FieldVisitFactory, LeadFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return UserFactory(areas=[SEMARANG])


@pytest.fixture
def client(officer):
    client = Client()
    client.force_login(officer)
    return client


def day(days: int):
    return timezone.localdate() + timedelta(days=days)


def planned(officer, days: int, **values):
    """A place which the officer, having been there a month ago, means to see again."""
    place = CanvassPlaceFactory(**{"region_id": PURWODINATAN} | values)
    FieldVisitFactory(place=place, officer=officer, visited_on=day(-30), next_visit_on=day(days))
    return place


def lead(officer, days: int, **values):
    values = {"artisan__region_id": PURWODINATAN} | values
    return LeadFactory(artisan__registered_by=officer, next_visit_on=day(days), **values)


def visits(client) -> list[str]:
    context = client.get(reverse("field:home")).context
    first = [context["next_visit"]] if context["next_visit"] else []
    return [visit.name for visit in [*first, *context["visits"], *context["later_visits"]]]


def test_visits_due_within_a_week_are_told_what_is_overdue_first(client, officer):
    planned(officer, 7, name="Pasar Johar")
    planned(officer, 8, name="Nanti")
    lead(officer, -3, artisan__public_name="Bu RT")
    lead(officer, 9, artisan__public_name="Nanti juga")
    planned(officer, 0, name="Jalan Petolongan")
    assert visits(client) == ["Bu RT", "Jalan Petolongan", "Pasar Johar"]
    text = client.get(reverse("field:home")).content.decode()
    assert ("Kunjungan terlambat sejak" in text, "Kunjungan hari ini" in text) == (True, True)


def test_a_visit_is_no_longer_due_once_somebody_was_there(client, officer):
    place = planned(officer, -3)
    FieldVisitFactory(place=place, visited_on=day(-1))
    lead(officer, -1, artisan__state=ArtisanState.DRAFT)
    assert visits(client) == []


def test_visits_of_others_and_of_areas_left_are_not_mine(client, officer):
    planned(UserFactory(), 0)
    lead(UserFactory(), 0)
    planned(officer, 0, region_id=BANDUNG_VILLAGE)
    lead(officer, 0, artisan__region_id=BANDUNG_VILLAGE)
    assert visits(client) == []


def test_a_long_list_is_short_on_the_day_and_whole_behind_its_link(client):
    officer = UserFactory(pk=1_000_000, areas=[SEMARANG])
    client.force_login(officer)
    for number in range(7):
        ArtisanFactory(registered_by=officer, public_name=f"Draf {number}")
        planned(officer, number)
    response = client.get(reverse("field:home"))
    context, text = response.context, response.content.decode()
    assert (len(context["drafts"]["rows"]), context["drafts"]["count"]) == (5, 7)
    assert (len(context["visits"]), len(context["later_visits"])) == (4, 2)
    link = reverse("field:records", query={"state": "DRAFT", "registered_by": officer.pk})
    assert link.replace("&", "&amp;") in text
    assert client.get(link).context["page"].paginator.count == 7


def test_the_nearest_leads_are_told(client, officer):
    ArtisanFactory(registered_by=officer, region_id=PURWODINATAN)
    for number, region in enumerate(["33.74.14.1001", PURWODINATAN, "33.74.01.1001", "33.74.02.1001"]):
        LeadFactory(artisan__region_id=region, artisan__public_name=f"Calon {number}")
    context = client.get(reverse("field:home")).context
    assert context["leads"][0].artisan.public_name == "Calon 1"
    assert (len(context["leads"]), context["lead_count"]) == (3, 4)


def test_a_quiet_day_is_friendly(client):
    text = client.get(reverse("field:home")).content.decode()
    assert ("Tidak ada yang menunggu Anda" in text, "Rencanakan kunjungan" in text) == (True, True)


def test_every_officers_page_is_a_tap_away(client):
    text = client.get(reverse("field:home")).content.decode()
    doors = ["register", "records", "queue", "due", "leads", "places", "coverage", "workload"]
    doors = [f"field:{name}" for name in doors] + ["sheets:list", "sheets:export"]
    assert [name for name in doors if f'href="{reverse(name)}"' not in text] == []
    assert reverse("field:reads") not in text


def test_who_heads_the_agency_also_sees_who_looked_at_private_data(client, officer):
    officer.areas.update(is_head=True)
    assert reverse("field:reads") in client.get(reverse("field:home")).content.decode()


def test_one_of_each_and_three_cost_the_same(client, officer, django_assert_num_queries):
    other = UserFactory(areas=[BANDUNG])
    for number in range(3):
        region = f"33.74.0{number + 1}.1001"
        for state in (ArtisanState.DRAFT, ArtisanState.NEEDS_FIX):
            ArtisanFactory(registered_by=officer, state=state, region_id=region)
        ArtisanFactory(state=ArtisanState.SUBMITTED, submitted_by=other, submitted_at=timezone.now(), region_id=region)
        planned(officer, number, region_id=region)
        lead(officer, number)
        if number in (0, 2):
            with django_assert_num_queries(18):
                client.get(reverse("field:home"))
