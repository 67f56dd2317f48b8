"""An officer keeps a maker's NIK, looks at it with a reason, and the head of the agency reads that."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import OfficerArea
from artisans.choices import ConsentPurpose
from tests.browser.test_journeys import go, press
from tests.cast import make_cast
from tests.factories import ConsentFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NIK, WRITTEN = "3374010104749999", "3374 0101 0474 9999"


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_a_number_is_kept_shown_for_a_reason_and_the_head_reads_who_looked(visit, javascript):
    cast = make_cast()
    ConsentFactory(artisan=cast.artisan, purpose=ConsentPurpose.STORE)
    OfficerArea.objects.filter(user=cast.colleague).update(is_head=True)
    page = visit(reverse("field:record", args=[cast.artisan.code]), by=cast.officer, javascript=javascript)
    go(page, "Isi NIK")
    page.get_by_label("NIK").fill("0")
    press(page, "Simpan nomor")
    expect(page.locator("main")).to_contain_text("Ini bukan NIK.")
    page.get_by_label("NIK").fill(NIK)
    press(page, "Simpan nomor")
    expect(page.locator("main")).to_contain_text("NIK disimpan tersandi.")
    expect(page.locator("body")).not_to_contain_text("9999")
    go(page, "Lihat NIK")
    press(page, "Lihat NIK")
    expect(page.locator("main")).to_contain_text("Pilih untuk apa Anda memerlukan nomor ini.")
    page.get_by_label("Pengajuan kredit atau bantuan").check()
    press(page, "Lihat NIK")
    expect(page.locator("main")).to_contain_text(WRITTEN)
    go(page, "Kembali ke catatan")
    go(page, "Setiap perubahan, oleh siapa dan dari mana")
    expect(page.locator("main")).to_contain_text("Nomor induk kependudukan (NIK) diubah")

    head = visit(reverse("field:record", args=[cast.artisan.code]), by=cast.colleague, javascript=javascript)
    go(head, "2 orang melihat data pribadi di catatan ini")
    expect(head.locator("main")).to_contain_text("Pengajuan kredit atau bantuan")
    expect(head.locator("main")).to_contain_text(str(cast.officer))
