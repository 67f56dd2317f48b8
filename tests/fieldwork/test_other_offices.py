"""What belongs to a record or a place and lies in another office's area is not told, however it came there."""

import pytest
from django.test import Client
from django.urls import reverse

from artisans.actions import merging, splitting
from artisans.choices import ArtisanState
from artisans.models import Artisan
from fieldwork.models import Find
from tests.cast import BANDUNG_VILLAGE, PURWODINATAN, SEMARANG
from tests.factories import ArtisanFactory, CanvassPlaceFactory, LeadFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return UserFactory(areas=[SEMARANG])


@pytest.fixture
def client(officer):
    client = Client()
    client.force_login(officer)
    return client


def text(client, name: str, *args, **query) -> str:
    response = client.get(reverse(f"field:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def draft(**values) -> Artisan:
    return ArtisanFactory(state=ArtisanState.DRAFT, region_id=PURWODINATAN, **values)


def found_in_bandung(artisan: Artisan) -> None:
    place = CanvassPlaceFactory(name="Jalan Cibaduyut", region_id=BANDUNG_VILLAGE)
    Find.objects.create(artisan=artisan, place=place)


def moved_to_bandung(artisan: Artisan) -> None:
    Artisan.objects.filter(pk=artisan.pk).update(region_id=BANDUNG_VILLAGE)


@pytest.mark.parametrize("state", [ArtisanState.LEAD, ArtisanState.DRAFT])
def test_a_place_does_not_tell_of_makers_whom_another_office_keeps(client, state):
    place = CanvassPlaceFactory(region_id=PURWODINATAN)
    lead = LeadFactory(artisan__public_name="Asep", artisan__place_note="Gang Tiga", artisan__state=state)
    Find.objects.create(artisan=lead.artisan, place=place)
    assert "Asep" in text(client, "place", place.code)
    moved_to_bandung(lead.artisan)
    page = text(client, "place", place.code)
    assert ("Asep" in page, "Gang Tiga" in page, lead.artisan.code in page) == (False, False, False)


def test_records_and_leads_do_not_tell_of_another_offices_place(client):
    artisan = draft()
    found_in_bandung(artisan)
    lead = LeadFactory(artisan__region_id=PURWODINATAN)
    found_in_bandung(lead.artisan)
    pages = [text(client, "record", artisan.code), text(client, "register", after=artisan.code), text(client, "leads")]
    assert ["Cibaduyut" in page for page in pages] == [False, False, False]


def test_the_two_halves_of_a_split_do_not_tell_of_each_other_across_offices(client, officer):
    whole = draft(public_name="Asal Mula")
    part = splitting.split(artisan=whole, public_name="Bagian Kedua", by=officer).part
    assert "Bagian Kedua" in text(client, "record", whole.code)
    moved_to_bandung(part)
    assert "Bagian Kedua" not in text(client, "record", whole.code)
    Artisan.objects.filter(pk=part.pk).update(region_id=PURWODINATAN)
    moved_to_bandung(whole)
    assert "Asal Mula" not in text(client, "record", part.code)


def test_a_split_whose_first_half_was_merged_offers_no_undo(client, officer):
    whole, other = draft(), draft()
    part = splitting.split(artisan=whole, public_name="Bagian Kedua", by=officer).part
    undo = reverse("field:undo_split", args=[part.code])
    assert undo in text(client, "record", part.code)
    merging.merge(survivor=other, merged=whole, chosen=[], by=officer)
    assert undo not in text(client, "record", part.code)
