"""Nobody verifies the own entry, except where nobody else could."""

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.permissions import may, reachable
from artisans.models import Artisan
from tests.cast import BANDUNG, PURWODINATAN, SEMARANG
from tests.factories import ArtisanFactory, UserFactory

pytestmark = pytest.mark.django_db


def entry(by: User, **values) -> Artisan:
    """A record of a village of Semarang that the officer registered and sent in."""
    who = {"registered_by": by, "submitted_by": by} | values
    return ArtisanFactory(region_id=PURWODINATAN, submitted_at=timezone.now(), state="SUBMITTED", **who)


def test_the_only_officer_verifies_the_own_entry():
    officer = UserFactory(areas=[SEMARANG])
    UserFactory(areas=[BANDUNG])
    assert may(officer, "verify", entry(officer))


@pytest.mark.parametrize("area", ["33", SEMARANG, "33.74.01", PURWODINATAN])
def test_where_another_officer_works_they_verify_it(area):
    officer, colleague = UserFactory(areas=[SEMARANG]), UserFactory(areas=[area])
    record = entry(officer)
    assert (may(officer, "verify", record), may(colleague, "verify", record)) == (False, True)


@pytest.mark.parametrize("who", ["registered_by", "submitted_by"])
def test_an_entry_is_own_for_who_registered_it_and_for_who_sent_it_in(who):
    officer, colleague = UserFactory(areas=[SEMARANG]), UserFactory(areas=[SEMARANG])
    assert not may(officer, "verify", entry(colleague, **{who: officer}))


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": False}])
def test_a_colleague_who_is_no_longer_an_officer_does_not_count(change):
    officer, colleague = UserFactory(areas=[SEMARANG]), UserFactory(areas=[SEMARANG])
    User.objects.filter(pk=colleague.pk).update(**change)
    assert may(officer, "verify", entry(officer))


def test_an_officer_of_only_another_village_does_not_count():
    officer = UserFactory(areas=[SEMARANG])
    UserFactory(areas=["33.74.01.1010"])
    here, there = entry(officer), entry(officer)
    Artisan.objects.filter(pk=there.pk).update(region_id="33.74.01.1010")
    assert list(reachable(officer, "verify", Artisan.objects.all())) == [here]


def test_the_rule_binds_administrators_too():
    administrator = UserFactory(administrator=True)
    record = entry(administrator)
    assert may(administrator, "verify", record)
    officer = UserFactory(areas=[SEMARANG])
    assert (may(administrator, "verify", record), may(officer, "verify", record)) == (False, True)
    assert may(administrator, "verify", entry(officer))
