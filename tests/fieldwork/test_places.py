from datetime import date, timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from artisans.models import Artisan
from fieldwork.actions.canvassing import FormUsedBefore, Walk, note_find, visit
from fieldwork.models import CanvassPlace, FieldVisit, Find
from tests.cast import BANDUNG, BANDUNG_VILLAGE, PURWODINATAN, SEMARANG, UNDIALLABLE
from tests.factories import (
    ArtisanFactory,
    CanvassPlaceFactory,
    CraftFactory,
    FieldVisitFactory,
    LeadFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
FORM = UUID(int=7)


@pytest.fixture
def officer():
    return UserFactory(areas=[SEMARANG], first_name="Bu Ratri")


@pytest.fixture
def client(officer):
    client = Client()
    client.force_login(officer)
    return client


@pytest.fixture
def place():
    return CanvassPlaceFactory(name="Jalan Petolongan", region_id=PURWODINATAN, expected=4)


def found(place, *states: str) -> None:
    for state in states:
        Find.objects.create(artisan=ArtisanFactory(state=state), place=place)


def covered(place) -> tuple:
    row = CanvassPlace.objects.with_coverage().get(pk=place.pk)
    return row.coverage, row.found, row.lead_count, row.last_visit_on, row.next_visit_on


def test_a_place_is_added_with_its_position_and_without(client, officer):
    told = {"name": "Jalan Petolongan", "kind": "STREET", "region": PURWODINATAN, "expected": "40", "note": "Ramai"}
    address = reverse("field:add_place")
    response = client.post(address, told | {"position_lat": "-6.97", "position_lon": "110.42"})
    assert response["Location"] == CanvassPlace.objects.get().get_absolute_url()
    client.post(address, {"name": "Pasar Johar", "kind": "MARKET", "region": PURWODINATAN})
    rows = CanvassPlace.objects.in_reading_order()
    assert list(rows.values_list("name", "kind", "region", "expected", "lat", "lon", "note", "created_by")) == [
        ("Jalan Petolongan", "STREET", PURWODINATAN, 40, -6.97, 110.42, "Ramai", officer.pk),
        ("Pasar Johar", "MARKET", PURWODINATAN, None, None, None, "", officer.pk),
    ]
    change = reverse("field:change_place", args=[rows[0].code])
    seen = client.get(change).context["form"]["seen"].value()
    client.post(change, told | {"name": "Jalan Petolongan Timur", "position_remove": "1", "seen": seen})
    assert rows.values_list("name", "lat", "lon").first() == ("Jalan Petolongan Timur", None, None)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "jalan petolongan", "Lokasi penelusuran dengan nama ini sudah ada di sini."),
        ("expected", "0", "Pastikan nilai ini lebih besar dari atau sama dengan 1."),
        ("expected", "99999999999", "Pastikan nilai ini lebih kecil dari atau sama dengan 30000."),
        ("region", BANDUNG_VILLAGE, "Wilayah ini tidak dapat dipilih di sini."),
    ],
)
def test_a_place_that_cannot_be_says_why(client, place, field, value, sentence):
    told = {"name": "Jalan Baru", "kind": "STREET", "region": PURWODINATAN, "note": "Ramai"} | {field: value}
    response = client.post(reverse("field:add_place"), told)
    assert (response.status_code, response.context["form"].errors) == (422, {field: [sentence]})
    assert ("Ramai" in response.content.decode(), CanvassPlace.objects.count()) == (True, 1)


@pytest.mark.parametrize(
    ("visits", "states", "expected", "answer"),
    [
        ([], [], 4, ("NEVER", 0, 0, None, None)),
        ([date(2026, 11, 2)], [], 4, ("BEGUN", 0, 0, date(2026, 11, 2), None)),
        ([], ["DRAFT"], 4, ("BEGUN", 1, 0, None, None)),
        ([], ["LEAD", "REJECTED", "MERGED"], 4, ("NEVER", 0, 1, None, None)),
        ([date(2026, 11, 2)] * 2, ["ACTIVE", "SUBMITTED", "LEAD"], 4, ("HALF", 2, 1, date(2026, 11, 2), None)),
        ([], ["ACTIVE", "DORMANT", "CLOSED", "NEEDS_FIX"], 4, ("DONE", 4, 0, None, None)),
        ([], ["ACTIVE", "ACTIVE"], 3, ("HALF", 2, 0, None, None)),
        ([date(2026, 11, 2)], ["ACTIVE"] * 9, None, ("BEGUN", 9, 0, date(2026, 11, 2), None)),
    ],
)
def test_how_far_a_search_has_come_is_told_by_visits_and_finds(place, visits, states, expected, answer):
    CanvassPlace.objects.update(expected=expected)
    for day in visits:
        FieldVisitFactory(place=place, visited_on=day)
    found(place, *states)
    assert covered(place) == answer


