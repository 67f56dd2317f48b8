"""A number is entered while its maker takes the consent back: whoever comes second sees the first."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from artisans.actions import papers
from artisans.actions.consents import withdraw
from artisans.choices import ArtisanState, ConsentPurpose
from artisans.models import PersonIdentity
from tests.cast import SEMARANG
from tests.factories import ArtisanFactory, ConsentFactory, UserFactory

NIK = "3374014512740001"
ROUNDS = 6


@pytest.mark.django_db(transaction=True)
def test_no_number_is_kept_without_consent():
    officer = UserFactory(areas=[SEMARANG])
    for _ in range(ROUNDS):
        artisan = ArtisanFactory(state=ArtisanState.DRAFT)
        ConsentFactory(artisan=artisan, purpose=ConsentPurpose.STORE)
        start = Barrier(2)

        def enter(artisan=artisan, start=start):
            start.wait()
            try:
                papers.keep_nik(artisan=artisan, nik=NIK, by=officer)
            except papers.NeedsConsent:
                pass
            finally:
                connections.close_all()

        def take_back(artisan=artisan, start=start):
            start.wait()
            withdraw(artisan=artisan, purpose=ConsentPurpose.STORE, by=officer)
            connections.close_all()

        with ThreadPoolExecutor(2) as pool:
            for done in [pool.submit(enter), pool.submit(take_back)]:
                done.result()
        assert not PersonIdentity.objects.filter(artisan=artisan).exclude(nik_hash="").exists()
