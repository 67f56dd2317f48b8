import threading
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from artisans.actions.joining import ask_to_join
from artisans.actions.memberships import CannotJoin
from artisans.actions.registering import FormUsedBefore
from artisans.choices import ArtisanState, Assent
from artisans.models import Artisan
from fieldwork.actions import leads
from fieldwork.models import Find, Lead
from regions.models import Region
from tests.cast import BANDUNG, BANDUNG_VILLAGE, PURWODINATAN, SEMARANG
from tests.factories import (
    ArtisanFactory,
    CanvassPlaceFactory,
    ClusterFactory,
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


def tip(**values) -> leads.Tip:
    told = {"public_name": "Penjahit tas dekat pasar", "told_by": "NEIGHBOUR", "told_on": date(2026, 11, 2)}
    return leads.Tip(**told | {"region": Region.objects.get(pk=PURWODINATAN)} | values)


def answers(**values) -> dict:
    told = {"public_name": "Penjahit tas dekat pasar", "region": PURWODINATAN, "told_by": "NEIGHBOUR"}
    return told | {"told_on": "2026-11-02", "registration_uuid": str(FORM)} | values


def change(client, artisan: Artisan, **values):
    """Sends the lead's page with these answers, as somebody who saw the lead as it is now."""
    page = reverse("field:change_lead", args=[artisan.code])
    seen = client.get(page).context["form"]["seen"].value()
    return client.post(page, answers(seen=seen, **values))


def steps(artisan: Artisan) -> list[tuple]:
    return list(artisan.state_changes.order_by("pk").values_list("from_state", "to_state", "reason", "by"))


def test_a_lead_is_kept_as_it_was_told(client, officer):
    craft, place = CraftFactory(), CanvassPlaceFactory(region_id=PURWODINATAN)
    response = client.post(
        reverse("field:add_lead"),
        answers(
            crafts=[craft.pk], place_note="Gang kedua", note="Tas goni", place=place.code, next_visit_on="2026-11-30"
        ),
    )
    lead = Lead.objects.get()
    assert response["Location"] == reverse("field:record", args=[lead.artisan.code])
    kept = Artisan.objects.values_list(
        "public_name", "state", "region", "place_note", "crafts", "registered_by", "find__place", "find__visit"
    )
    assert list(kept) == [
        ("Penjahit tas dekat pasar", "LEAD", PURWODINATAN, "Gang kedua", craft.pk, officer.pk, place.pk, None)
    ]
    assert (lead.told_by, lead.told_on, lead.note, lead.next_visit_on) == (
        "NEIGHBOUR",
        date(2026, 11, 2),
        "Tas goni",
        date(2026, 11, 30),
    )
    assert steps(lead.artisan) == [("", "LEAD", "", officer.pk)]


def test_a_form_sent_twice_is_one_lead(client):
    first = client.post(reverse("field:add_lead"), answers())
    again = client.post(reverse("field:add_lead"), answers())
    assert (again["Location"], Lead.objects.count()) == (first["Location"], 1)


def test_a_form_gone_back_to_with_another_maker_loses_neither(client, officer):
    client.post(reverse("field:add_lead"), answers())
    response = client.post(reverse("field:add_lead"), answers(public_name="Bengkel dompet"))
    assert (response.status_code, Lead.objects.count()) == (422, 1)
    assert 'value="Bengkel dompet"' in response.content.decode()
    with pytest.raises(FormUsedBefore):
        leads.add(tip=tip(public_name="Bengkel dompet"), registration_uuid=FORM, by=officer)
    number = response.context["form"]["registration_uuid"].value()
    client.post(reverse("field:add_lead"), answers(public_name="Bengkel dompet", registration_uuid=number))
    assert sorted(Artisan.objects.values_list("public_name", flat=True)) == [
        "Bengkel dompet",
        "Penjahit tas dekat pasar",
    ]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("next_visit_on", "2026-11-01", "Kunjungan berikutnya tidak boleh sebelum hari kita diberi tahu."),
        ("told_on", "2999-01-01", "Hari itu belum tiba."),
        ("told_on", "kemarin", "Masukkan tanggal yang valid."),
        ("told_by", "", "Bagian ini perlu diisi."),
        ("told_by", "Bu Sri", "Masukkan pilihan yang valid. Bu Sri bukan salah satu dari pilihan yang tersedia."),
        ("region", BANDUNG_VILLAGE, "Wilayah ini tidak dapat dipilih di sini."),
        ("public_name", "", "Bagian ini perlu diisi."),
    ],
)
def test_a_wrong_answer_gets_one_sentence_at_its_field_and_loses_nothing(client, field, value, sentence):
    response = client.post(reverse("field:add_lead"), answers(note="Tas goni") | {field: value})
    assert (response.status_code, response.context["form"].errors) == (422, {field: [sentence]})
    assert ("Tas goni" in response.content.decode(), Lead.objects.count()) == (True, 0)


