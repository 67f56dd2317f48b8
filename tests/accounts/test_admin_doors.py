"""Every address of the admin, met by people who have no business there. A new address is walked by itself."""

import pytest
from django.contrib import admin
from django.urls import URLResolver, reverse

from artisans.choices import Read
from artisans.models import Artisan, Membership, PrivateRead
from products.models import Product, Synonym
from sheets.models import Export
from tests.addresses import english
from tests.factories import (
    ArtisanFactory,
    CanvassPlaceFactory,
    ClusterFactory,
    CraftFactory,
    MaterialFactory,
    MembershipFactory,
    ProductFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
THERE = "33.27.13.2003"


def patterns(urls=None):
    for pattern in urls if urls is not None else admin.site.get_urls():
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern.url_patterns)
        elif pattern.name:
            yield pattern


NAMES = sorted({pattern.name for pattern in patterns()})
OF_A_RECORD = sorted({pattern.name for pattern in patterns() if {"object_id", "id"} & set(pattern.pattern.converters)})
# Word lists, which every officer may read and none may change.
WORD_LISTS = ("clusters_craft", "products_material", "products_synonym", "regions_region")


@pytest.fixture
def address():
    """The address of a pattern; what belongs to a record is that of one in Pemalang."""
    artisan = ArtisanFactory(region_id=THERE, published=True)
    cluster = ClusterFactory(region_id=THERE)
    keys = {
        "accounts_user": UserFactory().pk,
        "artisans_artisan": artisan.pk,
        "artisans_privateread": PrivateRead.objects.create(
            code=artisan.code, region_id=THERE, what=Read.RECORD, by=UserFactory()
        ).pk,
        "sheets_export": Export.objects.create(by=UserFactory(), file_format="csv", row_count=1).pk,
        "artisans_membership": MembershipFactory(artisan=artisan, cluster=cluster).pk,
        "auth_user": UserFactory().pk,
        "clusters_cluster": cluster.pk,
        "clusters_craft": CraftFactory().pk,
        "fieldwork_canvassplace": CanvassPlaceFactory(region_id=THERE).pk,
        "products_material": MaterialFactory().pk,
        "products_product": ProductFactory(artisan=artisan).pk,
        "products_synonym": Synonym.objects.first().pk,
        "regions_region": THERE,
    }

    def of(name):
        if name == "app_list":
            return reverse("admin:app_list", args=["artisans"])
        kind = "_".join(name.split("_")[:2])
        return reverse(f"admin:{name}", args=[keys[kind]] if name in OF_A_RECORD else [])

    return of


@pytest.mark.parametrize("name", NAMES)
def test_a_stranger_is_sent_to_the_sign_in_page(client, address, name):
    answers = [client.get(address(name), follow=True), client.post(address(name), follow=True)]
    where = {answer.redirect_chain[-1][0].partition("?")[0] if answer.redirect_chain else "" for answer in answers}
    assert where == {"/akun/masuk/"}


@pytest.mark.parametrize("name", NAMES)
def test_who_is_no_staff_finds_nothing(client, address, name):
    client.force_login(UserFactory())
    assert [client.get(address(name)).status_code, client.post(address(name)).status_code] == [404, 404]


@pytest.mark.parametrize("name", [name for name in OF_A_RECORD if not name.startswith(WORD_LISTS)])
def test_for_an_officer_of_elsewhere_no_record_is_there(client, address, name):
    client.force_login(UserFactory(areas=["33.74"]))
    assert [client.get(address(name)).status_code, client.post(address(name)).status_code] == [404, 404]


@pytest.mark.parametrize("name", [name for name in OF_A_RECORD if name.startswith(WORD_LISTS)])
def test_an_officer_reads_the_word_lists_and_changes_nothing(client, address, name):
    client.force_login(UserFactory(areas=["33.74"]))
    reads = 403 if name.endswith("delete") else 200
    writes = 200 if name.endswith("history") else 403
    assert [client.get(address(name)).status_code, client.post(address(name)).status_code] == [reads, writes]


def test_a_form_sent_twice_makes_one_record(client):
    client.force_login(UserFactory(areas=["33.74"]))
    form = {"public_name": "Tas Goni", "kind": "INDIVIDUAL", "region": "33.74.01.1001", "csrfmiddlewaretoken": "abc"}
    add = english("admin:artisans_artisan_add")
    first, second = client.post(add, form), client.post(add, form, follow=True)
    assert (first.status_code, Artisan.objects.count()) == (302, 1)
    assert [str(message) for message in second.context["messages"]][-1] == (
        "This form has already been sent. Nothing was saved twice: look here for what was saved."
    )
    client.post(add, form | {"csrfmiddlewaretoken": "another page"})
    assert Artisan.objects.count() == 2


def test_a_form_with_a_mistake_may_be_sent_again_as_it_is(client):
    client.force_login(UserFactory(areas=["33.74"]))
    form = {"public_name": "", "kind": "INDIVIDUAL", "region": "33.74.01.1001"}
    add = english("admin:artisans_artisan_add")
    errors = [client.post(add, form).context["adminform"].errors for _time in range(2)]
    assert errors == [{"public_name": ["This field is required."]}] * 2


def test_no_door_writes_when_it_is_only_opened(client, address):
    client.force_login(UserFactory(administrator=True))
    before = (Artisan.objects.count(), Membership.objects.count(), Product.objects.count())
    for name in NAMES:
        client.get(address(name))
    assert (Artisan.objects.count(), Membership.objects.count(), Product.objects.count()) == before


@pytest.mark.parametrize(
    "compared", ["code__regex=(", "name__iregex=(", "name__search=x", "path__regex=(", "id__range=1,2"]
)
@pytest.mark.parametrize("kind", ["artisans_artisan", "clusters_cluster", "products_product", "regions_region"])
def test_a_list_compares_only_as_its_own_filters_do(client, kind, compared):
    client.force_login(UserFactory(administrator=True))
    assert client.get(f"{reverse(f'admin:{kind}_changelist')}?{compared}").status_code == 400
