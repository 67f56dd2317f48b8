"""Many rows by one statement: everything that people write arrives as it is, and the database still refuses."""

import pytest
from django.db import DataError

from artisans.models import Artisan, StateChange
from core import bulk
from tests.factories import VILLAGE, ArtisanFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_rows_are_written_as_they_are_and_tell_what_they_became():
    names = ['Sa\'diyah "Batik" 100% {x} \\', "José – kain"]
    codes = dict(zip(names, ["BXRDCS", "C2N4TZ"], strict=True))
    told = [{"public_name": name, "code": code, "region_id": VILLAGE, "lat": -6.97} for name, code in codes.items()]
    told[0]["lon"], told[1]["lon"], told[1]["precision_m"] = 110.42, 110.43, 25
    keys = dict(bulk.insert(Artisan, told, returning=["code", "id"]))
    found = Artisan.objects.order_by("lon")
    assert [(one.public_name, one.code, one.pk, one.lat, one.precision_m) for one in found] == [
        (names[0], codes[names[0]], keys[codes[names[0]]], -6.97, None),
        (names[1], codes[names[1]], keys[codes[names[1]]], -6.97, 25),
    ]
    assert [(one.kind, one.story, one.registered_at is None) for one in found] == [("INDIVIDUAL", "", False)] * 2
    changed = list(found)
    changed[0].machines, changed[1].machines = "obras", "alat 'tua'"
    bulk.update(changed, ["machines"])
    assert sorted(Artisan.objects.values_list("machines", flat=True)) == ["alat 'tua'", "obras"]


def test_no_rows_are_no_statement(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert (bulk.insert(Artisan, []), bulk.update([], ["machines"])) == ([], None)


def test_what_is_too_long_is_refused_not_cut():
    change = {"artisan_id": ArtisanFactory().pk, "to_state": "MUCH TOO LONG", "by_id": UserFactory().pk}
    with pytest.raises(DataError):
        bulk.insert(StateChange, [change])
