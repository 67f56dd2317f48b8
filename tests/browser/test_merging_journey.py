"""Two records of one maker become one and two again, on a phone, with JavaScript and without."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from artisans.models import Artisan, Merge
from tests.artisans.records import everything, make_pair

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=name).click()


def follow(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.locator("main").get_by_role("link", name=name).first.click()


def is_as_wide_as_the_phone(page: Page) -> bool:
    return page.evaluate("document.scrollingElement.scrollWidth") == 390


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_an_officer_merges_two_records_and_undoes_it(visit, javascript):
    pair = make_pair()
    Artisan.objects.update(photo="")
    page = visit(reverse("field:record", args=[pair.one.code]), by=pair.officer, javascript=javascript)
    before = everything()
    follow(page, "Gabungkan dengan catatan lain")
    page.get_by_label("Kode catatan yang lain").fill(pair.other.spoken_code)
    press(page, "Bandingkan")
    assert is_as_wide_as_the_phone(page)
    names = page.get_by_role("group", name="Nama yang ditampilkan")
    expect(names.get_by_role("radio").first).to_be_checked()
    names.get_by_text("Sri Lestari", exact=True).click()
    press(page, "Jadikan satu catatan")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sri Lestari")
    expect(page.locator("main")).to_contain_text("dapat dibatalkan sampai", ignore_case=True)
    page.goto(reverse("field:record", args=[pair.other.code]))
    assert page.url.endswith(reverse("field:record", args=[pair.one.code]))
    follow(page, "Batalkan (sampai")
    assert is_as_wide_as_the_phone(page)
    press(page, "Batalkan penggabungan")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bu Sri Lestari")
    assert (everything() == before, Merge.objects.standing().count()) == (True, 0)
