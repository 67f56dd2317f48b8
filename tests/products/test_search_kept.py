"""What a browser may show again: the same page while nothing changes, and never after that."""

from collections.abc import Callable

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponse
from django.test import Client, RequestFactory

from artisans.actions.consents import set_consents
from artisans.choices import ConsentMethod, ConsentPurpose
from core.build import forget_build
from products import actions, search
from products.actions import photos
from products.models import Product
from tests.factories import MaterialFactory, ProductFactory, ProductPhotoFactory, UserFactory

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def bag() -> Product:
    product = ProductFactory(name="Tas Goni", published=True, materials=[MaterialFactory()])
    ProductPhotoFactory.create_batch(4, product=product)
    # The row says so already: what changes from here on is what a test changes.
    search.refresh([product.pk])
    return product


@pytest.fixture
def tag(client, bag) -> str:
    """The mark of the page that a visitor has."""
    return client.get("/produk/")["ETag"]


def again(tag: str, address: str = "/produk/", client: Client | None = None, **headers) -> HttpResponse:
    return (client or Client()).get(address, HTTP_IF_NONE_MATCH=tag, **headers)


def test_a_page_that_is_still_true_is_not_searched_for_again(tag, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = again(tag)
    assert (response.status_code, response.content) == (304, b"")
    assert response["Cache-Control"] == "private, no-cache"


def test_the_page_sets_no_cookie_and_shared_caches_keep_nothing(client, bag):
    response = client.get("/produk/")
    assert response.cookies.output() == ""
    assert response["Cache-Control"] == "private, no-cache"
    assert {"Cookie", "HX-Request", "HX-History-Restore-Request"} <= set(response["Vary"].split(", "))


def rename(product: Product, by) -> None:
    actions.change_product(product=product, by=by, name="Tas Yute")


def write_in_capitals(product: Product, by) -> None:
    actions.change_product(product=product, by=by, name="TAS GONI")


def remove_a_photo(product: Product, by) -> None:
    photos.remove_photo(photo=product.cover, by=by)


def set_price(product: Product, by) -> None:
    product.artisan.users.add(by)
    actions.set_price(product=product, by=by, price_mode="FROM", price=product.price)


def order_photos(product: Product, by) -> None:
    keys = list(product.photos.order_by("-position").values_list("pk", flat=True))
    photos.order_photos(product=product, by=by, photo_ids=keys)


def describe_photos(product: Product, by) -> None:
    photos.describe_photos(product=product, by=by, alts={product.photos.first().pk: "Tas di atas meja"})


def publish_another(product: Product, by) -> None:
    actions.publish_product(product=ProductFactory(), by=by)


def archive(product: Product, by) -> None:
    actions.archive_product(product=product, by=by)


def withdraw(product: Product, by) -> None:
    asked = {"purposes": [], "asked": [ConsentPurpose.PUBLIC_PROFILE], "method": ConsentMethod.SPOKEN}
    set_consents(artisan=product.artisan, by=by, **asked)


@pytest.mark.parametrize(
    "change",
    [
        rename,
        write_in_capitals,
        set_price,
        order_photos,
        describe_photos,
        remove_a_photo,
        publish_another,
        archive,
        withdraw,
    ],
)
def test_after_any_change_of_what_is_shown_the_page_is_made_anew(bag, tag, change: Callable):
    by = UserFactory(administrator=True)
    assert again(tag).status_code == 304
    change(bag, by)
    assert again(tag).status_code == 200


def test_another_address_language_or_version_of_the_site_is_another_page(tag, settings):
    assert again(tag, "/produk/?q=tas").status_code == 200
    assert again(tag, "/en/products/").status_code == 200
    settings.DEMO_SITE = not settings.DEMO_SITE
    forget_build()
    assert again(tag).status_code == 200
    forget_build()


def test_nobody_keeps_a_page_of_somebody_signed_in(tag):
    officer = Client()
    officer.force_login(UserFactory())
    response = again(tag, client=officer)
    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")
    assert "ETag" not in response


def test_a_message_is_shown_and_not_kept(tag):
    visitor, response = Client(), HttpResponse()
    storage = CookieStorage(RequestFactory().get("/"))
    storage.add(20, "Pesan Anda terkirim.")
    storage.update(response)
    visitor.cookies = response.cookies
    shown = again(tag, client=visitor)
    assert "Pesan Anda terkirim." in shown.content.decode()
    assert (shown["Cache-Control"], "ETag" in shown) == ("private, no-store", False)


def test_the_part_for_htmx_is_never_taken_for_the_page_nor_the_page_for_it(tag):
    assert again(tag, **HTMX).status_code == 200
    assert "ETag" not in again(tag, **HTMX)
    assert again(tag, **HTMX, HTTP_HX_HISTORY_RESTORE_REQUEST="true").status_code == 304
