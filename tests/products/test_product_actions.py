"""A product is written, priced, shown, confirmed and taken off by those who answer for its maker."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.utils import translation
from PIL import Image

from artisans.choices import ConsentPurpose
from products import actions
from products.choices import Availability, PriceMode, ProductState
from products.models import PriceEntry, Product
from products.models.product import MAX_PHOTOS
from tests.factories import (
    ConsentFactory,
    CraftFactory,
    MaterialFactory,
    ProductFactory,
    ProductPhotoFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return UserFactory(areas=["33.74"])


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def picture() -> Image.Image:
    return Image.new("RGB", (60, 40), "brown")


def priced_by(officer):
    """A maker who lets the officer write prices."""
    return ConsentFactory(purpose=ConsentPurpose.PRICES, witness=officer).artisan


def prices(product: Product) -> list[tuple]:
    return list(product.price_entries.order_by("pk").values_list("price_mode", "amount", "set_by__username"))


def test_a_new_product_is_a_draft_with_its_materials_and_first_price(officer):
    leather = MaterialFactory(slug="kulit")
    product = actions.create_product(
        artisan=priced_by(officer), by=officer, craft=CraftFactory(), name="Ransel", price=90_000, materials=[leather]
    )
    product.refresh_from_db()
    assert (product.state, product.published_at, list(product.materials.all())) == (ProductState.DRAFT, None, [leather])
    assert prices(product) == [(PriceMode.FIXED, 90_000, officer.username)]


def test_the_history_keeps_each_change_of_price_or_of_its_kind_and_who_made_it(officer):
    maker = UserFactory()
    product = actions.create_product(
        artisan=priced_by(officer), by=officer, craft=CraftFactory(), name="Ransel", price=90_000, materials=[]
    )
    product.artisan.users.add(maker)
    actions.set_price(product=product, by=maker, price_mode=PriceMode.FIXED, price=95_000)
    actions.change_product(product=product, by=officer, name="Ransel Goni")
    actions.set_price(product=product, by=maker, price_mode=PriceMode.ASK, price=None)
    assert prices(product) == [
        (PriceMode.FIXED, 90_000, officer.username),
        (PriceMode.FIXED, 95_000, maker.username),
        (PriceMode.ASK, None, maker.username),
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"price": -1}, "Write a price between 0 and 10,000,000,000 rupiah."),
        ({"price": 10**10 + 1}, "Write a price between 0 and 10,000,000,000 rupiah."),
        ({"price": None}, "Write the price, or choose “Ask for the price” and leave the price empty."),
        (
            {"price_mode": PriceMode.ASK},
            "Write the price, or choose “Ask for the price” and leave the price empty.",
        ),
        ({"min_order": 0}, "The minimum order is one piece or more."),
    ],
)
def test_a_value_that_cannot_be_is_refused_in_a_sentence_and_nothing_is_kept(officer, changes, sentence):
    product = ProductFactory(name="Ransel")
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        actions.change_product(product=product, by=officer, **changes)
    product.refresh_from_db()
    with translation.override("en"):
        messages = refused.value.messages
    assert (messages, product.price, PriceEntry.objects.count()) == ([sentence], 100_000, 0)


def test_publishing_dates_and_confirms_and_publishing_again_keeps_the_first_date(officer):
    product = ProductFactory()
    first = actions.publish_product(product=product, by=officer)
    assert first.published_at == first.last_confirmed_at
    actions.archive_product(product=product, by=officer)
    again = actions.publish_product(product=product, by=officer)
    assert (again.state, again.published_at) == (ProductState.PUBLISHED, first.published_at)
    assert again.last_confirmed_at > first.last_confirmed_at


def test_confirming_changes_nothing_but_the_day(officer):
    product = ProductFactory(availability=Availability.MADE_TO_ORDER)
    actions.confirm_product(product=product, by=officer)
    product.refresh_from_db()
    assert product.last_confirmed_at is not None
    assert (product.state, product.availability) == (ProductState.DRAFT, Availability.MADE_TO_ORDER)


@pytest.mark.parametrize(
    ("state", "step"),
    [
        (ProductState.PUBLISHED, actions.publish_product),
        (ProductState.PUBLISHED, actions.submit_product),
        (ProductState.ARCHIVED, actions.archive_product),
        (ProductState.SUBMITTED, actions.submit_product),
    ],
)
def test_a_step_that_makes_no_sense_from_here_is_refused(officer, state, step):
    product = ProductFactory(published=True)
    Product.objects.update(state=state)
    with pytest.raises(actions.NotFromThisState):
        step(product=product, by=officer)


@pytest.mark.parametrize(
    "act",
    [
        lambda product, by: actions.change_product(product=product, by=by, name="Milik saya"),
        lambda product, by: actions.create_product(
            artisan=product.artisan, by=by, craft=product.craft, name="Baru", price=1, materials=[]
        ),
        lambda product, by: actions.publish_product(product=product, by=by),
        lambda product, by: actions.archive_product(product=product, by=by),
        lambda product, by: actions.confirm_product(product=product, by=by),
        lambda product, by: actions.set_price(product=product, by=by, price_mode=PriceMode.FIXED, price=1),
        lambda product, by: actions.add_photo(product=product, by=by, image=picture()),
        lambda product, by: actions.order_photos(product=product, by=by, photo_ids=[]),
    ],
)
def test_nobody_but_the_maker_and_officers_of_the_area_may_do_anything(act):
    product = ProductFactory(name="Ransel")
    for by in (UserFactory(), UserFactory(areas=["32.73"])):
        with pytest.raises(actions.NotTheirProduct):
            act(product, by)
    assert list(Product.objects.values_list("name", "state", "price")) == [("Ransel", "DRAFT", 100_000)]


def test_photos_keep_the_order_they_were_given(officer):
    product = ProductFactory()
    first, second, third = (actions.add_photo(product=product, by=officer, image=picture()) for _ in range(3))
    actions.order_photos(product=product, by=officer, photo_ids=[third.pk, first.pk, second.pk])
    assert [photo.pk for photo in product.photos_in_order] == [third.pk, first.pk, second.pk]
    fourth = actions.add_photo(product=product, by=officer, image=picture(), alt="Bagian dalam")
    assert [photo.pk for photo in product.photos_in_order][-1] == fourth.pk


@pytest.mark.parametrize("pick", ["first", "first first", "first foreign", "first second foreign", ""])
def test_an_order_that_is_not_of_exactly_the_products_photos_is_refused(officer, pick):
    product = ProductFactory()
    ids = {name: ProductPhotoFactory(product=product).pk for name in ("first", "second")}
    ids["foreign"] = ProductPhotoFactory().pk
    with pytest.raises(actions.PhotoOfAnother):
        actions.order_photos(product=product, by=officer, photo_ids=[ids[name] for name in pick.split()])


def test_one_photo_too_many_is_refused_and_leaves_no_file(officer):
    product = ProductFactory()
    for _ in range(MAX_PHOTOS):
        ProductPhotoFactory(product=product)
    with pytest.raises(actions.TooManyPhotos):
        actions.add_photo(product=product, by=officer, image=picture())
    assert product.photos.count() == MAX_PHOTOS
    assert not default_storage.exists("products")


def test_a_removed_photo_takes_its_files_along(officer, django_capture_on_commit_callbacks):
    photo = actions.add_photo(product=ProductFactory(), by=officer, image=picture())
    name = f"{photo.key}/400.webp"
    assert default_storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_photo(photo=photo, by=officer)
    assert not default_storage.exists(name)
