"""A maker says no, the officer takes the phone, and the next visitor finds nothing any more."""

import re

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from artisans.choices import ArtisanState, ConsentPurpose
from artisans.models import Artisan
from core.photos import store_photo
from tests.cast import PURWODINATAN, SEMARANG
from tests.factories import ArtisanFactory, ConsentFactory, CraftFactory, ProductFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
with_and_without_javascript = pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])


def press(page: Page, within, name: str) -> None:
    """Taps a button inside a part of the page and waits for the page that answers."""
    with page.expect_navigation():
        within.get_by_role("button", name=name).click()


@with_and_without_javascript
def test_an_officer_withdraws_consents_and_the_public_pages_follow_at_once(visit, javascript):
    craft = CraftFactory()
    artisan = ArtisanFactory(published=True, public_name="Bengkel Sukma", region_id=PURWODINATAN)
    artisan.crafts.add(craft)
    for purpose in (ConsentPurpose.STORE, ConsentPurpose.PHOTO):
        ConsentFactory(artisan=artisan, purpose=purpose)
    ProductFactory(artisan=artisan, craft=craft, name="Ransel Melati", published=True)
    Artisan.objects.filter(pk=artisan.pk).update(photo=store_photo(Image.new("RGB", (400, 300), "sienna"), "artisans"))

    visitor = visit(artisan.get_absolute_url(), javascript=javascript)
    expect(visitor.get_by_role("img", name="Bengkel Sukma")).to_be_visible()

    officer = visit(artisan.get_absolute_url(), by=UserFactory(areas=[SEMARANG]), javascript=javascript)
    with officer.expect_navigation():
        officer.get_by_role("link", name="Buka catatan").click()
    with officer.expect_navigation():
        officer.get_by_role("link", name="Tanyakan atau tarik persetujuan").click()
    photo = officer.get_by_role("region", name="Menampilkan foto saya")
    expect(photo).to_contain_text("Bolehkah foto ini terlihat oleh semua orang di internet?")
    photo.locator("summary", has_text="Perajin menariknya").click()
    expect(photo).to_contain_text("Fotonya langsung hilang dari semua halaman umum.")
    press(officer, photo, "Tarik sekarang")
    expect(officer.get_by_role("status").first).to_contain_text("ditarik, berlaku sejak sekarang")
    visitor.reload()
    expect(visitor.get_by_role("heading", name="Bengkel Sukma", level=1)).to_be_visible()
    expect(visitor.get_by_role("img", name="Bengkel Sukma")).to_have_count(0)

    profile = officer.get_by_role("region", name=re.compile("Menampilkan nama, kerajinan"))
    profile.locator("summary", has_text="Perajin menariknya").click()
    press(officer, profile, "Tarik sekarang")
    expect(profile).to_contain_text("Belum setuju")
    assert visitor.reload().status == 404
    visitor.goto("/produk/?q=ransel")
    expect(visitor.get_by_text("Ransel Melati")).to_have_count(0)

    profile.locator("summary", has_text="Perajin menjawab ya").click()
    press(officer, profile, "Catat jawaban ya")
    expect(profile).to_contain_text("Setuju")
    visitor.goto("/produk/?q=ransel")
    expect(visitor.get_by_role("link", name="Ransel Melati")).to_be_visible()


@with_and_without_javascript
def test_an_officer_confirms_what_is_due_with_one_tap_or_several_at_once(visit, javascript):
    makers = [
        ArtisanFactory(state=ArtisanState.ACTIVE, public_name=name, region_id=PURWODINATAN)
        for name in ("Tas Satu", "Tas Dua", "Tas Tiga")
    ]
    page = visit("/petugas/jatuh-tempo/", by=UserFactory(areas=[SEMARANG]), javascript=javascript)
    press(page, page.get_by_role("group", name="Tas Satu masih aktif"), "Lewat telepon")
    expect(page.get_by_role("status").first).to_contain_text("Tas Satu dikonfirmasi")
    expect(page.get_by_role("link", name="Tas Satu")).to_have_count(0)
    for name in ("Tas Dua", "Tas Tiga"):
        page.get_by_label(f"Centang {name}").check()
    press(page, page.get_by_role("group", name=re.compile("Semua yang dicentang")), "Saat kunjungan")
    expect(page.get_by_role("status").first).to_contain_text("2 catatan dikonfirmasi.")
    expect(page.locator("main")).to_contain_text("Tidak ada yang jatuh tempo di sini.")
    ways = Artisan.objects.filter(pk__in=[maker.pk for maker in makers]).order_by("pk").values_list("confirmed_how")
    assert list(ways) == [("PHONE",), ("VISIT",), ("VISIT",)]
