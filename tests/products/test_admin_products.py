"""Products and materials in the admin: written through the same actions as everywhere."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from artisans.choices import ConsentPurpose
from products.models import Material, Product, ProductPhoto, ProductSearch
from tests.addresses import english
from tests.admin_forms import save
from tests.factories import (
    ArtisanFactory,
    ConsentFactory,
    CraftFactory,
    MaterialFactory,
    ProductFactory,
    ProductPhotoFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
LIST = reverse("admin:products_product_changelist")
ADD = english("admin:products_product_add")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def officer(client):
    officer = UserFactory(areas=["33.74"])
    client.force_login(officer)
    return officer


@pytest.fixture
def administrator(client):
    administrator = UserFactory(administrator=True)
    client.force_login(administrator)
    return administrator


def let_write_prices(artisan):
    """The maker lets the officer write prices."""
    ConsentFactory(artisan=artisan, purpose=ConsentPurpose.PRICES)
    return artisan


def change(product):
    return english("admin:products_product_change", product.pk)


def answers(photos=(), kept=(), **other):
    form = {
        "name": "Tas belanja",
        "craft": CraftFactory().pk,
        "materials": [MaterialFactory(slug="goni").pk],
        "price_mode": "FIXED",
        "price": "125.000",
        "min_order": 1,
        "availability": "READY",
        "visibility": "PUBLIC",
        "price_entries-TOTAL_FORMS": 0,
        "price_entries-INITIAL_FORMS": 0,
        "photos-TOTAL_FORMS": len(kept) + len(photos),
        "photos-INITIAL_FORMS": len(kept),
    }
    for n, photo in enumerate(kept):
        form |= {f"photos-{n}-id": photo.pk, f"photos-{n}-product": photo.product_id, f"photos-{n}-position": n}
    for n, file in enumerate(photos, start=len(kept)):
        form |= {f"photos-{n}-file": file, f"photos-{n}-alt": f"Foto {n}", f"photos-{n}-position": n}
    return form | other


def jpeg(name="tas.jpg"):
    buffer = io.BytesIO()
    Image.new("RGB", (60, 40), "brown").save(buffer, "JPEG")
    return SimpleUploadedFile(name, buffer.getvalue(), "image/jpeg")


def test_an_officer_adds_a_product_with_price_and_photos(client, officer, settings):
    artisan = let_write_prices(ArtisanFactory(published=True))
    client.post(ADD, answers(photos=[jpeg(), jpeg()], artisan=artisan.pk))
    product = Product.objects.get()
    assert (product.artisan, product.price, product.state) == (artisan, 125_000, "DRAFT")
    assert [(entry.amount, entry.set_by) for entry in product.price_entries.all()] == [(125_000, officer)]
    assert [photo.alt for photo in product.photos.order_by("position")] == ["Foto 0", "Foto 1"]
    assert all((settings.MEDIA_ROOT / photo.key / "400.webp").exists() for photo in product.photos.all())


def test_a_saved_product_is_found_by_its_new_words_and_price_at_once(client, officer):
    product = ProductFactory(published=True, name="Lama")
    let_write_prices(product.artisan)
    save(client, change(product), answers(name="Ransel", price="99.000"))
    row = ProductSearch.objects.get()
    assert (row.price, "ransel" in row.tsv, "gon" in row.tsv) == (99_000, True, True)
    assert [entry.amount for entry in product.price_entries.order_by("pk")] == [99_000]


def test_a_product_stays_with_its_maker(client, officer):
    product = ProductFactory()
    save(client, change(product), answers(artisan=ArtisanFactory().pk))
    assert Product.objects.get().artisan == product.artisan


@pytest.mark.parametrize(
    ("wrong", "errors"),
    [
        ({"price": "-5"}, {"price": ["Write a price between 0 and 10,000,000,000 rupiah."]}),
        ({"price": "9" * 20}, {"price": ["Write a price between 0 and 10,000,000,000 rupiah."]}),
        ({"price": "murah"}, {"price": ["Write a whole amount of rupiah, such as 125.000."]}),
        ({"price": ""}, {"__all__": ["Write the price, or choose “Ask for the price” and leave the price empty."]}),
        (
            {"price_mode": "ASK"},
            {"__all__": ["Write the price, or choose “Ask for the price” and leave the price empty."]},
        ),
        ({"min_order": "0"}, {"__all__": ["The minimum order is one piece or more."]}),
        ({"min_order": "9" * 20}, {"min_order": ["Ensure this value is less than or equal to 2147483647."]}),
        ({"name": "a\0b"}, {"name": ["Null characters are not allowed."]}),
        ({"materials": ["x"]}, {"materials": ["“x” is not a valid value."]}),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_nothing_is_saved(client, officer, wrong, errors):
    product = ProductFactory(name="Lama", price=5)
    let_write_prices(product.artisan)
    page = save(client, change(product), answers(**wrong))
    assert page.context["adminform"].errors == errors
    assert Product.objects.get().name == "Lama"


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"x" * 60 * 2**20, "The photo is too large (60 MB). Send one of at most 20 MB."),
        (b"<svg onload=alert(1)>", "This file is not a photo that can be read. Send a JPEG, PNG or WebP picture."),
        (b"", "The submitted file is empty."),
    ],
    ids=["60 MB", "no photo", "empty"],
)
def test_a_bad_photo_is_a_sentence_at_its_field(client, officer, content, error):
    product = ProductFactory()
    page = save(client, change(product), answers(photos=[SimpleUploadedFile("tas.jpg", content, "image/jpeg")]))
    assert page.context["inline_admin_formsets"][0].formset.errors == [{"file": [error]}]
    assert not ProductPhoto.objects.exists()


def test_a_ninth_photo_is_refused_with_a_sentence(client, officer):
    product = ProductFactory()
    kept = [ProductPhotoFactory(product=product) for _n in range(8)]
    page = save(client, change(product), answers(kept=kept, photos=[jpeg()]))
    assert page.status_code == 200
    assert product.photos.count() == 8


def test_a_price_that_the_maker_did_not_let_anybody_write_is_refused_also_to_administrators(client, administrator):
    product = ProductFactory(price=100_000)
    page = save(client, change(product), answers(price="90.000", name="Ransel"))
    assert page.context["adminform"].errors == {
        "price": [
            "Only the maker sets prices. Ask whether you may write them, and note the yes under “Let the officer write"
            " my prices for me”."
        ]
    }
    save(client, change(product), answers(price="100.000", name="Ransel"))
    product.refresh_from_db()
    assert (product.name, product.price, product.price_entries.count()) == ("Ransel", 100_000, 0)


def test_photos_are_described_ordered_and_removed(client, officer, settings, django_capture_on_commit_callbacks):
    product = ProductFactory()
    let_write_prices(product.artisan)
    save(client, change(product), answers(photos=[jpeg(), jpeg()]))
    first, second = product.photos.order_by("position")
    changes = {"photos-0-DELETE": "on", "photos-1-alt": "Bagian dalam"}
    with django_capture_on_commit_callbacks(execute=True):
        save(client, change(product), answers(kept=[first, second], **changes))
    assert [(photo.pk, photo.alt) for photo in product.photos.all()] == [(second.pk, "Bagian dalam")]
    assert not (settings.MEDIA_ROOT / first.key / "400.webp").exists()


def test_publishing_several_says_which_could_not(client, officer):
    draft, published = ProductFactory(name="Baru"), ProductFactory(name="Lama", published=True)
    ticked = {"action": "publish", "_selected_action": [draft.pk, published.pk]}
    page = client.post(english("admin:products_product_changelist"), ticked, follow=True)
    assert sorted(str(message) for message in page.context["messages"]) == [
        "1 product: Published.",
        "Lama: This product is now “Published”: somebody has moved it on, so nothing was changed.",
    ]
    assert ProductSearch.objects.count() == 2
    draft.refresh_from_db()
    assert (draft.last_confirmed_at, draft.published_at is None) == (None, False)
    client.post(LIST, {"action": "archive", "_selected_action": [draft.pk, published.pk]})
    assert ProductSearch.objects.count() == 0


def test_the_list_of_what_needs_repair(client, officer):
    confirmed = ProductFactory(materials=[MaterialFactory()], last_confirmed_at=timezone.now())
    ProductPhotoFactory(product=confirmed)
    bare = ProductFactory()
    found = {
        value: [product.pk for product in client.get(LIST, {"repair": value}).context["cl"].result_list]
        for value in ["no-photo", "no-material", "stale"]
    }
    assert found == {"no-photo": [bare.pk], "no-material": [bare.pk], "stale": [bare.pk]}


def test_the_list_costs_the_same_for_one_row_and_for_three(client, officer, django_assert_num_queries):
    client.get(LIST)
    ProductFactory()
    with django_assert_num_queries(7):
        client.get(LIST)
    for _n in range(2):
        ProductFactory()
    with django_assert_num_queries(7):
        client.get(LIST)


def test_a_moved_material_takes_its_products_along(client, administrator, django_capture_on_commit_callbacks):
    leather, plastic = MaterialFactory(slug="leather"), MaterialFactory(slug="plastic")
    kind = MaterialFactory(slug="kind", parent=plastic)
    ProductFactory(published=True, materials=[kind])
    before = ProductSearch.objects.get().tags
    form = {
        "name_id": "Kulit sapi",
        "name_en": "Cowhide",
        "slug": "kind",
        "parent": leather.pk,
        "synonyms": "jangat, lulang",
    }
    with django_capture_on_commit_callbacks(execute=True):
        save(client, reverse("admin:products_material_change", args=[kind.pk]), form)
    kind.refresh_from_db()
    assert (kind.lineage, kind.synonyms) == ([leather.pk, kind.pk], ["jangat", "lulang"])
    assert ProductSearch.objects.get().tags != before


def test_the_slug_of_a_material_is_chosen_once_and_empty_names_are_none(client, administrator):
    material = MaterialFactory(slug="goni", name_id="Goni")
    form = {"name_id": "Goni", "name_en": "Jute", "slug": "kain-goni", "synonyms": "goni, kain goni, ,"}
    address = reverse("admin:products_material_change", args=[material.pk])
    assert 'name="slug"' not in client.get(address).content.decode()
    assert save(client, address, form).status_code == 302
    material.refresh_from_db()
    assert (material.slug, material.synonyms) == ("goni", ["goni", "kain goni"])
    client.post(reverse("admin:products_material_add"), form | {"name_id": "Kain goni"})
    assert Material.objects.get(slug="kain-goni").synonyms == ["goni", "kain goni"]


def test_a_material_is_never_a_kind_of_its_own_kind(client, administrator):
    leather = MaterialFactory(slug="leather")
    cowhide = MaterialFactory(slug="cowhide", parent=leather)
    form = {"name_id": "Kulit", "name_en": "Leather", "slug": "leather", "parent": cowhide.pk, "synonyms": ""}
    page = save(client, english("admin:products_material_change", leather.pk), form)
    assert page.context["adminform"].errors == {"parent": ["A material cannot be a kind of one of its own kinds."]}


def test_a_deleted_material_is_gone_from_the_search(client, administrator, django_capture_on_commit_callbacks):
    material = MaterialFactory(slug="purun")
    ProductFactory(published=True, materials=[material])
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("admin:products_material_delete", args=[material.pk]), {"post": "yes"})
    assert not Material.objects.exists()
    assert "purun" not in ProductSearch.objects.get().tsv


def test_the_list_of_materials_costs_the_same_for_one_row_and_for_three(
    client, administrator, django_assert_num_queries
):
    address = reverse("admin:products_material_changelist")
    top = MaterialFactory()
    with django_assert_num_queries(4):
        client.get(address)
    MaterialFactory(parent=top)
    MaterialFactory(parent=top)
    with django_assert_num_queries(4):
        client.get(address)
