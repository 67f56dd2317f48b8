"""Every form of the admin: sent back as it was shown it changes nothing, and an old one overwrites nothing newer."""

import json

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from accounts.models import User
from accounts.scoping import ReadOnlyInline
from artisans.models import Artisan, PersonIdentity
from clusters.choices import Benefit
from clusters.models import Cluster, Craft
from core.versions import VersionedModelForm
from fieldwork.models import CanvassPlace
from products import actions
from products.models import Material, PriceEntry, Product, ProductPhoto, Synonym
from tests.admin_forms import opened, said
from tests.cast import SEMARANG
from tests.factories import (
    ArtisanFactory,
    CanvassPlaceFactory,
    ClusterFactory,
    ConsentFactory,
    CraftFactory,
    MaterialFactory,
    ProductFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
# Shown as 0824-1000-0000, which nobody can be called by: no operator holds the prefix.
NOBODYS = "+6282410000000"


@pytest.fixture
def administrator(client):
    person = UserFactory(administrator=True, username="admin", first_name="Admin")
    client.force_login(person)
    return person


def artisan():
    artisan = ArtisanFactory(published=True, place_note="Gang II", lat=-6.97, lon=110.42, machines="2 mesin")
    artisan.crafts.add(CraftFactory())
    ConsentFactory(artisan=artisan, purpose="STORE")
    PersonIdentity.objects.create(artisan=artisan, legal_name="Contoh", phone=NOBODYS, birth_year=1980)
    return artisan


def product():
    product = ProductFactory(published=True, description="Dari goni.", price_mode="FIXED", price=80_000)
    product.materials.add(MaterialFactory())
    ProductPhoto.objects.create(product=product, key="2026/11/abc", alt="Tas", position=1)
    ConsentFactory(artisan=product.artisan, purpose="PRICES")
    return product


def account():
    person = UserFactory(areas=[SEMARANG], first_name="Bu Ratri", phone=NOBODYS)
    person.set_password("anyam-goni-2026")
    person.save()
    return person


# Model -> a full row of it, and two changes to different answers.
ROWS = {
    Artisan: (artisan, {"public_name": "Tas A"}, {"machines": "3 mesin"}),
    Cluster: (
        lambda: ClusterFactory(benefits=[Benefit.TRAINING], description="Sejak 1990.", founded_on="1990-05-01"),
        {"name": "Klaster A"},
        {"fees": "Rp 10.000"},
    ),
    Craft: (lambda: CraftFactory(slug="batik", kbli="13134"), {"name_id": "Membatik"}, {"name_en": "Wax dyeing"}),
    Material: (
        lambda: MaterialFactory(synonyms=["goni", "karung"], is_recycled=True),
        {"name_id": "Goni A"},
        {"synonyms": "goni, karung, rami"},
    ),
    Product: (product, {"name": "Tas A"}, {"description": "Dari goni bekas."}),
    Synonym: (
        lambda: Synonym.objects.create(word="beg", meaning="tas", kind="thing", source="Uji"),
        {"source": "Uji A"},
        {"meaning": "ransel"},
    ),
    CanvassPlace: (lambda: CanvassPlaceFactory(expected=12, note="Pagi"), {"name": "Pasar A"}, {"note": "Sore"}),
    User: (account, {"first_name": "Bu A"}, {"username": "ratri"}),
}


def page_of(row) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def changed(row) -> set[str]:
    """The columns in which the stored row differs from the one in memory."""
    stored = type(row).objects.get(pk=row.pk)
    names = [field.attname for field in row._meta.concrete_fields]
    return {name for name in names if getattr(stored, name) != getattr(row, name)}


@pytest.mark.parametrize("model", ROWS)
def test_a_form_sent_back_as_it_was_shown_changes_nothing_and_says_so(client, administrator, model):
    row = ROWS[model][0]()
    row.refresh_from_db()
    answer = client.post(page_of(row), opened(client, page_of(row)))
    assert (answer.status_code, changed(row)) == (302, set())
    assert json.loads(LogEntry.objects.get().change_message) == []


@pytest.mark.parametrize("model", ROWS)
def test_different_answers_of_two_people_both_stand_and_one_answer_of_both_is_asked_about(client, administrator, model):
    make, mine, theirs = ROWS[model]
    row = make()
    page = page_of(row)
    old, older = opened(client, page), opened(client, page)
    assert client.post(page, opened(client, page) | theirs).status_code == 302
    assert client.post(page, old | mine).status_code == 302
    row.refresh_from_db()
    (my_name, my_value), (their_name, their_value) = *mine.items(), *theirs.items()
    kept = getattr(row, their_name)
    assert (getattr(row, my_name), ", ".join(kept) if isinstance(kept, list) else kept) == (my_value, their_value)
    answer = client.post(page, older | {my_name: "Punya saya"})
    assert (answer.status_code, len(said(answer))) == (200, 1)
    assert (my_value in said(answer)[0], "Punya saya" in said(answer)[0]) == (True, True)


def test_an_old_form_of_a_product_brings_no_old_price_back(client, administrator):
    row = product()
    owner = UserFactory()
    row.artisan.users.add(owner)
    old = opened(client, page_of(row))
    actions.set_price(product=row, by=owner, price_mode="FIXED", price=100_000)
    assert client.post(page_of(row), old | {"description": "Dari goni bekas."}).status_code == 302
    row.refresh_from_db()
    assert (row.price, row.description) == (100_000, "Dari goni bekas.")
    assert list(PriceEntry.objects.filter(set_by=administrator)) == []


def test_no_password_travels_with_the_form_of_an_account(client, administrator):
    row = account()
    form = client.get(page_of(row)).context["adminform"].form
    assert sorted(form.initial["seen"]) == [
        "first_name", "is_active", "is_staff", "is_superuser", "phone", "username",
    ]  # fmt: skip


def test_every_form_of_the_admin_that_changes_a_row_is_versioned(rf, administrator):
    request = rf.get("/")
    request.user = administrator
    pages = [page for page in admin.site._registry.values() if page.has_change_permission(request)]
    assert {page.model for page in pages} == set(ROWS)
    forms = {page.form for page in pages}
    forms |= {one.form for page in pages for one in page.inlines if not issubclass(one, ReadOnlyInline)}
    assert {form for form in forms if not issubclass(form, VersionedModelForm)} == set()
