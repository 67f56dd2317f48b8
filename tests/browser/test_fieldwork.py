"""An officer in the market, on a phone: a tip becomes a lead, the lead a draft, the draft is sent in."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from artisans.models import Artisan
from fieldwork.models import FieldVisit, Find
from tests.browser.test_journeys import go, press, with_and_without_javascript
from tests.cast import PURWODINATAN, SEMARANG
from tests.factories import CanvassPlaceFactory, CraftFactory, LeadFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@with_and_without_javascript
def test_a_lead_becomes_a_draft_and_is_sent_in(visit, javascript):
    CraftFactory()
    officer = UserFactory(areas=[SEMARANG], first_name="Bu Ratri")
    place = CanvassPlaceFactory(name="Jalan Petolongan", region_id=PURWODINATAN, expected=40)
    page = visit(reverse("field:home"), by=officer, javascript=javascript)
    go(page, "Lokasi penelusuran")
    go(page, "Jalan Petolongan")
    go(page, "Catat kunjungan")
    page.get_by_label("Jumlah rumah dan kios").fill("22")
    press(page, "Simpan")
    expect(page.get_by_role("status").first).to_contain_text("Kunjungan ke Jalan Petolongan sudah dicatat.")
    go(page, "Catat calon di sini")
    page.get_by_label("Sebutan perajin").fill("Penjahit tas dekat pasar")
    page.get_by_label("Tas", exact=True).check()
    page.get_by_label("Siapa yang memberi tahu").select_option(label="Tetangga")
    page.get_by_label("Kunjungan berikutnya").fill(timezone.localdate().isoformat())
    press(page, "Simpan")
    expect(page.get_by_role("status").first).to_contain_text("dicatat sebagai calon")

    page.goto(reverse("field:home"))
    expect(page.locator(".day-first")).to_contain_text("Kunjungan hari ini")
    go(page, "Penjahit tas dekat pasar")
    press(page, "Saya sudah bertemu perajinnya")
    page.get_by_label("Nama yang ditampilkan").fill("Tas Goni Lestari")
    page.get_by_label("Menyimpan catatan saya dalam daftar").check()
    press(page, "Simpan dan ajukan")
    expect(page.locator("main")).to_contain_text("Dari mana kita tahu")
    kept = Artisan.objects.values_list("public_name", "state", "registered_by", "submitted_by")
    assert list(kept) == [("Tas Goni Lestari", "SUBMITTED", officer.pk, officer.pk)]
    assert list(Find.objects.values_list("place", "visit")) == [(place.pk, FieldVisit.objects.get().pk)]


def test_the_phone_sorts_the_leads_and_its_position_is_in_no_address(visit):
    LeadFactory(artisan__region_id=PURWODINATAN, artisan__public_name="Di pasar")
    LeadFactory(artisan__region_id="33.74.14.1001", artisan__public_name="Di Mijen")
    page = visit(reverse("field:leads"), by=UserFactory(areas=[SEMARANG]))
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": -7.05, "longitude": 110.31})
    press(page, "Dekat saya sekarang")
    expect(page.locator(".rows li").first).to_contain_text("Di Mijen")
    assert page.url.endswith(reverse("field:leads"))


def test_a_phone_that_does_not_tell_its_position_is_answered_in_words(visit):
    page = visit(reverse("field:leads"), by=UserFactory(areas=[SEMARANG]))
    page.context.clear_permissions()
    page.get_by_role("button", name="Dekat saya sekarang").click()
    expect(page.get_by_text("HP tidak memberi tahu posisinya.")).to_be_visible()
