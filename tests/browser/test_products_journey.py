"""A product on a phone: three steps over a line that breaks, and the same without JavaScript."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from products.choices import ProductState
from products.models import Product
from tests.factories import ArtisanFactory, CraftFactory, MaterialFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def maker():
    maker, artisan = UserFactory(), ArtisanFactory(published=True, public_name="Tas Goni Lestari")
    artisan.users.add(maker)
    artisan.crafts.add(CraftFactory())
    MaterialFactory(slug="karung-goni", synonyms=["burlap"])
    MaterialFactory(slug="kulit-sapi")
    return maker


def photo(name: str, size: tuple[int, int] = (1800, 1300)) -> dict:
    file = io.BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(file, "JPEG", quality=92)
    return {"name": name, "mimeType": "image/jpeg", "buffer": file.getvalue()}


def begin(visit, maker, *, javascript: bool) -> Page:
    page = visit(f"/bengkel/{maker.artisans.get().code}/produk/", by=maker, javascript=javascript)
    with page.expect_navigation():
        page.get_by_role("button", name="Tambah produk").click()
    return page


def finish(page: Page, *, javascript: bool) -> None:
    page.get_by_label("Nama produk").fill("Tas belanja")
    if javascript:
        page.get_by_label("Cari bahan").fill("burlap")
        expect(page.get_by_label("Kulit sapi")).to_be_hidden()
    page.get_by_label("Karung goni").check()
    next_page(page, "Lanjut: harga")
    page.get_by_label("Mulai dari harga ini").check()
    page.get_by_label("Harga satu buah").fill("125.000")
    next_page(page, "Lanjut: lihat hasilnya")
    next_page(page, "Terbitkan")
    expect(page.locator("main")).to_contain_text("Produk sudah tayang.")


def next_page(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def published() -> list[tuple]:
    return [(product.name, product.state, product.photos.count()) for product in Product.objects.all()]


class BreakingLine:
    """Loses every third answer after the server has done its work, and every fourth piece before it arrives."""

    def __init__(self) -> None:
        self.sent = 0

    def __call__(self, route: Route) -> None:
        self.sent += 1
        if self.sent % 4 == 0:
            route.abort("connectionfailed")
        elif self.sent % 3 == 0:
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()


def test_three_photos_over_a_line_that_breaks_arrive_once_each(visit, maker, broken_line_is_no_complaint):
    page = begin(visit, maker, javascript=True)
    line = BreakingLine()
    page.route("**/foto/kirim/**", line)
    page.locator("input[type='file']").set_input_files(
        [photo(name, (900, 650)) for name in ("a.jpg", "b.jpg", "c.jpg")]
    )
    expect(page.locator("[data-photo]")).to_have_count(3, timeout=90_000)
    expect(page.get_by_text("Semua foto sudah terkirim.")).to_be_visible()
    assert line.sent > 6
    next_page(page, "Lanjut: apa produknya")
    finish(page, javascript=True)
    assert published() == [("Tas belanja", ProductState.PUBLISHED, 3)]


def test_photos_wait_for_the_line_survive_a_reload_and_go_on(visit, maker, broken_line_is_no_complaint):
    page = begin(visit, maker, javascript=True)
    page.route("**/foto/kirim/**", lambda route: route.abort("internetdisconnected"))
    page.locator("input[type='file']").set_input_files([photo("a.jpg"), photo("b.jpg")])
    expect(page.get_by_text("0 dari 2 sudah terkirim. Menunggu sinyal")).to_be_visible()
    page.unroute("**/foto/kirim/**")
    page.reload()
    expect(page.locator("[data-photo]")).to_have_count(2, timeout=60_000)
    page.reload()
    expect(page.locator("[data-photo]")).to_have_count(2)
    assert Product.objects.get().photos.count() == 2


def test_a_photo_that_is_left_out_leaves_nothing_at_the_server(visit, maker, settings, broken_line_is_no_complaint):
    page = begin(visit, maker, javascript=True)
    page.route(re.compile(r"offset=[1-9]"), lambda route: route.abort("internetdisconnected"))
    with page.expect_response(re.compile("offset=0")):
        page.locator("input[type='file']").set_input_files([photo("a.jpg")])
    expect(page.get_by_text("Menunggu sinyal")).to_be_visible()
    partial = settings.MEDIA_ROOT / "partial"
    assert len(list(partial.glob("*/*"))) == 1
    with page.expect_response(re.compile("given_up=")):
        page.get_by_role("button", name="Lewatkan").click()
    assert list(partial.glob("*/*")) == []
    page.unroute(re.compile(r"offset=[1-9]"))
    page.locator("input[type='file']").set_input_files([photo(f"{n}.jpg", (40, 30)) for n in range(8)])
    expect(page.locator("[data-photo]")).to_have_count(8, timeout=60_000)


def test_a_file_that_is_no_photo_is_told_and_the_next_one_goes_on(visit, maker, broken_line_is_no_complaint):
    page = begin(visit, maker, javascript=True)
    bad = {"name": "surat.jpg", "mimeType": "image/jpeg", "buffer": b"no photo"}
    page.locator("input[type='file']").set_input_files([bad, photo("a.jpg")])
    expect(page.get_by_text("Berkas ini bukan foto yang dapat dibaca.")).to_be_visible()
    expect(page.locator("[data-photo]")).to_have_count(1)


def test_without_javascript_plain_files_do(visit, maker):
    page = begin(visit, maker, javascript=False)
    page.locator("input[type='file']").set_input_files([photo("a.jpg"), photo("b.jpg")])
    next_page(page, "Lanjut: apa produknya")
    finish(page, javascript=False)
    assert published() == [("Tas belanja", ProductState.PUBLISHED, 2)]