def test_a_place_of_another_area_cannot_be_chosen(client):
    place = CanvassPlaceFactory(region_id=BANDUNG_VILLAGE)
    response = client.post(reverse("field:add_lead"), answers(place=place.code))
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["place"])
    assert place.name not in response.content.decode()


def test_meeting_the_maker_makes_a_draft_of_the_one_who_met_them(client, officer):
    place = CanvassPlaceFactory(region_id=PURWODINATAN)
    teller = UserFactory(areas=[SEMARANG])
    artisan = leads.add(tip=tip(place=place), registration_uuid=FORM, by=teller).artisan
    Artisan.objects.update(registered_at=timezone.now() - timedelta(days=400))
    visit = FieldVisitFactory(place=place, officer=officer, visited_on=timezone.localdate())
    response = client.post(reverse("field:meet", args=[artisan.code]))
    assert response["Location"] == reverse("field:edit", args=[artisan.code])
    assert client.get(response["Location"]).status_code == 200
    artisan = Artisan.objects.get()
    assert (artisan.state, artisan.registered_by, artisan.registered_at.date()) == (
        "DRAFT",
        officer,
        timezone.now().date(),
    )
    assert steps(artisan) == [("", "LEAD", "", teller.pk), ("LEAD", "DRAFT", "", officer.pk)]
    assert list(Find.objects.values_list("artisan", "place", "visit")) == [(artisan.pk, place.pk, visit.pk)]
    assert Lead.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_meet_the_maker_at_once_one_makes_the_draft_and_the_other_is_told():
    artisan, start, came_of_it = LeadFactory().artisan, threading.Barrier(2), []

    def meet(officer):
        try:
            start.wait()
            came_of_it.append(leads.meet(artisan=artisan, by=officer).registered_by)
        except leads.LeadIsSettled as refusal:
            came_of_it.append(str(refusal))
        finally:
            connection.close()

    officers = [UserFactory(first_name="Bu Ratri"), UserFactory(first_name="Pak Yoga")]
    threads = [threading.Thread(target=meet, args=[officer]) for officer in officers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    first = Artisan.objects.get().registered_by
    told = f"{first} sudah menangani calon ini: catatannya sekarang “Draf”. Tidak ada yang diubah."
    assert sorted(map(str, came_of_it)) == sorted([str(first), told])
    assert artisan.state_changes.count() == 1


def test_who_comes_second_reads_who_was_first(client, officer):
    artisan = leads.add(tip=tip(), registration_uuid=FORM, by=UserFactory()).artisan
    leads.meet(artisan=artisan, by=UserFactory(first_name="Pak Yoga"))
    told = "Pak Yoga sudah menangani calon ini: catatannya sekarang “Draf”. Tidak ada yang diubah."
    for name, data in [("meet", {}), ("postpone", {"days": "1"}), ("not_found", {"why": "MOVED"})]:
        response = client.post(reverse(f"field:{name}", args=[artisan.code]), data, follow=True)
        assert told in response.content.decode()
    response = client.post(reverse("field:change_lead", args=[artisan.code]), answers(public_name="Lain"))
    assert (response.status_code, told in response.content.decode()) == (422, True)
    assert steps(artisan)[1:] == [("LEAD", "DRAFT", "", Artisan.objects.get().registered_by_id)]


def test_a_refused_lead_is_not_met_by_its_old_page(client, officer):
    artisan = leads.add(tip=tip(), registration_uuid=FORM, by=officer).artisan
    leads.give_up(artisan=artisan, by=officer, reason="Pindah")
    with pytest.raises(leads.LeadIsSettled):
        leads.meet(artisan=artisan, by=officer)


def test_a_lead_that_led_to_nobody_is_refused_with_the_reason(client, officer):
    artisan = LeadFactory(artisan__region_id=PURWODINATAN).artisan
    client.post(reverse("field:not_found", args=[artisan.code]), {"why": "UNKNOWN", "more": "Sudah tanya RT"})
    assert steps(artisan) == [
        ("LEAD", "REJECTED", "Di sana tidak ada yang mengenal perajin ini. Sudah tanya RT", officer.pk)
    ]
    response = client.post(reverse("field:not_found", args=[LeadFactory().artisan.code]), {"more": "Tutup"})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["why"])


