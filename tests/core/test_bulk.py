"""Many rows by one statement: everything that people write arrives as it is, and the database still refuses."""

import pytest
from django.db import DataError

from artisans.models import Artisan, StateChange
from core import bulk
from tests.factories import VILLAGE, ArtisanFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_rows_are_written_as_they_are_and_tell_what_they_became():
    names = ['Sa\'diyah "Batik" 100% {x} \\', "José – kain"]
    made = [Artisan(public_name=name, region_id=VILLAGE, lat=-6.97, lon=110.42) for name in names]
    keys = dict(bulk.insert(made, returning=["code", "id"]))
    found = Artisan.objects.order_by("public_name")
    assert [(one.public_name, one.code, one.pk, one.lat) for one in found] == [
        (one.public_name, one.code, keys[one.code], -6.97) for one in sorted(made, key=lambda one: one.public_name)
    ]
    assert all(one.registered_at for one in found)
    changed = list(found)
    changed[0].machines, changed[1].machines = "obras", "alat 'tua'"
    bulk.update(changed, ["machines"])
    assert sorted(Artisan.objects.values_list("machines", flat=True)) == ["alat 'tua'", "obras"]


def test_no_rows_are_no_statement(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert (bulk.insert([]), bulk.update([], ["machines"])) == ([], None)


def test_what_is_too_long_is_refused_not_cut():
    change = StateChange(artisan=ArtisanFactory(), to_state="MUCH TOO LONG", by=UserFactory())
    with pytest.raises(DataError):
        bulk.insert([change])
