"""Two people with the same maker open in the admin."""

import pytest
from django.urls import reverse

from artisans.models import Artisan, PersonIdentity
from tests.admin_forms import opened, said
from tests.cast import SEMARANG, UNDIALLABLE
from tests.factories import ArtisanFactory, ConsentFactory, CraftFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def artisan(client):
    client.force_login(UserFactory(areas=[SEMARANG]))
    artisan = ArtisanFactory(public_name="Tas Goni")
    artisan.crafts.add(CraftFactory())
    ConsentFactory(artisan=artisan, purpose="STORE")
    PersonIdentity.objects.create(artisan=artisan, legal_name="Contoh")
    return artisan


def page_of(artisan) -> str:
    return reverse("admin:artisans_artisan_change", args=[artisan.pk])


def test_changes_of_different_answers_both_stand(client, artisan):
    first, second = opened(client, page_of(artisan)), opened(client, page_of(artisan))
    batik = CraftFactory(slug="batik")
    client.post(
        page_of(artisan), first | {"machines": "2 mesin", "crafts": [batik.pk], "identity-0-phone": UNDIALLABLE}
    )
    client.post(page_of(artisan), second | {"public_name": "Tas Goni Lestari", "identity-0-legal_name": "Contoh Baru"})
    kept = Artisan.objects.get()
    assert (kept.public_name, kept.machines, list(kept.crafts.all())) == ("Tas Goni Lestari", "2 mesin", [batik])
    assert (kept.identity.legal_name, kept.identity.phone) == ("Contoh Baru", UNDIALLABLE)


def test_one_answer_changed_by_both_is_refused_with_both_versions_and_settled_by_saving_again(client, artisan):
    first, second = opened(client, page_of(artisan)), opened(client, page_of(artisan))
    client.post(page_of(artisan), first | {"public_name": "Tas A", "identity-0-legal_name": "Contoh A"})
    mine = second | {"public_name": "Tas B", "identity-0-legal_name": "Contoh B"}
    response = client.post(page_of(artisan), mine)
    assert said(response) == [
        "Orang lain baru saja mengubah ini menjadi “Tas A”; Anda menulis “Tas B”. Simpan sekali lagi bila tulisan Anda"
        " yang dipakai, atau tulis yang satunya.",
        "Orang lain baru saja mengubah ini menjadi “Contoh A”; Anda menulis “Contoh B”. Simpan sekali lagi bila tulisan"
        " Anda yang dipakai, atau tulis yang satunya.",
    ]
    assert Artisan.objects.get().public_name == "Tas A"
    form = response.context["adminform"].form
    identity = response.context["inline_admin_formsets"][0].formset.forms[0]
    client.post(page_of(artisan), mine | {"seen": form["seen"].value(), "identity-0-seen": identity["seen"].value()})
    kept = Artisan.objects.get()
    assert (kept.public_name, kept.identity.legal_name) == ("Tas B", "Contoh B")


def test_personal_data_written_first_by_another_is_not_overwritten(client, artisan):
    PersonIdentity.objects.all().delete()
    first, second = opened(client, page_of(artisan)), opened(client, page_of(artisan))
    client.post(page_of(artisan), first | {"identity-0-legal_name": "Contoh A"})
    response = client.post(page_of(artisan), second | {"identity-0-legal_name": "Contoh B"})
    assert response.status_code == 200
    assert PersonIdentity.objects.get().legal_name == "Contoh A"