def test_the_next_visit_is_that_of_the_last_walk(place):
    FieldVisitFactory(place=place, visited_on=date(2026, 11, 9))
    FieldVisitFactory(place=place, visited_on=date(2026, 11, 2), next_visit_on=date(2026, 11, 20))
    assert covered(place)[3:] == (date(2026, 11, 9), None)


def test_a_visit_takes_along_what_its_officer_found_there_that_day(client, officer, place):
    mine = [ArtisanFactory(registered_by=officer) for _ in range(3)]
    for artisan in mine:
        note_find(artisan=artisan, place=place, by=officer)
    Artisan.objects.filter(pk=mine[2].pk).update(registered_at=timezone.now() - timedelta(days=2))
    note_find(artisan=ArtisanFactory(registered_by=UserFactory()), place=place, by=officer)
    today = timezone.localdate()
    answers = {"client_uuid": FORM, "visited_on": today, "asked": "22", "note": "Tutup Jumat", "next_visit_on": today}
    response = client.post(reverse("field:add_visit", args=[place.code]), answers)
    assert response["Location"] == place.get_absolute_url()
    row = FieldVisit.objects.get()
    assert (row.officer, row.place, row.visited_on, row.asked, row.note, row.next_visit_on) == (
        officer,
        place,
        today,
        22,
        "Tutup Jumat",
        today,
    )
    assert set(row.finds.values_list("artisan", flat=True)) == {mine[0].pk, mine[1].pk}
    late = ArtisanFactory(registered_by=officer)
    assert note_find(artisan=late, place=place, by=officer).visit == row
    assert note_find(artisan=late, place=place, by=UserFactory()).visit == row


def test_a_form_sent_twice_is_one_visit_and_another_walk_is_not_lost(client, officer, place):
    address, answers = reverse("field:add_visit", args=[place.code]), {"client_uuid": FORM, "visited_on": "2026-11-02"}
    for _ in range(2):
        assert client.post(address, answers)["Location"] == place.get_absolute_url()
    assert FieldVisit.objects.count() == 1
    response = client.post(address, answers | {"asked": "9"})
    assert (response.status_code, FieldVisit.objects.count()) == (422, 1)
    assert "Formulir ini sudah mencatat satu kunjungan." in response.content.decode()
    number = response.context["form"]["client_uuid"].value()
    client.post(address, answers | {"asked": "9", "client_uuid": number})
    assert list(FieldVisit.objects.order_by("pk").values_list("asked", flat=True)) == [None, 9]
    with pytest.raises(FormUsedBefore):
        visit(place=CanvassPlaceFactory(), walk=Walk(visited_on=date(2026, 11, 2)), client_uuid=FORM, by=officer)
    other = visit(place=place, walk=Walk(visited_on=date(2026, 11, 2)), client_uuid=FORM, by=UserFactory())
    assert other.officer != officer


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("next_visit_on", "2026-11-01", "Kunjungan berikutnya tidak boleh sebelum kunjungan ini."),
        ("visited_on", "2999-01-01", "Hari itu belum tiba."),
        ("visited_on", "0026-11-02", "Tulis tahun dengan empat angka, misalnya 2027."),
        ("asked", "-1", "Pastikan nilai ini lebih besar dari atau sama dengan 0."),
    ],
)
def test_a_visit_that_cannot_be_says_why_and_loses_nothing(client, officer, place, field, value, sentence):
    answers = {"client_uuid": FORM, "visited_on": "2026-11-02", "note": "Tutup Jumat"} | {field: value}
    row = FieldVisitFactory(place=place, officer=officer)
    for name, args in [("add_visit", [place.code]), ("change_visit", [place.code, row.pk])]:
        response = client.post(reverse(f"field:{name}", args=args), answers)
        assert (response.status_code, response.context["form"].errors) == (422, {field: [sentence]})
        assert "Tutup Jumat" in response.content.decode()


def test_only_the_own_visit_is_corrected(client, officer, place):
    mine, others = FieldVisitFactory(place=place, officer=officer), FieldVisitFactory(place=place, asked=3)
    answers = {"visited_on": "2026-11-03", "asked": "12", "note": "", "next_visit_on": ""}
    for row in (mine, others):
        client.post(reverse("field:change_visit", args=[place.code, row.pk]), answers)
    rows = FieldVisit.objects.order_by("pk").values_list("visited_on", "asked")
    assert list(rows) == [(date(2026, 11, 3), 12), (date(2026, 11, 2), 3)]
    elsewhere = CanvassPlaceFactory(region_id=PURWODINATAN)
    assert client.get(reverse("field:change_visit", args=[elsewhere.code, mine.pk])).status_code == 404


