"""A maker takes the own record on a phone: by the picture on the slip, by typing, and back after a lost phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from artisans.choices import ArtisanState
from artisans.models import Artisan
from tests.cast import PURWODINATAN, SEMARANG
from tests.factories import ArtisanFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "jahit-anyam-tenun-7"


@pytest.fixture
def artisan() -> Artisan:
    return ArtisanFactory(state=ArtisanState.ACTIVE, public_name="Tas Goni Lestari", region_id=PURWODINATAN)


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def slip(visit, artisan, *, javascript: bool) -> tuple[str, Page]:
    """The code on the officer's slip, and the page on which it stands."""
    officer = UserFactory(areas=[SEMARANG], first_name="Bu Ratri")
    page = visit(f"/petugas/catatan/{artisan.code}/", by=officer, javascript=javascript)
    page.get_by_role("link", name="Beri perajin kode").click()
    press(page, "Buat kode")
    return page.locator(".slip-letters").inner_text(), page


def choose(page: Page, phone: str, *, name: str = "Bu Sri") -> None:
    """Fills the form and sends it; an account that is opened again is asked for no name."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Tas Goni Lestari")
    expect(page.locator("main")).to_contain_text("Purwodinatan")
    if name:
        page.get_by_label("Nama Anda").fill(name)
    page.get_by_label("Nomor HP").fill(phone)
    page.get_by_label("Kata sandi baru").fill(PASSWORD)
    press(page, "Ya, ini catatan saya")
    expect(page.get_by_role("status").first).to_contain_text("Selamat datang")


def test_the_picture_on_the_slip_leads_to_the_record_and_leaves_no_code_behind(visit, artisan):
    code, officers = slip(visit, artisan, javascript=True)
    expect(officers.get_by_role("button", name="Cetak kertasnya")).to_be_visible()
    page, asked = visit("/"), []
    page.on("request", lambda request: asked.append(request.url + request.headers.get("referer", "")))
    page.goto(f"/klaim/#{code.replace('-', '')}")
    page.wait_for_url("**/klaim/catatan/")
    secret = page.get_by_label("Kata sandi baru")
    secret.fill("rahasia")
    page.get_by_label("Perlihatkan yang saya ketik").check()
    expect(secret).to_have_attribute("type", "text")
    choose(page, "+62 00 1234-5678")
    assert [address for address in asked if code in address or code.replace("-", "") in address] == []
    page.goto("/klaim/")
    expect(page.get_by_label("Kode")).to_have_value("")
    assert artisan.users.get().phone == "+620012345678"


def test_the_code_is_typed_where_there_is_no_javascript(visit, artisan):
    code, _officers = slip(visit, artisan, javascript=False)
    page = visit("/akun/masuk/", javascript=False)
    page.get_by_role("link", name="Saya punya kode untuk catatan saya").click()
    page.get_by_label("Kode").fill("K7Q4-MX9P")
    press(page, "Lanjut")
    expect(page.locator(".error")).to_contain_text("Kode ini tidak dapat dipakai")
    page.get_by_label("Kode").fill(code.lower())
    press(page, "Lanjut")
    choose(page, "+62 00 1234-5678")
    assert artisan.users.count() == 1


def test_a_lost_phone_is_locked_and_its_owner_comes_back_with_a_new_number(visit, artisan):
    account = UserFactory(phone="+620012345678", first_name="Bu Sri")
    artisan.users.add(account)
    lost = visit("/akun/", by=account)
    officers = visit(f"/petugas/catatan/{artisan.code}/akun/", by=UserFactory(areas=[SEMARANG]))
    officers.get_by_text("HP hilang atau ganti nomor").click()
    press(officers, "Tutup akun Bu Sri")
    code = officers.locator(".slip-letters").inner_text()
    lost.reload()
    expect(lost).to_have_url(re.compile("/akun/masuk/"))
    page = visit("/klaim/")
    page.get_by_label("Kode").fill(code)
    press(page, "Lanjut")
    expect(page.locator(".notice").first).to_contain_text("Kode ini membuka kembali akun Bu Sri")
    choose(page, "+62 00 9876-5432", name="")
    assert User.objects.get(artisans=artisan).pk == account.pk
