"""The page that registers a maker: what it has filled in for the next one, where it proposes the village."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from artisans.models import Artisan
from fieldwork.models import Find
from regions.models import Region
from tests.cast import BANDUNG, BANDUNG_VILLAGE, PURWODINATAN, SEMARANG
from tests.factories import (
    VILLAGE,
    ArtisanFactory,
    CanvassPlaceFactory,
    CraftFactory,
    FieldVisitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
REGISTER, NEAREST = "/petugas/catat/", "/petugas/catat/desa-terdekat/"
HERE = {"position_lat": "-6.968123", "position_lon": "110.428123", "position_precision_m": "12"}


@pytest.fixture
def officer(client):
    officer = UserFactory(areas=[SEMARANG])
    client.force_login(officer)
    return officer


def answers(**other) -> dict:
    form = {"registration_uuid": str(uuid4()), "public_name": "Bu Siti", "kind": "INDIVIDUAL", "region": PURWODINATAN}
    return form | {"do": "save"} | other


def begun(client, **query) -> dict:
    """What a new form has filled in."""
    form = client.get(REGISTER, query).context["form"]
    return {name: form[name].initial for name in ("region", "crafts") if form[name].initial}


def test_eight_questions_are_asked_and_no_more(client, officer):
    form = client.get(REGISTER).context["form"]
    asked = [field.name for field in form.visible_fields() if field.name != "position"]
    assert asked == ["public_name", "kind", "crafts", "region", "place_note", "phone", "purposes", "photo"]


def test_the_phones_keyboards_suit_the_questions(client, officer):
    page = client.get(REGISTER).content.decode()
    boxes = {name: re.search(rf'<input[^>]*name="{name}"[^>]*>', page)[0] for name in ("public_name", "phone")}
    assert 'autocapitalize="words"' in boxes["public_name"]
    assert 'autocomplete="off"' in boxes["public_name"]
    assert 'inputmode="tel"' in boxes["phone"]


def test_the_exact_place_is_kept_with_its_precision(client, officer):
    client.post(REGISTER, answers(purposes=["STORE"], **HERE))
    kept = Artisan.objects.get()
    assert (kept.lat, kept.lon, kept.precision_m) == (-6.968123, 110.428123, 12)


def test_without_a_position_nothing_is_missing(client, officer):
    client.post(REGISTER, answers(position_lat="", position_lon="", position_precision_m=""))
    kept = Artisan.objects.get()
    assert (kept.lat, kept.lon, kept.precision_m) == (None, None, None)


def test_a_position_abroad_is_refused_with_a_sentence(client, officer):
    response = client.post(REGISTER, answers(position_lat="52.5", position_lon="13.4"))
    assert response.status_code == 422
    assert response.context["form"].errors == {"position": ["Titik di peta berada di luar Indonesia."]}


def test_a_position_survives_a_mistake_elsewhere(client, officer):
    page = client.post(REGISTER, answers(**HERE, phone="x")).content.decode()
    carried = {name: re.search(rf'name="{name}"\s+value="([^"]*)"', page)[1] for name in HERE}
    assert carried == HERE
    assert "kira-kira 12 m" in page


def test_the_village_at_the_position_is_proposed(client, officer):
    middle = Region.objects.get(code=PURWODINATAN)
    answer = client.post(NEAREST, {"lat": middle.lat, "lon": middle.lon, "precision_m": "12"})
    assert answer.json() == {"code": PURWODINATAN, "label": middle.full_path}


@pytest.mark.parametrize(("lat", "lon"), [("x", "110.4"), ("", ""), ("52.5", "13.4"), ("-10.9", "100")])
def test_where_no_village_is_near_nothing_is_proposed(client, officer, lat, lon):
    assert client.post(NEAREST, {"lat": lat, "lon": lon}).json() == {}


def test_a_village_out_of_the_officers_reach_is_not_proposed(client):
    client.force_login(UserFactory(areas=[BANDUNG]))
    middle = Region.objects.get(code=PURWODINATAN)
    assert client.post(NEAREST, {"lat": middle.lat, "lon": middle.lon}).json() == {}


def test_the_next_maker_begins_with_the_village_of_the_last_entry(client, officer):
    ArtisanFactory(registered_by=officer, region_id=VILLAGE)
    last = ArtisanFactory(registered_by=officer, region_id=PURWODINATAN)
    ArtisanFactory(registered_by=UserFactory(), region_id=VILLAGE)
    assert begun(client) == {"region": last.region}


def test_the_first_maker_begins_with_nothing(client, officer):
    assert begun(client) == {}


def test_the_next_maker_here_begins_with_village_crafts_and_place(client, officer):
    before = ArtisanFactory(region_id=VILLAGE)
    craft, place = CraftFactory(), CanvassPlaceFactory(name="Pasar Johar", region_id=VILLAGE)
    before.crafts.add(craft)
    Find.objects.create(artisan=before, place=place)
    ArtisanFactory(registered_by=officer, region_id=PURWODINATAN)
    assert begun(client, after=before.code) == {"region": before.region, "crafts": [craft]}
    assert "Ditemukan di Pasar Johar" in client.get(REGISTER, {"after": before.spoken_code}).content.decode()


def test_a_maker_found_at_a_place_is_its_find_on_todays_visit(client, officer):
    place = CanvassPlaceFactory(region_id=PURWODINATAN)
    visit = FieldVisitFactory(place=place, officer=officer, visited_on=timezone.localdate())
    assert begun(client, place=place.code) == {"region": place.region}
    client.post(f"{REGISTER}?place={place.code}", answers(found_here="on"))
    assert list(Find.objects.values_list("artisan__public_name", "place", "visit")) == [("Bu Siti", place.pk, visit.pk)]


def test_a_place_taken_back_is_not_kept(client, officer):
    place = CanvassPlaceFactory(region_id=PURWODINATAN)
    client.post(f"{REGISTER}?place={place.code}", answers())
    assert (Artisan.objects.count(), Find.objects.count()) == (1, 0)


def test_a_place_taken_back_stays_so_when_something_is_wrong(client, officer):
    place = CanvassPlaceFactory(region_id=PURWODINATAN)
    form = client.post(f"{REGISTER}?place={place.code}", answers(phone="x")).context["form"]
    assert form["found_here"].value() is False


@pytest.mark.parametrize("query", [{"after": "?"}, {"place": "x" * 99}, {"after": "K7Q4MX"}, {"place": "\x00"}])
def test_an_address_that_names_nothing_begins_anew(client, officer, query):
    assert begun(client, **query) == {}


def test_records_and_places_of_others_fill_in_nothing(client, officer):
    foreign = ArtisanFactory(region_id=BANDUNG_VILLAGE)
    place = CanvassPlaceFactory(region_id=BANDUNG_VILLAGE)
    assert (begun(client, after=foreign.code), begun(client, place=place.code)) == ({}, {})
    client.post(f"{REGISTER}?place={place.code}", answers(found_here="on"))
    assert Find.objects.count() == 0


def test_the_page_that_follows_offers_the_next_maker_with_one_tap(client, officer):
    response = client.post(REGISTER, answers(), follow=True)
    after = f"{reverse('field:register')}?after={Artisan.objects.get().code}"
    said = " ".join(response.content.decode().split())
    assert f'Bu Siti tersimpan. <a class="button" href="{after}">' in said
