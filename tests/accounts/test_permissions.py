"""One rule answers for one object and for a list; the matrix of pages is in tests/test_permission_matrix.py."""

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.permissions import RULES, may, reachable
from artisans.models import Artisan
from clusters.models import Cluster
from products.models import Product
from regions.models import Region
from tests.cast import Cast, make_cast
from tests.factories import ArtisanFactory, UserFactory

pytestmark = pytest.mark.django_db
MODELS = {model._meta.label_lower: model for model in (Artisan, Cluster, Product)}


@pytest.mark.parametrize("kind", Cast.KINDS)
def test_an_object_is_allowed_exactly_if_it_is_in_the_list(kind):
    cast = make_cast()
    person = getattr(cast, kind)
    for label, model in MODELS.items():
        for verb in [*RULES[label], "delete"]:
            listed = set(reachable(person, verb, model.objects.all()))
            assert {row for row in model.objects.all() if may(person, verb, row)} == listed


@pytest.mark.parametrize(
    ("area", "village", "inside"),
    [
        ("33", "33.74.01.1011", True),
        ("33.74", "33.74.01.1011", True),
        ("33.74.01", "33.74.01.1011", True),
        ("33.74.01.1011", "33.74.01.1011", True),
        ("33.74.01.1011", "33.74.01.1010", False),
        ("33.7", "33.74.01.1011", False),
        ("33.74.02", "33.74.01.1011", False),
        ("32", "33.74.01.1011", False),
    ],
)
def test_an_area_of_any_level_holds_what_lies_inside_it(area, village, inside):
    officer = UserFactory(areas=[area] if Region.objects.filter(code=area).exists() else [])
    artisan = ArtisanFactory(region_id=village)
    assert may(officer, "change", artisan) is inside


def test_several_areas_add_up():
    officer = UserFactory(areas=["33.74", "32.73"])
    here, there = ArtisanFactory(region_id="33.74.01.1011"), ArtisanFactory(region_id="32.73.01.1001")
    elsewhere = ArtisanFactory(region_id="51.71.01.1001")
    assert set(reachable(officer, "change", Artisan.objects.all())) == {here, there}
    assert not may(officer, "change", elsewhere)


def test_an_area_is_asked_without_a_join():
    officer = UserFactory(areas=["33.74"])
    sql = str(reachable(officer, "change", Artisan.objects.all()).query)
    assert "JOIN" not in sql


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": False}])
def test_who_is_no_longer_an_officer_may_nothing(change):
    officer = UserFactory(areas=["33.74"])
    artisan = ArtisanFactory(region_id="33.74.01.1011")
    for name, value in change.items():
        setattr(officer, name, value)
    assert not may(officer, "change", artisan)


def test_an_officer_without_an_area_may_nothing():
    assert not may(UserFactory(is_staff=True), "change", Artisan)


def test_nobody_may_anything_unasked():
    artisan = ArtisanFactory(published=True)
    assert [verb for verb in RULES["artisans.artisan"] if may(AnonymousUser(), verb, artisan)] == []


def test_what_the_table_does_not_name_is_for_administrators():
    officer, administrator = UserFactory(areas=["33.74"]), UserFactory(administrator=True)
    artisan = ArtisanFactory(region_id="33.74.01.1011")
    assert not may(officer, "delete", artisan)
    assert may(administrator, "delete", artisan)
