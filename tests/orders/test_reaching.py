"""Reaching a maker: the chat and the number after a signed step, and only while the maker agrees."""

import re
from urllib.parse import unquote

import pytest
from django.core import signing
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from artisans.actions.consents import withdraw
from artisans.actions.erasing import erase
from artisans.choices import ArtisanState, ConsentPurpose
from artisans.models import Artisan, PersonIdentity
from orders.limits import REVEALS_OF_ALL, REVEALS_OF_AN_ADDRESS
from orders.ways import BUTTON_LASTS, chat_token, read_chat_token
from products.choices import ProductState
from products.models import Product
from tests.addresses import english
from tests.factories import ArtisanFactory, ConsentFactory, ProductFactory, SalesChannelFactory, UserFactory

pytestmark = pytest.mark.django_db
PHONE = "+620098761111"
BUTTONS = ["Chat WhatsApp", "Tampilkan nomor telepon", "Tulis pesan"]


def a_maker(*purposes: str, phone: str = PHONE, **values) -> Artisan:
    artisan = ArtisanFactory(published=True, public_name="Tas Goni Lestari", **values)
    PersonIdentity.objects.create(artisan=artisan, phone=phone)
    for purpose in purposes:
        ConsentFactory(artisan=artisan, purpose=purpose)
    return artisan


def offered(address: str) -> list[str]:
    page = Client().get(address).content.decode()
    return [button for button in BUTTONS if re.search(rf"{button}\s*</(button|a)>", page)]


def token_on(address: str) -> str:
    return re.search(r'name="token" value="([^"]+)"', Client().get(address).content.decode())[1]


def pressed(artisan: Artisan, token: str, **extra):
    return Client().post(reverse("orders:chat", args=[artisan.code]), {"token": token}, **extra)


@pytest.mark.parametrize(
    ("purposes", "phone", "buttons"),
    [
        ([], PHONE, ["Tulis pesan"]),
        ([ConsentPurpose.WHATSAPP], PHONE, ["Chat WhatsApp"]),
        ([ConsentPurpose.SHOW_NUMBER], PHONE, ["Tampilkan nomor telepon"]),
        ([ConsentPurpose.WHATSAPP, ConsentPurpose.SHOW_NUMBER], PHONE, ["Chat WhatsApp"]),
        ([ConsentPurpose.WHATSAPP, ConsentPurpose.SHOW_NUMBER], "", ["Tulis pesan"]),
    ],
)
def test_the_pages_offer_what_the_maker_agreed_to(purposes, phone, buttons):
    artisan = a_maker(*purposes, phone=phone)
    product = ProductFactory(published=True, artisan=artisan)
    assert [offered(artisan.get_absolute_url()), offered(product.get_absolute_url())] == [buttons, buttons]


@pytest.mark.parametrize("state", [ArtisanState.DORMANT, ArtisanState.CLOSED])
def test_who_is_not_at_work_is_reached_by_nobody(state):
    artisan = a_maker(ConsentPurpose.WHATSAPP, ConsentPurpose.SHOW_NUMBER)
    product = ProductFactory(published=True, artisan=artisan)
    token = token_on(product.get_absolute_url())
    Artisan.objects.filter(pk=artisan.pk).update(state=state)
    assert [offered(artisan.get_absolute_url()), offered(product.get_absolute_url())] == [[], []]
    page = pressed(artisan, token).content.decode()
    assert ("wa.me" in page, "987611" in page, "tidak lagi memberikan nomornya" in page) == (False, False, True)


def test_the_button_of_a_product_reveals_the_chat_with_the_products_text():
    artisan = a_maker(ConsentPurpose.WHATSAPP)
    product = ProductFactory(published=True, artisan=artisan, name="Tas Pasar")
    page = Client().get(product.get_absolute_url()).content.decode()
    assert ("wa.me" in page, "987611" in page) == (False, False)
    response = pressed(artisan, token_on(product.get_absolute_url()))
    link = re.search(r'href="(https://wa.me/[^"]+)"', response.content.decode())[1]
    assert unquote(link) == (
        "https://wa.me/620098761111?text=Halo Tas Goni Lestari, saya tertarik dengan Tas Pasar"
        f" ({product.spoken_code}): http://testserver/produk/{product.code}/tas-pasar/"
    )
    kept = {name: response[name] for name in ("Cache-Control", "X-Robots-Tag", "Referrer-Policy")}
    assert kept == {
        "Cache-Control": "private, no-store",
        "X-Robots-Tag": "noindex, nofollow",
        "Referrer-Policy": "same-origin",
    }
    # Consent to write is no consent to show the number in words.
    assert "tel:" not in response.content.decode()


def test_in_english_the_chat_begins_in_english():
    artisan = a_maker(ConsentPurpose.WHATSAPP)
    response = Client().post(english("orders:chat", artisan.code), {"token": chat_token(artisan.code, "")})
    assert "Hello Tas Goni Lestari, I found your page" in response.content.decode()


def test_consent_to_show_the_number_shows_it_without_a_chat():
    artisan = a_maker(ConsentPurpose.SHOW_NUMBER)
    page = pressed(artisan, token_on(artisan.get_absolute_url())).content.decode()
    assert ('href="tel:+620098761111"' in page, "wa.me" in page) == (True, False)


def test_a_sample_number_says_so_and_a_real_one_is_written_as_people_write_it():
    sample, real = a_maker(ConsentPurpose.SHOW_NUMBER), a_maker(ConsentPurpose.SHOW_NUMBER, phone="+6281298760000")
    pages = [pressed(artisan, chat_token(artisan.code, "")).content.decode() for artisan in (sample, real)]
    assert [("Ini nomor contoh" in page, "0812-9876-0000" in page) for page in pages] == [(True, False), (False, True)]


