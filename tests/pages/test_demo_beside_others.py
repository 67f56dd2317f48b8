"""What the demo data does where somebody else has been before it."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from artisans.actions import claiming
from artisans.models import Artisan
from pages.demo.seed import CannotSeed, open_a_claim, seed
from tests.cast import PURWODINATAN
from tests.factories import ArtisanFactory, UserFactory


def test_production_is_left_alone_unless_asked_for(db, settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="demo data would stand among real makers"):
        call_command("seed_demo", "--no-pictures")
    call_command("seed_demo", "--no-pictures", "--although-in-production")
    assert [person.username for person in User.objects.all() if person.has_usable_password()] == []


def test_an_account_of_somebody_is_not_taken_over(db):
    User.objects.create_user("admin", password="a password of my own")
    with pytest.raises(CannotSeed, match="The user name admin belongs to somebody"):
        seed(with_passwords=True)
    assert not Artisan.objects.exists()


@pytest.mark.django_db
def test_a_code_to_try_out_claiming_is_of_a_demo_maker_whom_nobody_holds():
    ArtisanFactory(region_id=PURWODINATAN, state="ACTIVE")
    assert open_a_claim() is None
    held, free = (ArtisanFactory(region_id=PURWODINATAN, state="ACTIVE", is_demo=True) for _ in range(2))
    held.users.add(UserFactory())
    artisan, code = open_a_claim()
    assert (artisan, claiming.find(typed=code).artisan) == (free, free)
