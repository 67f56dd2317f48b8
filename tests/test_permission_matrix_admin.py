"""The admin's half of the matrix: every door of every model meets every kind of person, with a record of Kota Semarang.

What the doors let through when things are posted by hand is in tests/accounts/test_admin_scoping.py.
"""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from artisans.choices import Read
from artisans.models import PrivateRead
from products.models import Synonym
from regions.models import Region
from sheets.models import Export
from tests.cast import SEMARANG, Cast, make_cast
from tests.factories import CanvassPlaceFactory, MaterialFactory, ProductFactory

pytestmark = pytest.mark.django_db

OK, GO, NO, SHUT, IN = "200", "302", "404", "403", "in"
OUTSIDE = [IN, NO, NO, NO]
#                officer colleague foreign administrator
FOR_ALL = [OK, OK, OK, OK]
IN_AREA = [OK, OK, NO, OK]
NOT_THEIRS = [SHUT, SHUT, NO, OK]
LOOKED_AT = [SHUT, SHUT, SHUT, OK]
NOBODYS = [SHUT, SHUT, SHUT, SHUT]
HIDDEN = [NO, NO, NO, OK]

DOORS = ("changelist", "add", "change", "history", "delete")
KEPT_BY_OFFICERS = (FOR_ALL, FOR_ALL, IN_AREA, IN_AREA, NOT_THEIRS)
WORD_LIST = (FOR_ALL, LOOKED_AT, FOR_ALL, FOR_ALL, LOOKED_AT)
MODELS = {
    "accounts.user": (LOOKED_AT, LOOKED_AT, HIDDEN, HIDDEN, HIDDEN),
    "artisans.artisan": KEPT_BY_OFFICERS,
    "artisans.membership": (FOR_ALL, NOBODYS, IN_AREA, IN_AREA, NOT_THEIRS),
    # Heads of an agency are met in tests/fieldwork/test_reads.py.
    "artisans.privateread": (LOOKED_AT, NOBODYS, HIDDEN, HIDDEN, [NO, NO, NO, SHUT]),
    "clusters.cluster": KEPT_BY_OFFICERS,
    "clusters.craft": WORD_LIST,
    "fieldwork.canvassplace": KEPT_BY_OFFICERS,
    "products.material": WORD_LIST,
    "products.product": KEPT_BY_OFFICERS,
    "products.synonym": WORD_LIST,
    "sheets.export": (FOR_ALL, NOBODYS, HIDDEN, HIDDEN, [NO, NO, NO, SHUT]),
    "regions.region": (FOR_ALL, NOBODYS, FOR_ALL, FOR_ALL, NOBODYS),
}
SITE = {
    "index": FOR_ALL,
    "jsi18n": FOR_ALL,
    "autocomplete": NOBODYS,  # without naming a field; with one: test_suggestions_end_at_the_area
    "login": [GO, GO, GO, GO],
    "logout": [GO, GO, GO, GO],
}
# Django's own: an unnamed redirect to the change page for each model, and the password page of accounts.
NAMED_BY_DJANGO = {None, "auth_user_password_change", "app_list"}


def rows_of(cast: Cast) -> dict[str, object]:
    return {
        "accounts.user": cast.nobody,
        "artisans.artisan": cast.artisan,
        "artisans.membership": cast.request,
        "artisans.privateread": PrivateRead.objects.create(
            code=cast.artisan.code, region_id=SEMARANG, what=Read.RECORD, by=cast.officer
        ),
        "clusters.cluster": cast.cluster,
        "clusters.craft": cast.cluster.craft,
        "fieldwork.canvassplace": CanvassPlaceFactory(region_id=SEMARANG),
        "products.material": MaterialFactory(),
        "products.product": ProductFactory(artisan=cast.artisan),
        "products.synonym": Synonym.objects.first(),
        "sheets.export": Export.objects.create(by=cast.administrator, file_format="csv", row_count=1),
        "regions.region": Region.objects.get(code=SEMARANG),
    }


def answered(response) -> str:
    entrances = (reverse("account_login"), reverse("admin:login"))
    if response.status_code == 302 and response["Location"].startswith(entrances):
        return IN
    return str(response.status_code)


def test_every_address_of_the_admin_is_in_the_matrix():
    names: set[str | None] = set()

    def walk(patterns, inside: bool) -> None:
        for pattern in patterns:
            if not isinstance(pattern, URLPattern):
                walk(pattern.url_patterns, inside or pattern.namespace == "admin")
            elif inside:
                names.add(pattern.name)

    walk(get_resolver().url_patterns, inside=False)
    doors = {f"{label.replace('.', '_')}_{door}" for label in MODELS for door in DOORS}
    assert names - NAMED_BY_DJANGO == doors | set(SITE)
    assert {model._meta.label_lower for model in admin.site._registry} == set(MODELS)


@pytest.mark.parametrize("kind_no", range(len(Cast.KINDS)), ids=Cast.KINDS)
def test_each_door_answers_each_kind_of_person(kind_no):
    cast, client = make_cast(), Client()
    person, rows = getattr(cast, Cast.KINDS[kind_no]), rows_of(cast)
    if person.is_authenticated:
        client.force_login(person)
    for label, answers in MODELS.items():
        for door, by_kind in zip(DOORS, answers, strict=True):
            args = [] if door in {"changelist", "add"} else [rows[label].pk]
            response = client.get(reverse(f"admin:{label.replace('.', '_')}_{door}", args=args))
            assert (label, door, answered(response)) == (label, door, [*OUTSIDE, *by_kind][kind_no])


@pytest.mark.parametrize("kind_no", range(4, len(Cast.KINDS)), ids=Cast.KINDS[4:])
@pytest.mark.parametrize("name", SITE)
def test_the_admins_own_pages_answer_those_who_work_there(name, kind_no):
    cast, client = make_cast(), Client()
    client.force_login(getattr(cast, Cast.KINDS[kind_no]))
    assert str(client.get(reverse(f"admin:{name}")).status_code) == SITE[name][kind_no - 4]


@pytest.mark.parametrize("kind", Cast.KINDS[:4])
def test_the_admin_is_not_there_for_others(kind):
    cast, client = make_cast(), Client()
    person = getattr(cast, kind)
    if person.is_authenticated:
        client.force_login(person)
    assert answered(client.get(reverse("admin:index"))) == (NO if person.is_authenticated else IN)
