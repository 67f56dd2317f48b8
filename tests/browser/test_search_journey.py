"""A buyer's search on a phone: filters, orders, pages, a product and back, with JavaScript and without."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.factories import ArtisanFactory, CraftFactory, MaterialFactory, ProductFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
with_and_without_javascript = pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])


@pytest.fixture(autouse=True)
def _shop():
    """Thirty bags of jute from Semarang, the first the cheapest; one from Bandung, and one of leather."""
    jute, leather = MaterialFactory(slug="jute", name_id="Goni"), MaterialFactory(slug="leather", name_id="Kulit")
    semarang, craft = ArtisanFactory(published=True), CraftFactory()
    bandung = ArtisanFactory(published=True, region_id="32.73.01.1001")
    for number in range(1, 31):
        bag = {"name": f"Tas {number}", "price": 10_000 * number, "materials": [jute]}
        ProductFactory(artisan=semarang, craft=craft, published=True, **bag)
    ProductFactory(artisan=bandung, craft=craft, published=True, name="Tas Bandung", materials=[jute])
    ProductFactory(artisan=semarang, craft=craft, published=True, name="Tas Kulit", materials=[leather])


def total(page: Page, text: str) -> None:
    expect(page.locator("#total")).to_have_text(text)


def names(page: Page) -> list[str]:
    return page.locator("article h3").all_inner_texts()


def tap(page: Page, name: str) -> None:
    page.locator("#found").get_by_role("link", name=name).first.click()


@with_and_without_javascript
def test_a_buyer_narrows_sorts_turns_the_page_looks_at_a_product_and_comes_back(visit, javascript):
    page = visit("/produk/", javascript=javascript)
    page.locator("input[name=q]").fill("tas")
    page.get_by_role("button", name="Cari").click()
    # The number is that of before, so it does not tell when the answer is there.
    expect(page).to_have_url(re.compile(r"\?q=tas"))
    total(page, "32 produk")
    page.locator("#filters > summary").click()
    page.get_by_label("Goni").check()
    if not javascript:
        page.get_by_role("button", name="Tampilkan").click()
        page.locator("#filters > summary").click()
    total(page, "31 produk")
    expect(page.locator(".filters-end")).to_contain_text("31 produk")
    expect(page.locator(".filters-end")).to_be_in_viewport()
    tap(page, "Jawa Tengah")
    total(page, "30 produk")
    if javascript:
        expect(page.locator("#filters")).to_have_attribute("open", "")
        # The answer says what is there already; only that it stands in the place of the old one tells that it has come.
        page.evaluate("document.getElementById('results').id = 'old-results'")
        page.get_by_role("button", name="Tampilkan").click()
        expect(page.locator("#old-results")).to_have_count(0)
        expect(page.locator("#filters")).not_to_have_attribute("open", "")
        expect(page.locator("#total")).to_be_focused()
    tap(page, "Termahal")
    expect(page.get_by_role("link", name="Termahal")).to_have_attribute("aria-current", "true")
    expect(page.locator("article h3").first).to_have_text("Tas 30")
    page.get_by_role("link", name="Halaman berikutnya").click()
    expect(page.locator("article h3").first).to_have_text("Tas 6")
    expect(page).to_have_url(re.compile(r"/produk/\?q=tas&material=jute&region=33&sort=-price&page=2$"))

    page.get_by_role("link", name="Tas 4").scroll_into_view_if_needed()
    place = page.evaluate("scrollY")
    page.get_by_role("link", name="Tas 4").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tas 4")
    page.go_back()
    expect(page.locator("article h3").first).to_have_text("Tas 6")
    assert names(page) == [f"Tas {number}" for number in range(6, 0, -1)]
    expect(page.locator("input[name=q]")).to_have_value("tas")
    assert page.locator("#material-jute").is_checked()
    page.wait_for_function(f"Math.abs(scrollY - {place}) < 200")
    page.go_back()
    expect(page.locator("article h3").first).to_have_text("Tas 30")
    page.go_forward()
    expect(page.locator("article h3").first).to_have_text("Tas 6")


def test_filters_opened_while_an_answer_is_on_its_way_stay_open(visit):
    page, held = visit("/produk/"), []
    page.route("**/produk/?*", lambda route: route.continue_() if held else held.append(route))
    page.locator("input[name=q]").fill("kulit")
    page.locator("#filters > summary").click()
    page.locator("input[name=q]").press("Enter")
    expect(page.locator("#filters")).not_to_have_attribute("open", "")
    page.locator("#filters > summary").click()
    held[0].continue_()
    total(page, "1 produk")
    expect(page.locator("#filters")).to_have_attribute("open", "")
    page.get_by_label("Kulit").check()
    expect(page).to_have_url(re.compile(r"material=leather"))


def test_the_number_is_announced_and_the_keyboard_stays_where_it_is(visit):
    page = visit("/produk/?q=tas")
    page.locator("#filters > summary").click()
    page.get_by_label("Kulit").focus()
    page.keyboard.press("Space")
    expect(page.locator("#announced")).to_have_text("1 produk")
    expect(page.get_by_label("Kulit")).to_be_focused()
    page.get_by_label("Dari").fill("20")
    page.keyboard.press("Tab")
    page.get_by_label("Sampai").press_sequentially("125.000", delay=60)
    expect(page.locator("#found")).not_to_have_class(re.compile("htmx-request"))
    expect(page.get_by_label("Sampai")).to_have_value("125.000")
    expect(page.get_by_label("Sampai")).to_be_focused()


def test_an_answer_that_does_not_come_is_told_and_nothing_chosen_is_lost(visit, broken_line_is_no_complaint):
    page = visit("/produk/?q=tas")

    def broken(route: Route) -> None:
        route.abort("internetdisconnected")

    page.route("**/produk/?*", broken)
    page.locator("#filters > summary").click()
    page.get_by_label("Kulit").check()
    expect(page.get_by_role("alert")).to_contain_text("Jawabannya tidak datang")
    assert page.get_by_label("Kulit").is_checked()
    total(page, "32 produk")
    page.unroute("**/produk/?*", broken)
    page.get_by_role("button", name="Tampilkan").click()
    total(page, "1 produk")
    expect(page.locator("#trouble")).to_be_hidden()
