"""A product's page and photos: for everybody while product and maker are public, else for those it concerns."""

import pytest
from django.urls import reverse
from PIL import Image

from artisans.choices import ConsentPurpose
from artisans.models import PersonIdentity
from core.photos import store_photo
from products import actions
from products.choices import PriceMode, ProductState, Visibility
from tests.cast import UNDIALLABLE
from tests.factories import (
    ArtisanFactory,
    ClusterFactory,
    ConsentFactory,
    MaterialFactory,
    MembershipFactory,
    ProductFactory,
    ProductPhotoFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def answer(client, address: str) -> tuple[int, str]:
    """The status and the content type. A photo is read to its end, which closes its file."""
    response = client.get(address)
    if response.streaming:
        b"".join(response.streaming_content)
    return response.status_code, response["Content-Type"]


def page(client, product) -> str:
    response = client.get(product.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_shows_what_a_buyer_asks(client):
    artisan = ArtisanFactory(published=True, public_name="Rumah Tas Melati", region_id="33.74.01.1011")
    cluster = ClusterFactory(name="Klaster Tas Kota Semarang")
    MembershipFactory(artisan=artisan, cluster=cluster)
    product = ProductFactory(
        published=True,
        artisan=artisan,
        name="Tas Belanja",
        price_mode=PriceMode.FROM,
        price=125_000,
        min_order=12,
        lead_days=7,
        description="Dianyam tangan.",
        materials=[MaterialFactory(slug="limbah-plastik", is_recycled=True)],
    )
    other = ProductFactory(published=True, artisan=artisan, name="Dompet")
    html = page(client, product)
    for words in ["Tas Belanja", "mulai Rp\u00a0125.000", "12 buah", "7 hari", "Dianyam tangan.", "Limbah plastik"]:
        assert words in html
    for address in [
        artisan.get_absolute_url(),
        cluster.get_absolute_url(),
        other.get_absolute_url(),
        "/produk/?material=limbah-plastik",
        "/produk/?region=33.74.01.1011",
        "/produk/?craft=bag",
    ]:
        assert f'href="{address}"' in html


def test_no_telephone_number_is_on_the_page(client):
    product = ProductFactory(published=True)
    PersonIdentity.objects.create(artisan=product.artisan, phone=UNDIALLABLE, legal_name="Nama Asli")
    html = page(client, product)
    assert UNDIALLABLE[3:] not in html
    assert "Nama Asli" not in html


@pytest.mark.parametrize("typed", ["{code}", "{code}/salah", "{lower}/apa-saja", "{spoken}"])
def test_the_code_alone_finds_the_page_and_the_address_is_put_right(client, typed):
    product = ProductFactory(published=True, name="Tas Belanja")
    typed = typed.format(code=product.code, lower=product.code.lower(), spoken=product.spoken_code)
    response = client.get(f"/produk/{typed}/")
    assert (response.status_code, response.url) == (301, f"/produk/{product.code}/tas-belanja/")


@pytest.mark.parametrize("code", ["AAAAAA", "K7Q4MZ", "zzz", "'%00"])
def test_a_code_that_is_none_is_not_found(client, code):
    assert client.get(f"/produk/{code}/x/").status_code == 404


@pytest.mark.parametrize(
    "kind",
    [
        {"state": ProductState.DRAFT},
        {"state": ProductState.ARCHIVED},
        {"visibility": Visibility.MEMBERS},
        {"artisan__published": False},
    ],
)
def test_what_is_not_public_is_seen_by_its_maker_and_officers_of_the_area_alone(client, kind):
    product = ProductFactory(**{"published": True, **kind})
    photo = ProductPhotoFactory(product=product, key=store_photo(Image.new("RGB", (9, 9)), "products"))
    maker = UserFactory()
    product.artisan.users.add(maker)
    answers = {None: 404, UserFactory(): 404, UserFactory(areas=["32.73"]): 404}
    answers |= {maker: 200, UserFactory(areas=["33.74"]): 200, UserFactory(administrator=True): 200}
    for user, status in answers.items():
        if user:
            client.force_login(user)
        assert answer(client, product.get_absolute_url())[0] == status
        assert answer(client, photo.photo.address(400))[0] == status


def test_a_photo_is_served_for_as_long_as_its_product_is_public(client):
    product = ProductFactory(published=True)
    photo = ProductPhotoFactory(product=product, key=store_photo(Image.new("RGB", (9, 9)), "products"))
    address = photo.photo.address(400)
    assert address.startswith("/produk/foto/")
    assert answer(client, address) == (200, "image/webp")
    assert answer(client, address.replace("/400", "/401"))[0] == 404
    assert answer(client, reverse("products:photo", args=["none", 400]))[0] == 404
    actions.archive_product(product=product, by=UserFactory(administrator=True))
    assert answer(client, address)[0] == 404


def test_the_prices_so_far_are_for_the_maker_and_the_officers(client):
    officer = UserFactory(areas=["33.74"], username="petugas.semarang")
    product = ProductFactory(published=True)
    ConsentFactory(artisan=product.artisan, purpose=ConsentPurpose.PRICES)
    actions.set_price(product=product, by=officer, price_mode=PriceMode.FIXED, price=87_000)
    actions.set_price(product=product, by=officer, price_mode=PriceMode.FIXED, price=99_000)
    assert "87.000" not in page(client, product)
    client.force_login(officer)
    html = page(client, product)
    assert "Rp\u00a087.000" in html
    assert "petugas.semarang" in html


def test_the_page_asks_the_database_the_same_for_one_row_and_for_three(client, django_assert_num_queries):
    def product(size: int):
        artisan = ArtisanFactory(published=True)
        materials = [MaterialFactory() for _ in range(size)]
        products = [ProductFactory(published=True, artisan=artisan, materials=materials) for _ in range(size + 1)]
        for one in products:
            for _ in range(size):
                ProductPhotoFactory(product=one)
        for _ in range(size):
            MembershipFactory(artisan=artisan)
        return products[0]

    for size in (1, 3):
        one = product(size)
        with django_assert_num_queries(8):
            page(client, one)
