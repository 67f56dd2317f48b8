"""Where exactly a maker is found belongs to the person: it is kept with the consent to keep the record alone."""

import pytest
from django.urls import reverse

from artisans.actions import answers, splitting
from artisans.choices import ArtisanState
from artisans.models import Artisan
from tests.admin_forms import said, save
from tests.cast import PURWODINATAN, SEMARANG
from tests.factories import ArtisanFactory, ConsentFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    officer = UserFactory(areas=[SEMARANG])
    client.force_login(officer)
    return officer


@pytest.mark.parametrize("written", [{"place_note": "Gang II"}, {"position": [-6.97, 110.42, 8]}])
def test_no_action_writes_it_without_the_consent(officer, written):
    artisan = ArtisanFactory(region_id=PURWODINATAN)
    with pytest.raises(answers.PersonNeedsConsent):
        answers.amend(artisan=artisan, answers=written, seen=None, by=officer)
    ConsentFactory(artisan=artisan, purpose="STORE")
    answers.amend(artisan=artisan, answers=written, seen=None, by=officer)
    kept = Artisan.objects.get()
    assert (kept.place_note, kept.lat) in (("Gang II", None), ("", -6.97))


def test_the_admin_says_so_at_the_field(client, officer):
    artisan = ArtisanFactory(region_id=PURWODINATAN)
    page = reverse("admin:artisans_artisan_change", args=[artisan.pk])
    sent = {"public_name": artisan.public_name, "kind": artisan.kind, "region": PURWODINATAN, "place_note": "Gang II"}
    sent |= {f"{prefix}-{count}_FORMS": "0" for prefix in FORMSETS for count in ("TOTAL", "INITIAL")}
    answer = save(client, page, sent)
    assert said(answer) == [
        "Tempat persisnya hanya disimpan bila perajin setuju catatannya disimpan. Sampai saat itu, desanya sudah cukup."
    ]
    ConsentFactory(artisan=artisan, purpose="STORE")
    assert (save(client, page, sent).status_code, Artisan.objects.get().place_note) == (302, "Gang II")


FORMSETS = ("identity", "consents", "memberships", "state_changes")


@pytest.mark.parametrize("agreed", [True, False])
def test_a_part_that_is_split_off_takes_it_along_with_the_consent_alone(officer, agreed):
    artisan = ArtisanFactory(state=ArtisanState.ACTIVE, place_note="Gang II", lat=-6.97, lon=110.42)
    part = splitting.split(artisan=artisan, public_name="Pak Joko", by=officer, agreed_to_store=agreed).part
    assert (part.place_note, part.lat, part.lon) == (("Gang II", -6.97, 110.42) if agreed else ("", None, None))
