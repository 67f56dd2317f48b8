"""A buyer on a phone reaches a maker: by WhatsApp where the maker agreed, else by a message that is answered."""

import re

import pytest
from playwright.sync_api import Page, expect

from artisans.choices import ConsentPurpose
from artisans.models import PersonIdentity
from orders.models import Enquiry
from tests.browser.test_journeys import go, press, with_and_without_javascript
from tests.cast import PURWODINATAN, UNDIALLABLE
from tests.factories import ArtisanFactory, ConsentFactory, ProductFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def maker():
    made = ArtisanFactory(published=True, region_id=PURWODINATAN, public_name="Tas Goni Lestari")
    PersonIdentity.objects.create(artisan=made, phone=UNDIALLABLE)
    return made


def no_wider_than_the_phone(page: Page) -> bool:
    return page.evaluate("document.scrollingElement.scrollWidth") <= 390


@with_and_without_javascript
def test_where_the_maker_agreed_a_tap_leads_to_the_chat(visit, maker, javascript):
    ConsentFactory(artisan=maker, purpose=ConsentPurpose.WHATSAPP)
    product = ProductFactory(published=True, artisan=maker, name="Tas Pasar")
    page = visit(product.get_absolute_url(), javascript=javascript)
    assert [secret in page.content() for secret in ("wa.me", UNDIALLABLE[1:])] == [False, False]
    press(page, "Chat WhatsApp")
    link = page.get_by_role("link", name="Buka WhatsApp")
    expect(link).to_have_attribute("href", re.compile(rf"^https://wa\.me/{UNDIALLABLE[1:]}\?text=Halo%20Tas%20Goni"))
    expect(link).to_have_attribute("rel", "noopener noreferrer nofollow")
    expect(page.locator("blockquote")).to_contain_text(f"Tas Pasar ({product.spoken_code})")
    expect(page.locator("main")).to_contain_text("Ini nomor contoh")
    assert no_wider_than_the_phone(page)
    # The content security policy lets the link leave the site, and nothing of this page goes along.
    sent = []
    page.context.route("https://wa.me/**", lambda route: (sent.append(route.request), route.fulfill(body="WhatsApp")))
    link.click()
    expect(page.locator("body")).to_have_text("WhatsApp")
    assert [request.headers.get("referer") for request in sent] == [None]


@with_and_without_javascript
def test_without_consent_a_message_is_written_answered_and_read_by_the_link(visit, maker, javascript):
    user = UserFactory(first_name="Bu Lestari")
    maker.users.add(user)
    product = ProductFactory(published=True, artisan=maker, name="Tas Pasar")
    page = visit(product.get_absolute_url(), javascript=javascript)
    expect(page.get_by_role("button", name="Chat WhatsApp")).to_have_count(0)
    go(page, "Tulis pesan")
    page.get_by_label("Nama Anda").fill("Bu Sari")
    page.get_by_label("Pesan", exact=True).fill("Apakah bisa dibuat lima puluh buah?")
    page.wait_for_timeout(3_500)  # a form sent faster than a person writes comes back
    press(page, "Kirim")
    expect(page.get_by_role("heading", name="Pesan Anda sudah dikirim")).to_be_visible()
    link = page.locator("[data-copied]").inner_text()
    assert no_wider_than_the_phone(page)
    assert "#" not in page.url

    page = visit("/akun/", by=user, javascript=javascript)
    go(page, "Pesan dari pembeli")
    go(page, "Bu Sari")
    page.get_by_label("Pesan", exact=True).fill("Bisa, selesai dalam tiga minggu.")
    press(page, "Kirim jawaban")
    expect(page.get_by_role("status").first).to_contain_text("Jawaban Anda sudah dikirim")
    assert no_wider_than_the_phone(page)

    page = visit(link.partition("#")[0] if not javascript else link, javascript=javascript)
    if not javascript:
        page.get_by_label("Kata pada tautan Anda").fill(link)
        press(page, "Buka")
    expect(page.locator(".letter-answer")).to_contain_text("Bisa, selesai dalam tiga minggu.")
    page.get_by_label("Pesan", exact=True).fill("Baik, saya pesan.")
    press(page, "Kirim")
    expect(page.locator(".letter").last).to_contain_text("Baik, saya pesan.")
    press(page, "Tutup percakapan")
    expect(page.locator("main")).to_contain_text("Percakapan ditutup pada")
    assert list(Enquiry.objects.values_list("state", "product")) == [("CLOSED", product.pk)]
