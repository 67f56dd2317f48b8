"""An officer in the street: the phone knows the place, the register knows who is there already."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from artisans.models import Artisan
from regions.models import Region
from tests.cast import PURWODINATAN, SEMARANG
from tests.factories import ArtisanFactory, CraftFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def officer():
    return UserFactory(areas=[SEMARANG])


def stand_at(page: Page, code: str) -> None:
    """The phone stands in the middle of a village, gives its position and knows it to 12 m."""
    middle = Region.objects.get(code=code)
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": middle.lat, "longitude": middle.lon, "accuracy": 12})


def box(page: Page, label: str):
    return page.get_by_label(label).and_(page.locator("input"))


def test_a_maker_who_is_registered_already_is_found_while_typing(visit, officer):
    soleh = ArtisanFactory(public_name="H. Moh. Soleh", region_id=PURWODINATAN)
    ArtisanFactory(registered_by=officer, public_name="Bu Aminah", region_id=PURWODINATAN)
    page = visit(reverse("field:register"), by=officer)
    expect(box(page, "Desa, kelurahan")).to_have_value(re.compile("Purwodinatan"))  # as in the last entry
    page.get_by_label("Nama yang ditampilkan").press_sequentially("Haji Muhammad Sholeh")
    panel = page.locator("[data-likely]")
    expect(panel).to_contain_text("H. Moh. Soleh")
    expect(page.get_by_label("Nama yang ditampilkan")).to_be_focused()
    with page.expect_navigation():
        panel.get_by_role("link", name="Orang yang sama: buka catatannya").click()
    expect(page.get_by_role("heading", name="H. Moh. Soleh", level=1)).to_be_visible()
    assert sorted(Artisan.objects.values_list("public_name", flat=True)) == ["Bu Aminah", soleh.public_name]


def test_the_phones_position_proposes_the_village_and_the_next_maker_begins_there(visit, officer):
    CraftFactory()
    page = visit(reverse("field:register"), by=officer)
    stand_at(page, PURWODINATAN)
    page.get_by_label("Nama yang ditampilkan").fill("Bu Siti")
    page.get_by_label("Tas", exact=True).check()
    page.get_by_role("button", name="Pakai posisi saya").click()
    expect(page.locator(".position-state")).to_have_text("Posisi terekam, tepat sampai kira-kira 12 m.")
    page.get_by_role("button", name="Pakai desa ini").click()
    expect(box(page, "Desa, kelurahan")).to_have_value(re.compile("^Kelurahan Purwodinatan"))
    page.get_by_label("Menyimpan catatan saya dalam daftar").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Simpan dan ajukan").click()
    kept, middle = Artisan.objects.get(), Region.objects.get(code=PURWODINATAN)
    assert (kept.region_id, kept.state, kept.precision_m) == (PURWODINATAN, "SUBMITTED", 12)
    assert (round(kept.lat, 5), round(kept.lon, 5)) == (round(middle.lat, 5), round(middle.lon, 5))
    with page.expect_navigation():
        page.get_by_role("status").get_by_role("link", name="Perajin berikutnya di sini").click()
    expect(box(page, "Desa, kelurahan")).to_have_value(re.compile("^Kelurahan Purwodinatan"))
    expect(page.get_by_label("Tas", exact=True)).to_be_checked()


def test_what_the_officer_typed_is_never_overwritten_and_a_position_can_be_removed(visit, officer):
    page = visit(reverse("field:register"), by=officer)
    stand_at(page, PURWODINATAN)
    village = box(page, "Desa, kelurahan")
    village.fill("miroto semarang")
    page.get_by_role("button", name="Pakai posisi saya").click()
    expect(page.locator("[data-position-village]")).to_contain_text("Purwodinatan")
    expect(village).to_have_value("miroto semarang")
    page.get_by_role("button", name="Hapus posisi").click()
    expect(page.locator(".position-state")).to_have_text("Posisi dihapus.")
    page.get_by_label("Nama yang ditampilkan").fill("Bu Siti")
    with page.expect_navigation():
        page.get_by_role("button", name="Simpan sebagai draf").click()
    kept = Artisan.objects.select_related("region").get()
    assert (kept.region.name, kept.lat, kept.precision_m) == ("Miroto", None, None)


def test_a_phone_that_does_not_tell_its_position_is_no_hindrance(visit, officer):
    page = visit(reverse("field:register"), by=officer)
    page.get_by_role("button", name="Pakai posisi saya").click()
    expect(page.locator(".position-state")).to_have_text(
        "HP tidak memberi posisinya. Tidak apa-apa: yang dipakai adalah tengah desa."
    )


def test_without_javascript_no_button_pretends(visit, officer):
    page = visit(reverse("field:register"), by=officer, javascript=False)
    expect(page.get_by_role("button", name="Pakai posisi saya")).to_be_hidden()
    expect(page.locator("main")).to_contain_text("Tanpa posisi, yang dipakai adalah tengah desa.")
