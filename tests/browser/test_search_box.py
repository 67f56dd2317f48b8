"""Suggestions under the search's box on a phone: by the keys of the keyboard, by touch, and none without JavaScript."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.factories import ArtisanFactory, MaterialFactory, ProductFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def jute(db):
    artisan = ArtisanFactory(published=True, region_id="33.74.01.1011", public_name="Rumah Melati")
    jute = MaterialFactory(slug="karung-goni", name_id="Karung goni")
    ProductFactory(published=True, name="Tas Goni", artisan=artisan, materials=[jute])
    ProductFactory(published=True, name="Tas Kulit", artisan=artisan, materials=[MaterialFactory(slug="kulit")])
    return jute


def test_what_is_meant_is_chosen_by_keys_or_by_touch(visit, jute):
    page = visit("/produk/?sort=newest")
    box, options = page.get_by_label("Apa yang Anda cari?"), page.locator(".suggestions [role=option]")
    box.press_sequentially("tas gon")
    expect(options).to_have_text(["tas goni 1 produk", "Karung goni Bahan · “tas” 1 produk"])
    expect(page.locator(".search-bar [role=status]")).to_contain_text("2")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowUp")
    expect(box).to_have_attribute("aria-activedescendant", options.nth(1).get_attribute("id"))
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    box.press("Escape")
    expect(options.first).to_be_hidden()
    expect(box).to_have_value("tas gon")
    box.press("ArrowDown")
    expect(options.first).to_be_visible()
    box.press("ArrowDown")
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url(f"**/produk/?q=tas&material={jute.slug}&sort=newest")
    expect(page.locator("#total")).to_have_text("1 produk")
    box.fill("melat")
    options.filter(has_text="Perajin").tap()
    expect(page.locator("h1")).to_have_text("Rumah Melati")


def test_without_a_choice_enter_searches_for_what_was_typed(visit, jute):
    page = visit("/produk/")
    box = page.get_by_label("Apa yang Anda cari?")
    box.press_sequentially("goni")
    expect(page.locator(".suggestions [role=option]").first).to_be_visible()
    box.press("Enter")
    expect(page.locator("#total")).to_have_text("1 produk")
    expect(page.locator(".suggestions")).to_be_hidden()


def test_the_front_page_suggests_too(visit, jute):
    page = visit("/")
    page.get_by_label("Cari produk").press_sequentially("tas gon")
    page.locator(".suggestions [role=option]", has_text="Karung goni").tap()
    page.wait_for_url(f"**/produk/?q=tas&material={jute.slug}")
    expect(page.locator("#total")).to_have_text("1 produk")


def test_without_javascript_the_box_is_a_plain_one(visit, jute):
    page = visit("/produk/", javascript=False)
    box = page.get_by_label("Apa yang Anda cari?")
    expect(box).not_to_have_attribute("role", "combobox")
    box.fill("goni")
    box.press("Enter")
    expect(page.locator("h2").first).to_have_text("1 produk")
