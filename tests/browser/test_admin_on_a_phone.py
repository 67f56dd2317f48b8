"""The admin on a phone of 390 px: suggestions, the calendar, photos and areas, under the strict content policy."""

import pytest
from PIL import Image
from playwright.sync_api import expect

from accounts.models import User
from artisans.choices import ConsentPurpose
from clusters.models import Cluster
from products.models import Product
from tests.factories import ArtisanFactory, ConsentFactory, CraftFactory, MaterialFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def choose(page, field, words, answer):
    """Opens one of the admin's suggestion boxes, types, and takes the answer."""
    page.locator(f".field-{field} .select2-selection").click()
    page.keyboard.type(words)
    options = page.locator(".select2-results__option--selectable, .select2-results__option[role='option']")
    expect(options).to_have_text([answer])
    options.click()


def test_an_officer_adds_a_product_with_a_photo_and_is_offered_only_makers_of_the_area(visit, tmp_path):
    maker = ArtisanFactory(public_name="Tas Goni Lestari", region_id="33.74.01.1001")
    ConsentFactory(artisan=maker, purpose=ConsentPurpose.PRICES)
    ArtisanFactory(public_name="Tas Goni Pemalang", region_id="33.27.13.2003")
    CraftFactory()
    MaterialFactory(slug="karung-goni")
    Image.new("RGB", (80, 60), "brown").save(tmp_path / "tas.jpg")
    page = visit("/admin/products/product/add/", by=UserFactory(areas=["33.74"]))
    choose(page, "artisan", "goni", "Tas Goni Lestari")
    choose(page, "materials", "karung", "Karung goni")
    page.get_by_label("Nama:", exact=True).fill("Tas belanja")
    page.locator("#id_craft").select_option("Tas")
    page.locator("#id_price").fill("Rp 125.000")
    page.locator("#id_photos-0-file").set_input_files(tmp_path / "tas.jpg")
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.wait_for_url("**/admin/products/product/")
    product = Product.objects.get()
    assert (str(product.artisan), product.price, product.material_names) == (
        "Tas Goni Lestari",
        125_000,
        ["Karung goni"],
    )
    assert product.photos.count() == 1


def test_a_region_and_a_day_are_chosen_with_thumbs(visit):
    craft = CraftFactory()
    page = visit("/admin/clusters/cluster/add/", by=UserFactory(areas=["33.74"]))
    page.locator("#id_name").fill("Klaster Tas")
    page.locator("#id_craft").select_option(str(craft.pk))
    page.locator("#id_region").press_sequentially("ngaliyan")
    page.locator("[data-region-field] [role=option]:visible").first.click()
    page.locator(".field-founded_on .datetimeshortcuts a").first.click()
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.wait_for_url("**/admin/clusters/cluster/")
    cluster = Cluster.objects.get()
    assert cluster.region.name == "Ngaliyan"
    assert cluster.founded_on is not None


def test_an_administrator_makes_an_officer_and_adds_a_second_area_row(visit):
    page = visit("/admin/accounts/user/add/", by=UserFactory(administrator=True))
    page.locator("#id_first_name").fill("Wati")
    page.locator("#id_username").fill("wati")
    for box in ["#id_password1", "#id_password2"]:
        page.locator(box).fill("goni-rotan-purun-77")
    page.locator("#id_is_staff").check()
    page.locator(".add-row a").click()
    for row, words in enumerate(["kota semarang", "kecamatan ulujami"]):
        page.locator(f"#id_areas-{row}-region").press_sequentially(words)
        page.locator("[data-region-field] [role=option]:visible").first.click()
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.wait_for_url("**/change/")
    assert User.objects.get(username="wati").area_codes == ("33.27.13", "33.74")
