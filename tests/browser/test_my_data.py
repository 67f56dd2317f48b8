"""On a phone: a maker reads what is held, takes it along, and asks to be erased; the officer does it."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from artisans.actions.erasing import erase
from artisans.choices import ArtisanState, ConsentPurpose
from artisans.models import Artisan, PersonIdentity
from tests.cast import PURWODINATAN, SEMARANG, UNDIALLABLE
from tests.factories import ArtisanFactory, ConsentFactory, CraftFactory, ProductFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
with_and_without_javascript = pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])


def press(page: Page, role: str, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role(role, name=name).first.click()


def a_maker(user) -> Artisan:
    artisan = ArtisanFactory(
        published=True, state=ArtisanState.ACTIVE, public_name="Bengkel Sukma", region_id=PURWODINATAN
    )
    artisan.crafts.add(CraftFactory())
    artisan.users.add(user)
    ConsentFactory(artisan=artisan, purpose=ConsentPurpose.STORE)
    PersonIdentity.objects.create(artisan=artisan, phone=UNDIALLABLE)
    ProductFactory(artisan=artisan, name="Ransel Melati", published=True)
    return artisan


def no_wider_than_the_phone(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") == 0


@with_and_without_javascript
def test_my_data_and_erasure(visit, javascript):
    user = UserFactory()
    artisan = a_maker(user)
    maker = visit("/akun/", by=user, javascript=javascript)
    press(maker, "link", "Rawat catatan saya")
    no_wider_than_the_phone(maker)
    press(maker, "link", "Data saya")
    expect(maker.get_by_role("heading", name="Data pribadi")).to_be_visible()
    expect(maker.get_by_text("Ransel Melati").first).to_be_visible()
    no_wider_than_the_phone(maker)
    with maker.expect_download() as begun:
        maker.get_by_role("link", name="Unduh sebagai berkas").click()
    told = json.loads(Path(begun.value.path()).read_text())
    assert told["personidentity"][0]["phone"] == UNDIALLABLE

    press(maker, "link", "Minta catatan saya dihapus")
    maker.get_by_label("Alasannya, bila ingin Anda sebutkan").fill("Saya pindah usaha.")
    maker.get_by_label("Saya sudah membaca").check()
    press(maker, "button", "Minta catatan saya dihapus")
    expect(maker.get_by_text("sisa 71 jam")).to_be_visible()
    no_wider_than_the_phone(maker)

    officer = visit("/petugas/", by=UserFactory(areas=[SEMARANG]), javascript=javascript)
    press(officer, "link", "1 perajin menunggu jawaban tentang datanya")
    press(officer, "link", "Hapus: Bengkel Sukma")
    expect(officer.get_by_text("Saya pindah usaha.")).to_be_visible()
    officer.get_by_label("Ketik kode catatan").fill(artisan.spoken_code)
    press(officer, "button", "Hapus untuk selamanya")
    expect(officer.get_by_role("status").first).to_contain_text("Catatan sudah dihapus untuk selamanya.")
    no_wider_than_the_phone(officer)


@pytest.mark.usefixtures("broken_line_is_no_complaint")
def test_what_is_erased_is_gone_for_everybody_and_its_maker_is_signed_out(visit):
    user = UserFactory()
    artisan = a_maker(user)
    maker = visit(f"/bengkel/{artisan.code}/", by=user)
    erase(artisans=[artisan], by=UserFactory())
    maker.reload()
    expect(maker.get_by_label("Kata sandi")).to_be_visible()
    assert maker.goto(artisan.get_absolute_url()).status == 410
    expect(maker.get_by_role("heading", name="Catatan ini sudah dihapus")).to_be_visible()