@pytest.mark.parametrize(("days", "later"), [("1", 1), ("7", 7), ("30", 30), ("-4", 7), ("", 7)])
def test_the_next_visit_moves_by_one_tap(client, days, later):
    lead = LeadFactory(artisan__region_id=PURWODINATAN)
    client.post(reverse("field:postpone", args=[lead.artisan.code]), {"days": days})
    lead.refresh_from_db()
    assert lead.next_visit_on == timezone.localdate() + timedelta(days=later)


def test_a_lead_is_changed_on_its_own_form_and_not_on_a_makers(client):
    place = CanvassPlaceFactory(region_id=PURWODINATAN)
    lead = LeadFactory(artisan__region_id=PURWODINATAN)
    address = reverse("field:change_lead", args=[lead.artisan.code])
    for name in ("edit", "section_person"):
        assert client.post(reverse(f"field:{name}", args=[lead.artisan.code]), {"phone": "x"})["Location"] == address
    change(client, lead.artisan, public_name="Bu RT", place=place.code)
    assert list(Lead.objects.values_list("artisan__public_name", "artisan__find__place")) == [("Bu RT", place.pk)]
    assert client.get(address).context["form"]["place"].value() == place.code
    change(client, lead.artisan, public_name="Bu RT")
    assert Find.objects.count() == 0


def test_nobody_but_officers_of_the_area_sees_a_lead(client):
    lead = LeadFactory(artisan__region_id=PURWODINATAN, artisan__public_name="Penjahit rahasia")
    foreign = Client()
    foreign.force_login(UserFactory(areas=[BANDUNG]))
    for visitor in (Client(), foreign):
        assert visitor.get(lead.artisan.get_absolute_url()).status_code == 404
        for name in ("pages:home", "artisans:list", "products:list"):
            assert "Penjahit rahasia" not in visitor.get(reverse(name)).content.decode()
    assert "Penjahit rahasia" not in foreign.get(reverse("field:leads")).content.decode()
    assert "Penjahit rahasia" in client.get(reverse("field:leads")).content.decode()
    records = reverse("field:records", query={"state": "LEAD"})
    assert "Penjahit rahasia" in client.get(records).content.decode()


def test_a_lead_neither_joins_a_cluster_nor_is_sent_in(officer):
    artisan = LeadFactory().artisan
    with pytest.raises(CannotJoin):
        ask_to_join(artisan=artisan, cluster=ClusterFactory(), by=officer, assent=Assent.SPOKEN)
    assert not artisan.may_become(ArtisanState.SUBMITTED)


