import pytest
from django.test import Client
from django.urls import reverse

from fieldwork.models import CanvassPlace
from tests.admin_forms import save
from tests.cast import BANDUNG_VILLAGE, PURWODINATAN, SEMARANG
from tests.factories import CanvassPlaceFactory, FieldVisitFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return UserFactory(areas=[SEMARANG])


@pytest.fixture
def client(officer):
    client = Client()
    client.force_login(officer)
    return client


def test_an_officer_adds_and_mends_a_place_of_the_own_area_only(client, officer):
    address = reverse("admin:fieldwork_canvassplace_add")
    told = {"name": "Pasar Johar", "kind": "MARKET", "region": PURWODINATAN, "expected": "25"}
    client.post(address, told)
    client.post(address, told | {"name": "Pasar Baru", "region": BANDUNG_VILLAGE})
    place = CanvassPlace.objects.get()
    assert (place.name, place.created_by, place.expected) == ("Pasar Johar", officer, 25)
    FieldVisitFactory(place=place, note="Tutup Jumat")
    change = reverse("admin:fieldwork_canvassplace_change", args=[place.pk])
    assert "Tutup Jumat" in client.get(change).content.decode()
    visits = {"visits-TOTAL_FORMS": "0", "visits-INITIAL_FORMS": "0"}
    save(client, change, told | visits | {"expected": "30"})
    place.refresh_from_db()
    assert place.expected == 30


def test_one_place_and_three_cost_the_same(client, django_assert_num_queries):
    for number in range(3):
        FieldVisitFactory(place=CanvassPlaceFactory(region_id=f"33.74.0{number + 1}.1001"))
        if number in (0, 2):
            with django_assert_num_queries(6):
                client.get(reverse("admin:fieldwork_canvassplace_changelist"))
