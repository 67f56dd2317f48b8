"""A committee runs its cluster's page on a phone, and a visitor sees it."""

import io

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from artisans.choices import MembershipRole
from tests.factories import ArtisanFactory, ClusterFactory, MembershipFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cluster():
    cluster = ClusterFactory(name="Klaster Tas Kota Semarang", last_confirmed_at="2026-11-01T10:00Z")
    chair = MembershipFactory(cluster=cluster, role=MembershipRole.CHAIR, artisan=ArtisanFactory(published=True))
    chair.artisan.users.add(UserFactory(username="ketua"))
    return cluster


def photo(name: str, colour: str) -> dict:
    file = io.BytesIO()
    Image.new("RGB", (1800, 1300), colour).save(file, "JPEG")
    return {"name": name, "mimeType": "image/jpeg", "buffer": file.getvalue()}


def press(page: Page, role: str, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role(role, name=name).first.click()


def fill_page(page: Page, cluster) -> None:
    """Story, two photos in another order, hours and news, from the page to the page."""
    with page.expect_navigation():
        page.get_by_role("region", name="Klaster yang saya urus").get_by_role("link", name=cluster.name).click()
    press(page, "link", "Ceritakan kisah Anda")
    page.get_by_label("Cerita").fill("Sejak 1980 kami menjahit tas.")
    press(page, "button", "Simpan")
    expect(page.locator("main")).to_contain_text("Tersimpan. Pengunjung melihatnya mulai sekarang.")
    press(page, "link", "Tambah foto")
    page.locator("input[type='file']").set_input_files([photo("a.jpg", "sienna"), photo("b.jpg", "navy")])


def describe_and_order(page: Page) -> None:
    boxes = page.get_by_label("Apa yang tampak di foto")
    boxes.nth(0).fill("Anyaman")
    boxes.nth(1).fill("Bengkel")
    press(page, "button", "Mundurkan")
    expect(page.get_by_label("Apa yang tampak di foto").nth(0)).to_have_value("Bengkel")
    expect(page.get_by_text("Foto utama", exact=True).locator("visible=true")).to_have_count(1)
    press(page, "button", "Simpan dan kembali")


def write_news(page: Page) -> None:
    press(page, "link", "Jam kunjungan")
    page.get_by_label("Jam kunjungan").fill("Senin sampai Sabtu, 9-15")
    press(page, "button", "Simpan")
    press(page, "link", "Kabar")
    press(page, "link", "Tulis kabar")
    page.get_by_label("Judul").fill("Pelatihan batik")
    press(page, "button", "Terbitkan")
    expect(page.get_by_label("Judul")).to_have_value("Pelatihan batik")
    page.get_by_label("Teks").fill("Dua hari, tanpa biaya.")
    press(page, "button", "Terbitkan")
    expect(page.locator("main")).to_contain_text("Kabar Anda sudah tampil di halaman klaster.")


def test_a_committee_fills_the_page_and_a_visitor_sees_it(visit, cluster):
    chair = cluster.memberships.get().artisan.users.get()
    page = visit("/akun/", by=chair)
    fill_page(page, cluster)
    expect(page.locator("[data-photo]")).to_have_count(2, timeout=60_000)
    describe_and_order(page)
    write_news(page)
    visitor = visit(cluster.get_absolute_url())
    shown = visitor.locator("main")
    for text in (
        "Sejak 1980 kami menjahit tas.",
        "Senin sampai Sabtu, 9-15",
        "Pelatihan batik",
        "Dua hari, tanpa biaya.",
    ):
        expect(shown).to_contain_text(text)
    alts = visitor.locator(".gallery-large img").evaluate_all("images => images.map((image) => image.alt)")
    assert alts == ["Bengkel", "Anyaman"]
    visitor.locator(".gallery-large img").first.evaluate("image => image.decode()")
    assert visitor.evaluate("document.documentElement.scrollWidth <= innerWidth")
