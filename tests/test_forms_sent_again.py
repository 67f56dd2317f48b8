"""A form sent, no answer seen, and sent again with more or something else in it: nothing is dropped in silence."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from artisans.choices import ArtisanState, ConsentPurpose
from artisans.models import Artisan
from fieldwork.models import FieldVisit, Lead
from orders import words
from orders.actions import answer
from orders.models import Enquiry
from tests.artisans.records import make_pair
from tests.cast import PURWODINATAN, SEMARANG, UNDIALLABLE
from tests.factories import ArtisanFactory, CanvassPlaceFactory, CraftFactory, UserFactory
from tests.orders.test_enquiries import TEXT, a_token, address_of, filled
from tests.workshop.test_products import jpeg

pytestmark = pytest.mark.django_db
HERE = {"place_note": "Gang II", "purposes": ["STORE"]}


@pytest.fixture
def officer():
    return UserFactory(areas=[SEMARANG])


@pytest.fixture
def client(officer):
    client = Client()
    client.force_login(officer)
    return client


def versions(response) -> dict[str, tuple[str, str]]:
    """Question -> what was kept the first time, and what was written now, as the page shows them."""
    shown = {one.name: (one.theirs, one.mine) for one in response.context["form"].two_versions()}
    page = re.sub(r"\s+", " ", response.content.decode())
    assert all(text in page for both in shown.values() for text in both)
    return shown


class TestRegistration:
    @pytest.fixture
    def page(self):
        return reverse("field:register")

    @pytest.fixture
    def form(self):
        return {"registration_uuid": str(uuid4()), "public_name": "Bu Siti", "kind": "GROUP", "region": PURWODINATAN}

    def test_what_the_second_sending_adds_goes_into_the_draft(self, client, page, form):
        client.post(page, form)
        more = {"phone": UNDIALLABLE, "purposes": ["STORE"], "place_note": "Gang II", "crafts": [CraftFactory().pk]}
        for _time in range(2):
            assert client.post(page, form | more | {"do": "submit"}).status_code == 302
        artisan = Artisan.objects.get()
        assert (artisan.state, artisan.place_note, artisan.crafts.count()) == (ArtisanState.SUBMITTED, "Gang II", 1)
        assert (artisan.identity.phone, artisan.consents.get().purpose) == (UNDIALLABLE, ConsentPurpose.STORE)

    @pytest.mark.parametrize(
        ("first", "second", "both"),
        [
            (HERE, {"place_note": "Gang III"}, {"place_note": ("Gang II", "Gang III")}),
            (HERE, {"place_note": ""}, {"place_note": ("Gang II", "–")}),
            ({}, {"public_name": "Bu Aminah"}, {"public_name": ("Bu Siti", "Bu Aminah")}),
        ],
    )
    def test_other_answers_are_refused_with_both_versions(self, client, page, form, first, second, both):
        client.post(page, form | first)
        kept = Artisan.objects.values().get()
        response = client.post(page, form | first | second)
        assert (response.status_code, versions(response)) == (422, both)
        assert Artisan.objects.values().get() == kept
        assert reverse("field:record", args=[kept["code"]]) in response.content.decode()
        number = response.context["form"]["registration_uuid"].value()
        client.post(page, form | first | second | {"registration_uuid": number, "apart": [kept["code"]]})
        assert Artisan.objects.count() == 2

    def test_a_photo_that_comes_with_the_second_sending_is_kept(self, client, page, form, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        form |= {"purposes": ["STORE"]}
        client.post(page, form)
        assert client.post(page, form | {"photo": jpeg()}).status_code == 302
        assert Artisan.objects.get().photo

    def test_an_old_form_brings_nothing_old_back_into_what_was_sent_in(self, client, page, form):
        more = {"purposes": ["STORE"], "crafts": [CraftFactory().pk], "do": "submit"}
        client.post(page, form | more)
        assert client.post(page, form | more).status_code == 302
        assert client.post(page, form | more | {"place_note": "Gang II"}).status_code == 422
        assert Artisan.objects.get().place_note == ""


class TestLeads:
    FORM = {"public_name": "Bu Wati", "region": PURWODINATAN, "told_by": "NEIGHBOUR", "told_on": "2026-11-02"}

    def test_what_is_added_goes_into_the_lead_and_other_answers_are_refused_with_both(self, client):
        page, form = reverse("field:add_lead"), self.FORM | {"registration_uuid": str(uuid4())}
        for sent in (form, form | {"note": "Menjahit tas"}, form | {"note": "Menjahit tas"}):
            assert client.post(page, sent).status_code == 302
        assert Lead.objects.get().note == "Menjahit tas"
        other = client.post(page, form | {"note": "Menjahit tas", "told_on": "2026-11-03"})
        assert (other.status_code, versions(other)) == (422, {"told_on": ("2 November 2026", "3 November 2026")})
        assert (Lead.objects.get().note, str(Lead.objects.get().told_on)) == ("Menjahit tas", "2026-11-02")


class TestEnquiries:
    def test_until_somebody_answers_pieces_and_day_are_put_right_and_then_both_versions_are_shown(self):
        artisan, buyer, sent = ArtisanFactory(published=True), Client(), filled(pieces="10", needed_by="2099-01-31")
        for more in ({}, {}, {"pieces": "1000", "needed_by": "2099-02-28"}):
            assert buyer.post(address_of(artisan), sent | more).status_code == 302
        enquiry = Enquiry.objects.get()
        assert (enquiry.pieces, str(enquiry.needed_by), enquiry.messages.count()) == (1000, "2099-02-28", 1)
        answer(enquiry=enquiry, text="Bisa.", by=UserFactory())
        response = buyer.post(address_of(artisan), sent | {"needed_by": "2099-02-28"})
        assert (response.status_code, versions(response)) == (422, {"pieces": ("1000", "10")})
        assert Enquiry.objects.get().pieces == 1000

    def test_another_message_with_the_same_form_is_shown_beside_the_first_and_sent_as_its_own(self):
        artisan, buyer, sent = ArtisanFactory(published=True), Client(), filled()
        buyer.post(address_of(artisan), sent)
        response = buyer.post(address_of(artisan), sent | {"text": "Warna biru, ya."})
        assert versions(response) == {"text": (TEXT, "Warna biru, ya.")}
        assert words.seed_of(response.context["form"].token, 60) != words.seed_of(sent["token"], 60)
        buyer.post(address_of(artisan), sent | {"text": "Warna biru, ya.", "token": a_token()})
        assert Enquiry.objects.count() == 2


class TestVisits:
    def test_another_walk_with_the_same_form_is_refused_with_both_versions(self, client):
        place = CanvassPlaceFactory(region_id=PURWODINATAN)
        page = reverse("field:add_visit", args=[place.code])
        form = {"client_uuid": str(uuid4()), "visited_on": "2026-11-02", "asked": "9"}
        client.post(page, form)
        response = client.post(page, form | {"asked": "12"})
        assert (response.status_code, versions(response)) == (422, {"asked": ("9", "12")})
        assert FieldVisit.objects.get().asked == 9


class TestSplits:
    def test_a_split_sent_twice_by_its_page_is_one_and_another_product_is_not_dropped(self, client):
        pair = make_pair()
        client.force_login(pair.officer)
        page, product = reverse("field:split", args=[pair.one.code]), pair.one.products.get()
        form = {"form_uuid": str(uuid4()), "public_name": "Pak Joko", "products": [product.pk]}
        first, again = client.post(page, form), client.post(page, form)
        assert (first.status_code, again["Location"]) == (302, first["Location"])
        response = client.post(page, form | {"products": []})
        assert (response.status_code, versions(response)) == (422, {"products": (product.name, "–")})
        assert Artisan.objects.filter(public_name="Pak Joko").count() == 1