def test_the_places_page_tells_what_each_visit_brought_and_which_leads_wait(client, officer, place):
    row = FieldVisitFactory(place=place, officer=officer, asked=22)
    brought = ArtisanFactory(public_name="Tas Goni Lestari", state="ACTIVE")
    brought.crafts.add(CraftFactory())
    Find.objects.create(artisan=brought, place=place, visit=row)
    Find.objects.create(artisan=ArtisanFactory(public_name="Ditolak", state="REJECTED"), place=place, visit=row)
    Find.objects.create(artisan=ArtisanFactory(public_name="Tanpa kunjungan"), place=place)
    Find.objects.create(artisan=LeadFactory(artisan__public_name="Bu RT").artisan, place=place)
    page = client.get(place.get_absolute_url())
    assert [[one.public_name for one in visit.brought] for visit in page.context["visits"]] == [["Tas Goni Lestari"]]
    assert [one.public_name for one in page.context["without_visit"]] == ["Tanpa kunjungan"]
    assert [one.public_name for one in page.context["leads"]] == ["Bu RT"]
    text = page.content.decode()
    assert reverse("field:register", query={"place": place.code}) in text
    assert ("2 dari sekitar 4 perajin ditemukan" in text, "setengah lebih ditemukan" in text) == (True, True)


def test_a_maker_registered_from_the_places_page_is_found_there_on_todays_visit(client, officer, place):
    row = FieldVisitFactory(place=place, officer=officer, visited_on=timezone.localdate())
    address = reverse("field:register", query={"place": place.code})
    assert client.get(address).context["form"]["region"].initial.pk == PURWODINATAN
    answers = {"public_name": "Tas Goni", "kind": "INDIVIDUAL", "region": PURWODINATAN, "phone": "", "found_here": "on"}
    client.post(address, answers | {"registration_uuid": FORM})
    assert list(Find.objects.values_list("artisan__public_name", "place", "visit")) == [("Tas Goni", place.pk, row.pk)]


def test_places_of_other_areas_are_not_there(client, officer, place):
    foreign = CanvassPlaceFactory(region_id=BANDUNG_VILLAGE, name="Pasar Baru")
    row = FieldVisitFactory(place=foreign, officer=officer)
    assert "Pasar Baru" not in client.get(reverse("field:places")).content.decode()
    for name, args in [
        ("place", [foreign.code]),
        ("add_visit", [foreign.code]),
        ("change_visit", [foreign.code, row.pk]),
    ]:
        assert client.post(reverse(f"field:{name}", args=args), {"visited_on": "2026-11-02"}).status_code == 404
    assert "Pasar Baru" not in client.get(reverse("field:add_lead", query={"place": foreign.code})).content.decode()
    other = Client()
    other.force_login(UserFactory(areas=[BANDUNG]))
    assert "Pasar Baru" in other.get(reverse("field:places")).content.decode()


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"coverage": "NEVER"}, ["Pasar Johar"]),
        ({"coverage": "BEGUN"}, ["Jalan Petolongan"]),
        ({"kind": "MARKET"}, ["Pasar Johar"]),
        ({"q": "petol"}, ["Jalan Petolongan"]),
        ({"region": "33.74.01"}, ["Jalan Petolongan"]),
        ({"coverage": "X", "region": "99"}, ["Jalan Petolongan", "Pasar Johar"]),
    ],
)
def test_the_list_of_places_narrows_down(client, place, query, names):
    CanvassPlaceFactory(name="Pasar Johar", kind="MARKET", region_id="33.74.14.1001")
    FieldVisitFactory(place=place)
    response = client.get(reverse("field:places", query=query))
    assert (response.status_code, [row.name for row in response.context["page"]]) == (200, names)


def test_one_place_and_three_cost_the_same(client, django_assert_num_queries):
    for number in range(3):
        place = CanvassPlaceFactory(region_id=f"33.74.0{number + 1}.1001")
        FieldVisitFactory.create_batch(2, place=place)
        found(place, "ACTIVE", "LEAD")
        if number in (0, 2):
            with django_assert_num_queries(5):
                client.get(reverse("field:places"))


def test_one_visit_and_three_cost_the_same(client, place, django_assert_num_queries):
    for number in range(3):
        row = FieldVisitFactory(place=place, visited_on=date(2026, 11, number + 1))
        artisan, lead = ArtisanFactory(), LeadFactory()
        artisan.crafts.add(CraftFactory(slug=f"craft-{number}"))
        Find.objects.create(artisan=artisan, place=place, visit=row)
        Find.objects.create(artisan=lead.artisan, place=place)
        if number in (0, 2):
            with django_assert_num_queries(9):
                client.get(place.get_absolute_url())


def test_what_only_the_records_page_may_tell_is_not_on_the_places_page(client, place):
    artisan = ArtisanFactory(place_note="Rumah biru gang tiga", lat=-6.91234, lon=110.41234)
    Find.objects.create(artisan=artisan, place=place)
    text = client.get(place.get_absolute_url()).content.decode()
    assert [one in text for one in ("Rumah biru", "-6.91234", UNDIALLABLE)] == [False] * 3


def test_empty_pages_say_what_to_do(client, place):
    assert "Belum ada yang ke sini." in client.get(place.get_absolute_url()).content.decode()
    assert "Lokasi tidak ditemukan" in client.get(reverse("field:places", query={"q": "zzz"})).content.decode()
    place.delete()
    assert "Belum ada lokasi" in client.get(reverse("field:places")).content.decode()