def test_a_withdrawal_counts_at_once_also_for_a_page_that_is_already_open():
    artisan = a_maker(ConsentPurpose.WHATSAPP, ConsentPurpose.SHOW_NUMBER)
    token = token_on(artisan.get_absolute_url())
    for purpose in (ConsentPurpose.WHATSAPP, ConsentPurpose.SHOW_NUMBER):
        withdraw(artisan=artisan, purpose=purpose, by=UserFactory())
    page = pressed(artisan, token).content.decode()
    assert ("987611" in page, "tidak lagi memberikan nomornya" in page) == (False, True)
    withdraw(artisan=artisan, purpose=ConsentPurpose.PUBLIC_PROFILE, by=UserFactory())
    assert pressed(artisan, token).status_code == 404


@pytest.mark.parametrize("method", ["get", "head"])
def test_no_link_reveals_anything(method):
    artisan = a_maker(ConsentPurpose.WHATSAPP)
    address = reverse("orders:chat", args=[artisan.code], query={"token": chat_token(artisan.code, "")})
    response = getattr(Client(), method)(address)
    assert (response.status_code, response["Location"]) == (302, artisan.get_absolute_url())


def test_a_post_without_the_pages_own_tokens_reveals_nothing():
    artisan, other = a_maker(ConsentPurpose.WHATSAPP), a_maker(ConsentPurpose.WHATSAPP)
    for token in ("", "x", chat_token(other.code, ""), chat_token(artisan.code, "") + "x"):
        page = pressed(artisan, token).content.decode()
        assert ("987611" in page, "terbuka terlalu lama" in page) == (False, True)
    strict = Client(enforce_csrf_checks=True)
    address = reverse("orders:chat", args=[artisan.code])
    assert strict.post(address, {"token": chat_token(artisan.code, "")}).status_code == 403


def test_a_button_lasts_a_day(monkeypatch):
    token = chat_token("K7Q4MX", "")
    assert read_chat_token(token, "K7Q4MX") == ""
    made = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: made + BUTTON_LASTS + 2)
    assert read_chat_token(token, "K7Q4MX") is None


def test_a_product_that_went_off_is_not_in_the_words():
    artisan = a_maker(ConsentPurpose.WHATSAPP)
    product = ProductFactory(published=True, artisan=artisan, name="Tas Rahasia")
    token = token_on(product.get_absolute_url())
    Product.objects.filter(pk=product.pk).update(state=ProductState.ARCHIVED)
    page = pressed(artisan, token).content.decode()
    assert ("wa.me" in page, "Rahasia" in page) == (True, False)


def test_many_reveals_from_one_address_are_refused_and_another_address_goes_on():
    artisan = a_maker(ConsentPurpose.WHATSAPP)
    token = chat_token(artisan.code, "")
    answers = [pressed(artisan, token).status_code for _time in range(REVEALS_OF_AN_ADDRESS.most + 1)]
    assert answers == [200] * REVEALS_OF_AN_ADDRESS.most + [429]
    refused = pressed(artisan, token).content.decode()
    assert ("987611" in refused, "Tunggu satu jam" in refused) == (False, True)
    assert reverse("orders:ask_maker", args=[artisan.code]) in refused
    assert pressed(artisan, token, REMOTE_ADDR="10.1.2.3").status_code == 200


def test_addresses_of_one_household_count_as_one():
    artisan = a_maker(ConsentPurpose.WHATSAPP)
    token = chat_token(artisan.code, "")
    answers = [
        pressed(artisan, token, REMOTE_ADDR=f"2001:db8:0:1::{number:x}").status_code
        for number in range(1, REVEALS_OF_AN_ADDRESS.most + 2)
    ]
    assert answers[-2:] == [200, 429]


def test_what_a_crowd_of_addresses_may_ask_for_in_a_day_has_an_end():
    artisan = a_maker(ConsentPurpose.WHATSAPP)
    for _time in range(REVEALS_OF_ALL.most):
        REVEALS_OF_ALL.lets_pass()
    page = pressed(artisan, chat_token(artisan.code, "")).content.decode()
    assert ("987611" in page, "lagi besok" in page) == (False, True)


def test_no_address_of_a_visitor_lies_in_the_cache():
    pressed(a_maker(ConsentPurpose.WHATSAPP), "x")
    assert [key for key in cache._cache if "127.0.0.1" in key] == []


def test_the_number_is_in_no_log(caplog):
    caplog.set_level("DEBUG")
    artisan = a_maker(ConsentPurpose.WHATSAPP)
    pressed(artisan, chat_token(artisan.code, ""))
    told = [record.getMessage() for record in caplog.records if record.name != "django.db.backends"]
    assert [line for line in told if "987611" in line] == []


def test_the_products_page_names_the_makers_shops():
    product = ProductFactory(published=True)
    SalesChannelFactory(artisan=product.artisan, url="https://shopee.co.id/tas-goni")
    assert ">Shopee</a>" in Client().get(product.get_absolute_url()).content.decode()


def test_the_addresses_of_an_erased_maker_say_that_it_is_gone():
    artisan = a_maker(ConsentPurpose.WHATSAPP)
    addresses = [reverse(f"orders:{name}", args=[artisan.code]) for name in ("ask_maker", "chat")]
    erase(artisans=[artisan], by=UserFactory())
    answers = [answer for address in addresses for answer in (Client().get(address), Client().post(address))]
    assert [answer.status_code for answer in answers] == [410] * 4
    assert {"artisans/gone.html"} <= {template.name for template in answers[0].templates}
    assert Client().get(reverse("orders:ask_maker", args=["K7Q4MX"])).status_code == 404
