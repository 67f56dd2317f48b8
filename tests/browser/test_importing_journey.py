"""An office's messy sheet of 300 rows becomes drafts on a phone: 12 rows are broken, 20 are in the register already."""

import re

import pytest
from playwright.sync_api import Page, expect

from artisans.models import Artisan, PersonIdentity
from sheets.actions import importing
from tests.cast import PURWODINATAN, SEMARANG
from tests.factories import ArtisanFactory, CraftFactory, UserFactory
from tests.sheets.made_files import messy_rows, new_name, phone, xlsx

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def reach(page: Page, heading: str, *, javascript: bool) -> None:
    """Waits until the work, slice by slice, has led to the page with this heading.

    The script asks for the next slice by itself, and whatever else is opened meanwhile runs into that; without it
    there is a button to press.
    """
    go_on = page.get_by_role("button", name="Lanjutkan", exact=True)
    while not javascript and go_on.is_visible():
        press(page, "Lanjutkan")
    expect(page.get_by_role("heading", name=heading)).to_be_visible(timeout=60_000)


def count(page: Page, verdict: str) -> str:
    return re.sub(r"\D", "", page.get_by_role("navigation", name="Baris menurut").get_by_text(verdict).inner_text())


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_a_messy_sheet_becomes_drafts_and_is_taken_back(visit, javascript, monkeypatch):
    # As on a slow machine: each request does one slice of the work.
    monkeypatch.setitem(importing.work.__kwdefaults__, "seconds", 0.001)
    CraftFactory()
    officer = UserFactory(areas=[SEMARANG])
    existing = []
    for number in range(20):
        artisan = ArtisanFactory(public_name=f"Batik {new_name(999 - number)}", region_id=PURWODINATAN)
        PersonIdentity.objects.create(artisan=artisan, phone=phone(900 + number))
        existing.append((artisan.public_name, int(phone(900 + number)[1:])))
    file = {"name": "perajin 2026.xlsx", "mimeType": "application/octet-stream", "buffer": xlsx(messy_rows(existing))}

    page = visit("/petugas/impor/baru/", by=officer, javascript=javascript)
    page.get_by_label("Berkas").set_input_files({**file, "buffer": b"%PDF-1.7", "name": "daftar.pdf"})
    press(page, "Baca berkas")
    expect(page.get_by_text("Berkas ini bukan lembar kerja.")).to_be_visible()
    page.get_by_label("Berkas").set_input_files(file)
    press(page, "Baca berkas")

    expect(page.get_by_label("Nama Usaha")).to_have_value("name")
    expect(page.get_by_label("Ds/Kel")).to_have_value("village")
    page.get_by_label("Masing-masing sudah menandatangani bahwa catatannya disimpan", exact=True).check()
    page.get_by_label("Tempat menyimpan surat").fill("Map merah")
    press(page, "Periksa baris")

    reach(page, "Apa yang terjadi dengan setiap baris", javascript=javascript)
    assert [count(page, verdict) for verdict in ("Baru", "Sudah ada", "Bermasalah")] == ["268", "20", "12"]

    with page.expect_navigation():
        page.get_by_role("link", name=re.compile("Bermasalah")).click()
    assert page.locator(".import-rows > li").count() == 12
    with page.expect_navigation():
        page.get_by_role("link", name="Perbaiki").first.click()
    box = page.get_by_label("Desa, kelurahan, atau kecamatan").and_(page.locator("input"))
    box.fill("Jatingaleh, Candisari")
    press(page, "Periksa lagi baris ini")
    expect(page.get_by_text("Baris 105: Baru.")).to_be_visible()
    assert count(page, "Bermasalah") == "11"

    with page.expect_navigation():
        page.get_by_role("link", name=re.compile("Sudah ada")).first.click()
    press(page, "Orang lain: buat catatan baru")
    press(page, "Tulis sebagai draf")
    reach(page, "Impor sudah ditulis", javascript=javascript)
    assert Artisan.objects.filter(registered_by=officer).count() == 268 + 1 + 1

    page.get_by_text("Batalkan seluruh impor").click()
    press(page, "Batalkan")
    reach(page, "Impor sudah dibatalkan", javascript=javascript)
    assert Artisan.objects.count() == 20