@pytest.fixture
def three_leads():
    """One in Purwodinatan, one in Mijen at the other end of the city, one at a canvass place near that end."""
    LeadFactory(artisan__region_id=PURWODINATAN, artisan__public_name="Dekat")
    LeadFactory(artisan__region_id="33.74.14.1001", artisan__public_name="Jauh")
    place = CanvassPlaceFactory(region_id=PURWODINATAN, lat=-7.05, lon=110.31)
    lead = LeadFactory(artisan__region_id=PURWODINATAN, artisan__public_name="Di lokasi Mijen")
    Find.objects.create(artisan=lead.artisan, place=place)


def listed(response) -> list[str]:
    return [lead.artisan.public_name for lead in response.context["page"]]


def test_leads_near_the_phone_come_first_and_its_position_is_in_no_address(client, three_leads):
    response = client.post(reverse("field:leads"), {"lat": "-7.05", "lon": "110.31"})
    assert listed(response) == ["Di lokasi Mijen", "Jauh", "Dekat"]
    assert "-7.05" not in response.content.decode()
    response = client.post(reverse("field:leads"), {"lat": "-6.97", "lon": "110.43"})
    assert listed(response)[0] == "Dekat"


@pytest.mark.parametrize(
    "position", [{"lat": "x", "lon": "1"}, {"lat": "nan", "lon": "110"}, {"lat": "52", "lon": "5"}]
)
def test_a_position_that_is_none_is_said_and_the_list_is_there(client, three_leads, position):
    response = client.post(reverse("field:leads"), position)
    assert (response.status_code, len(listed(response))) == (200, 3)
    assert "Posisi HP tidak terbaca" in response.content.decode()


def test_without_a_phones_position_a_chosen_village_or_the_last_entry_counts(client, officer, three_leads):
    assert listed(client.get(reverse("field:leads", query={"near": "33.74.14.1001"})))[:2] == [
        "Jauh",
        "Di lokasi Mijen",
    ]
    ArtisanFactory(registered_by=officer, region_id="33.74.14.1001")
    LeadFactory(artisan__registered_by=officer, artisan__region_id=PURWODINATAN, artisan__public_name="Baru")
    response = client.get(reverse("field:leads"))
    assert (listed(response)[0], response.context["here"].name) == ("Jauh", "Cangkiran, Kota Semarang")
    response = client.get(reverse("field:leads", query={"near": "99"}))
    assert (response.status_code, len(listed(response)), list(response.context["near_form"].errors)) == (
        200,
        4,
        ["near"],
    )


def test_one_lead_and_three_cost_the_same(client, django_assert_num_queries):
    for number in range(3):
        lead = LeadFactory(artisan__region_id=f"33.74.0{number + 1}.1001")
        lead.artisan.crafts.add(CraftFactory(slug=f"craft-{number}"))
        Find.objects.create(artisan=lead.artisan, place=CanvassPlaceFactory())
        if number in (0, 2):
            with django_assert_num_queries(8):
                client.get(reverse("field:leads"))


def test_an_empty_list_says_what_to_do(client):
    assert "Tidak ada calon" in client.get(reverse("field:leads")).content.decode()


def test_changing_a_lead_keeps_its_find_in_a_place_that_the_form_does_not_show(client, officer):
    lead = LeadFactory(artisan__region_id=PURWODINATAN)
    hidden, shown = CanvassPlaceFactory(region_id=BANDUNG_VILLAGE), CanvassPlaceFactory(region_id=PURWODINATAN)
    Find.objects.create(artisan=lead.artisan, place=hidden)
    assert change(client, lead.artisan, place="").status_code == 302
    assert lead.artisan.find.place == hidden
    # One that the officer sees goes when it is left out.
    Find.objects.update(place=shown)
    change(client, lead.artisan, place="")
    assert not Find.objects.exists()
