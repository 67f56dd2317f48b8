"""An officer of Kota Semarang at every door of the admin; what lies in Pemalang does not exist for them."""

import pytest
from django.contrib import admin
from django.urls import reverse

from accounts.scoping import Scoped, ScopedAdmin
from artisans.models import Artisan
from clusters.models import Cluster
from products.models import Product, ProductPhoto
from regions.models import Region
from tests.addresses import english
from tests.factories import (
    ArtisanFactory,
    ClusterFactory,
    CraftFactory,
    MaterialFactory,
    MembershipFactory,
    ProductFactory,
    ProductPhotoFactory,
    UserFactory,
)

HERE, THERE = "33.74", "33.27"
VILLAGE_THERE = "33.27.13.2003"
KINDS = ["clusters_cluster", "artisans_artisan", "artisans_membership", "products_product"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    officer = UserFactory(first_name="Wati", areas=[HERE])
    client.force_login(officer)
    return officer


@pytest.fixture
def here():
    return world("Dekat")


@pytest.fixture
def there():
    return world("Jauh", VILLAGE_THERE)


def world(name, region_id="33.74.01.1001"):
    """One record of each kind in a region, all named after `name`."""
    artisan = ArtisanFactory(public_name=f"{name} Perajin", region_id=region_id, published=True)
    cluster = ClusterFactory(name=f"{name} Klaster", region_id=region_id)
    return {
        "clusters_cluster": cluster,
        "artisans_artisan": artisan,
        "artisans_membership": MembershipFactory(artisan=artisan, cluster=cluster),
        "products_product": ProductFactory(name=f"{name} Produk", artisan=artisan),
    }


def url(kind, page, *args):
    return reverse(f"admin:{kind}_{page}", args=args)


def test_every_admin_page_and_inline_asks_the_permissions():
    pages = [page for model, page in admin.site._registry.items() if model is not Region]
    unscoped = [page for page in pages if not isinstance(page, ScopedAdmin)]
    unscoped += [inline for page in pages for inline in page.inlines if not issubclass(inline, Scoped)]
    assert unscoped == []


@pytest.mark.parametrize("kind", KINDS)
def test_lists_end_at_the_area(client, officer, here, there, kind):
    page = client.get(url(kind, "changelist"))
    assert [row.pk for row in page.context["cl"].result_list] == [here[kind].pk]
    assert "Jauh" not in page.text


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("word", ["Jauh", "area=33.27", "q=Jauh", "id__in={pk}", "_facets=True"])
def test_no_search_or_filter_reaches_further(client, officer, here, there, kind, word):
    query = word if "=" in word else f"q={word}"
    page = client.get(url(kind, "changelist") + "?" + query.format(pk=there[kind].pk), follow=True)
    assert there[kind].pk not in [row.pk for row in page.context["cl"].result_list]
    assert "Jauh Perajin" not in page.text
    assert "Jauh Klaster" not in page.text


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("door", ["change", "history", "delete"])
def test_a_record_elsewhere_is_answered_like_a_missing_one(client, officer, here, there, kind, door):
    missing = client.get(url(kind, door, 999_999_999))
    foreign = client.get(url(kind, door, there[kind].pk))
    posted = client.post(url(kind, door, there[kind].pk), {"post": "yes"})
    assert [missing.status_code, foreign.status_code, posted.status_code] == [404, 404, 404]
    assert "Jauh" not in foreign.text + posted.text
    assert type(there[kind]).objects.filter(pk=there[kind].pk).exists()


@pytest.mark.parametrize("kind", KINDS)
def test_own_records_open_and_are_never_deleted_by_officers(client, officer, here, kind):
    answers = [client.get(url(kind, page, here[kind].pk)).status_code for page in ["change", "history", "delete"]]
    assert answers == [200, 200, 403]
    assert client.post(url(kind, "delete", here[kind].pk), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("kind", KINDS)
def test_bulk_deletion_is_not_offered_and_does_nothing(client, officer, here, there, kind):
    page = client.get(url(kind, "changelist"))
    posted = {"action": "delete_selected", "_selected_action": [here[kind].pk, there[kind].pk], "post": "yes"}
    client.post(url(kind, "changelist"), posted)
    assert "delete_selected" not in page.text
    assert type(there[kind]).objects.filter(pk__in=[here[kind].pk, there[kind].pk]).count() == 2


def test_bulk_actions_leave_ticked_records_of_elsewhere_alone(client, officer, here, there):
    kind = "products_product"
    client.post(url(kind, "changelist"), {"action": "publish", "_selected_action": [here[kind].pk, there[kind].pk]})
    here[kind].refresh_from_db()
    there[kind].refresh_from_db()
    assert (here[kind].published_at is None, there[kind].published_at is None) == (False, True)


@pytest.mark.parametrize("is_administrator", [True, False])
@pytest.mark.parametrize("kind", ["artisans_artisan", "clusters_cluster", "products_product"])
def test_nobody_makes_sure_of_records_by_ticking_them(client, officer, here, kind, is_administrator):
    """Who knows it, and from where, is asked on the officers' pages, record by record."""
    if is_administrator:
        client.force_login(UserFactory(administrator=True))
    page = client.get(url(kind, "changelist"))
    offered = (
        {name for name, _label in page.context["action_form"].fields["action"].choices if name}
        if (page.context["action_form"])
        else set()
    )
    for action in {"confirm_today", "confirm", *offered}:
        posted = {"action": action, "select_across": "1", "_selected_action": [here[kind].pk], "post": ""}
        client.post(url(kind, "changelist"), posted)
    here[kind].refresh_from_db()
    assert here[kind].last_confirmed_at is None


def test_a_ticked_number_that_is_none_is_a_bad_request(client, officer, here):
    posted = {"action": "publish", "_selected_action": ["0 or 1=1"]}
    assert client.post(url("products_product", "changelist"), posted).status_code == 400


def test_a_record_cannot_be_moved_into_a_region_outside_the_area(client, officer, here):
    artisan = here["artisans_artisan"]
    form = {**artisan_form(artisan), "region": VILLAGE_THERE}
    page = client.post(english("admin:artisans_artisan_change", artisan.pk), form)
    artisan.refresh_from_db()
    assert page.context["adminform"].errors == {"region": ["This region cannot be chosen here."]}
    assert artisan.region_id == "33.74.01.1001"


def test_nothing_new_can_be_put_outside_the_area(client, officer, there):
    cluster = {
        "name": "Baru",
        "kind": "CLUSTER",
        "state": "PROPOSED",
        "craft": CraftFactory().pk,
        "region": VILLAGE_THERE,
    }
    artisan = {"public_name": "Baru", "kind": "INDIVIDUAL", "region": VILLAGE_THERE}
    product = {**product_form(), "artisan": there["artisans_artisan"].pk}
    errors = [
        client.post(url("clusters_cluster", "add"), cluster).context["adminform"].errors,
        client.post(url("artisans_artisan", "add"), artisan).context["adminform"].errors,
        client.post(url("products_product", "add"), product).context["adminform"].errors,
    ]
    assert [list(error) for error in errors] == [["region"], ["region"], ["artisan"]]
    assert (Cluster.objects.count(), Artisan.objects.count(), Product.objects.count()) == (1, 1, 1)


def test_a_parent_elsewhere_posted_by_hand_is_refused(client, officer, here, there):
    cluster = here["clusters_cluster"]
    form = {"name": cluster.name, "state": "ACTIVE", "craft": cluster.craft_id, "region": cluster.region_id}
    page = client.post(url("clusters_cluster", "change", cluster.pk), {**form, "parent": there["clusters_cluster"].pk})
    assert list(page.context["adminform"].errors) == ["parent"]
    assert "Jauh" not in page.text


def test_inline_rows_of_another_record_posted_by_hand_are_refused(client, officer, here, there):
    foreign = ProductPhotoFactory(product=there["products_product"], alt="Jauh")
    form = {
        **product_form(),
        "photos-TOTAL_FORMS": 1,
        "photos-INITIAL_FORMS": 1,
        "photos-0-id": foreign.pk,
        "photos-0-product": here["products_product"].pk,
        "photos-0-alt": "gekapert",
        "photos-0-position": 0,
    }
    page = client.post(url("products_product", "change", here["products_product"].pk), form)
    foreign.refresh_from_db()
    assert page.status_code == 200
    assert (foreign.alt, foreign.product) == ("Jauh", there["products_product"])


def test_photos_of_a_product_elsewhere_cannot_be_deleted_through_an_inline(client, officer, there):
    photo = ProductPhotoFactory(product=there["products_product"])
    form = {**product_form(), "photos-TOTAL_FORMS": 1, "photos-INITIAL_FORMS": 1, "photos-0-id": photo.pk,
            "photos-0-DELETE": "on"}  # fmt: skip
    assert client.post(url("products_product", "change", there["products_product"].pk), form).status_code == 404
    assert ProductPhoto.objects.filter(pk=photo.pk).exists()


@pytest.mark.parametrize(
    ("model", "field"),
    [("product", "artisan"), ("productsearch", "product"), ("productphoto", "product"), ("priceentry", "product")],
)
def test_suggestions_end_at_the_area(client, officer, here, there, model, field):
    query = {"app_label": "products", "model_name": model, "field_name": field, "term": ""}
    found = client.get(reverse("admin:autocomplete"), query).json()["results"]
    assert [row["text"].split()[0] for row in found] == ["Dekat"]
    assert client.get(reverse("admin:autocomplete"), {**query, "term": "Jauh"}).json()["results"] == []


def test_suggestions_of_accounts_are_for_administrators(client, officer):
    query = {"app_label": "artisans", "model_name": "artisan", "field_name": "users", "term": "w"}
    assert client.get(reverse("admin:autocomplete"), query).status_code == 403


def test_an_add_form_prefilled_by_its_address_names_nothing_from_elsewhere(client, officer, there):
    page = client.get(url("products_product", "add"), {"artisan": there["artisans_artisan"].pk})
    assert "Jauh" not in page.text


@pytest.mark.parametrize("value", ["x", "-1", "9" * 30, "1,2", "{}"])
@pytest.mark.parametrize("kind", ["clusters_cluster", "artisans_artisan", "products_product"])
def test_an_add_form_prefilled_with_nonsense_still_opens(client, officer, kind, value):
    names = ["artisan", "craft", "crafts", "materials", "parent", "region", "founded_on", "lat", "benefits", "price"]
    assert client.get(url(kind, "add"), dict.fromkeys(names, value)).status_code == 200


def test_popups_by_public_code_end_at_the_area(client, officer, there):
    artisan = there["artisans_artisan"]
    assert (
        client.get(url("artisans_artisan", "change", artisan.pk), {"_to_field": "id", "_popup": 1}).status_code == 404
    )
    assert client.get(url("artisans_artisan", "change", artisan.code), {"_to_field": "code"}).status_code == 400


@pytest.mark.parametrize("query", ["registered_by__password__startswith=p", "identity__phone__startswith=%2B62"])
def test_lists_cannot_be_used_to_guess_private_fields(client, officer, here, query):
    assert client.get(url("artisans_artisan", "changelist") + "?" + query).status_code == 400


def test_the_detour_that_tells_the_address_of_any_record_is_closed(client, officer, there):
    assert client.get(f"/admin/r/1/{there['artisans_artisan'].pk}/").status_code == 404


def test_accounts_and_word_lists_are_kept_by_administrators(client, officer):
    craft = CraftFactory()
    pages = [
        url("accounts_user", "changelist"),
        url("accounts_user", "add"),
        url("accounts_user", "change", officer.pk),
        url("accounts_user", "history", officer.pk),
        f"/admin/accounts/user/{officer.pk}/password/",
        url("clusters_craft", "changelist"),
        url("clusters_craft", "add"),
        url("clusters_craft", "change", craft.pk),
        url("products_material", "add"),
    ]
    assert [client.get(page).status_code for page in pages] == [403, 403, 404, 404, 404, 200, 403, 200, 403]
    assert client.post(url("clusters_craft", "change", craft.pk), {"name_id": "X"}).status_code == 403


def test_an_officer_neither_sees_nor_changes_the_accounts_of_a_maker(client, officer, here):
    maker = UserFactory(first_name="Rahasia")
    here["artisans_artisan"].users.add(maker)
    page = client.get(url("artisans_artisan", "change", here["artisans_artisan"].pk))
    form = {**artisan_form(here["artisans_artisan"]), "users": [officer.pk]}
    client.post(url("artisans_artisan", "change", here["artisans_artisan"].pk), form)
    assert "Rahasia" not in page.text
    assert list(here["artisans_artisan"].users.all()) == [maker]


def test_an_officer_without_an_area_sees_no_record(client, here):
    client.force_login(UserFactory(is_staff=True))
    assert [client.get(url(kind, "changelist")).status_code for kind in KINDS] == [403, 403, 200, 200]
    for kind in ["artisans_membership", "products_product"]:
        assert client.get(url(kind, "changelist")).context["cl"].result_count == 0


def test_an_administrator_reaches_everything(client, here, there):
    client.force_login(UserFactory(administrator=True))
    lists = [client.get(url(kind, "changelist")).context["cl"].result_count for kind in KINDS]
    assert lists == [2, 2, 2, 2]
    assert client.get(url("artisans_artisan", "change", there["artisans_artisan"].pk)).status_code == 200


def artisan_form(artisan):
    return {
        "public_name": artisan.public_name,
        "kind": artisan.kind,
        "region": artisan.region_id,
    } | no_rows("identity", "consents", "memberships", "state_changes")


def product_form():
    return {
        "name": "Baru",
        "craft": CraftFactory().pk,
        "materials": [MaterialFactory().pk],
        "price_mode": "ASK",
        "min_order": 1,
        "availability": "READY",
        "visibility": "PUBLIC",
    } | no_rows("photos", "price_entries")


def no_rows(*inlines):
    return {f"{inline}-{count}_FORMS": 0 for inline in inlines for count in ["TOTAL", "INITIAL"]}
