"""Choosing a region on a phone: by the keys of the keyboard, by touch, and without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from tests.factories import ClusterFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def clusters(db):
    for name, region in [("Tas Semarang", "33.74"), ("Konveksi Rowosari", "33.27.13.2003")]:
        ClusterFactory(name=name, region_id=region, lat=-6.99, lon=110.42)


def open_filters(page: Page) -> None:
    page.locator("details.filters > summary").click()


def shown_clusters(page: Page) -> list[str]:
    return page.locator("main h3").all_inner_texts()


def test_a_suggestion_is_chosen_by_keys_and_the_address_stays_short(visit):
    page = visit("/klaster/")
    open_filters(page)
    box = page.get_by_label("Wilayah")
    box.press_sequentially("rowosri ulujmi")
    option = page.locator("[data-region-field] [role=option]")
    expect(option).to_have_text("Desa Rowosari, Kecamatan Ulujami, Kabupaten Pemalang, Jawa Tengah")
    expect(page.locator("[data-region-field] [role=status]")).to_contain_text("1")
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", option.get_attribute("id"))
    box.press("Enter")
    expect(box).to_have_value("Desa Rowosari, Kecamatan Ulujami, Kabupaten Pemalang, Jawa Tengah")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press("Enter")
    page.wait_for_url("**region=33.27.13.2003**")
    assert "region_text" not in page.url
    assert shown_clusters(page) == ["Konveksi Rowosari"]


def test_changing_the_text_forgets_what_was_chosen_and_touch_chooses_anew(visit):
    page = visit("/klaster/?region=33.27.13.2003")
    open_filters(page)
    box = page.get_by_label("Wilayah")
    box.fill("kota semarang")
    expect(page.locator("input[name=region]")).to_have_value("")
    page.get_by_role("option", name="Kota Semarang, Jawa Tengah").first.tap()
    expect(page.locator("input[name=region]")).to_have_value("33.74")
    page.get_by_role("button", name="Tampilkan").click()
    page.wait_for_url("**region=33.74**")
    assert shown_clusters(page) == ["Tas Semarang"]


def test_without_javascript_a_text_with_several_meanings_is_asked_back(visit):
    page = visit("/klaster/?region_text=semarang", javascript=False)
    expect(page.get_by_label("Wilayah", exact=False).first).to_have_value("semarang")
    page.get_by_label("Kota Semarang, Jawa Tengah", exact=True).check()
    page.get_by_role("button", name="Tampilkan").click()
    expect(page.locator("main h3")).to_have_text(["Tas Semarang"])
