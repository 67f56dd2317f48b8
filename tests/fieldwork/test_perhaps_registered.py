"""A maker who may be in the register already: shown while typing, and asked about before a second record is made."""

from uuid import uuid4

import pytest
from django.urls import reverse

from artisans.duplicates import Reason
from artisans.models import Artisan, DuplicatePair, PersonIdentity
from fieldwork.alike import Alike
from tests.cast import BANDUNG_VILLAGE, PURWODINATAN, SEMARANG, UNDIALLABLE
from tests.factories import ArtisanFactory, UserFactory

pytestmark = pytest.mark.django_db
REGISTER, LIKELY = "/petugas/catat/", "/petugas/catat/mirip/"
OTHER_PHONE = "+620098765432"


@pytest.fixture
def officer(client):
    officer = UserFactory(areas=[SEMARANG])
    client.force_login(officer)
    return officer


@pytest.fixture
def soleh():
    return registered("H. Moh. Soleh")


def registered(name: str, region: str = PURWODINATAN) -> Artisan:
    artisan = ArtisanFactory(public_name=name, region_id=region)
    PersonIdentity.objects.create(artisan=artisan, phone=UNDIALLABLE)
    return artisan


def answers(**other) -> dict:
    form = {"registration_uuid": str(uuid4()), "public_name": "Haji Muhammad Sholeh", "kind": "INDIVIDUAL"}
    return form | {"region": PURWODINATAN, "phone": UNDIALLABLE, "purposes": ["STORE"], "do": "save"} | other


def said(response) -> list[Alike]:
    return list(response.context["alike"])


def test_who_is_alike_is_shown_with_the_reasons(client, officer, soleh):
    (one,) = said(client.post(LIKELY, {"public_name": "Haji Muhammad Sholeh", "region": PURWODINATAN}))
    assert (one.artisan, one.is_visible, one.likeness.reasons) == (soleh, True, (Reason.SAME_NAME, Reason.SAME_VILLAGE))


def test_of_a_record_elsewhere_only_the_office_is_told(client, officer):
    foreign = registered("H. Moh. Soleh", BANDUNG_VILLAGE)
    answer = client.post(LIKELY, {"public_name": "Haji Muhammad Sholeh", "phone": UNDIALLABLE})
    assert [one.is_visible for one in said(answer)] == [False]
    page = answer.content.decode()
    assert "disimpan kantor Kota Bandung." in page
    told = [foreign.public_name, foreign.code, foreign.spoken_code, foreign.region.name, UNDIALLABLE, str(foreign.pk)]
    assert [secret for secret in told if f">{secret}" in page or f'"{secret}"' in page or f"{secret}<" in page] == []
    assert "Soleh" not in page


@pytest.mark.parametrize(
    "sent", [{}, {"public_name": "\x00"}, {"public_name": "a" * 9999, "phone": "x", "region": "33; --", "lat": "nan"}]
)
def test_strange_words_find_nobody(client, officer, soleh, sent):
    answer = client.post(LIKELY, sent)
    assert (answer.status_code, said(answer)) == (200, [])


def test_a_record_is_not_its_own_duplicate(client, officer, soleh):
    sent = {"public_name": soleh.public_name, "region": PURWODINATAN, "record": soleh.code}
    assert said(client.post(LIKELY, sent)) == []


def test_what_was_told_apart_from_a_record_is_not_asked_again(client, officer, soleh):
    twin = registered("H. Moh. Soleh")
    DuplicatePair.objects.create(
        first=soleh, second=twin, score=0.99, decision="DIFFERENT", decided_by=officer, decided_at=twin.registered_at
    )
    sent = {"public_name": soleh.public_name, "region": PURWODINATAN, "record": soleh.code}
    assert said(client.post(LIKELY, sent)) == []


def test_a_sure_duplicate_is_asked_about_before_a_second_record_is_made(client, officer, soleh):
    response = client.post(REGISTER, answers(place_note="Gang <II>"))
    assert (response.status_code, Artisan.objects.count()) == (422, 1)
    page = response.content.decode()
    assert "Perajin ini mungkin sudah terdata." in page
    assert f'href="{reverse("field:record", args=[soleh.code])}"' in page
    assert 'value="Gang &lt;II&gt;"' in page


def test_another_person_is_registered_and_the_decision_is_kept(client, officer, soleh):
    sent = answers()
    (one,) = said(client.post(REGISTER, sent))
    response = client.post(REGISTER, sent | {"apart": [one.key]})
    made = Artisan.objects.exclude(pk=soleh.pk).get()
    assert response["Location"] == reverse("field:record", args=[made.code])
    assert list(DuplicatePair.objects.values_list("first", "second", "decision", "decided_by")) == [
        (soleh.pk, made.pk, "DIFFERENT", officer.pk)
    ]


def test_a_tick_is_not_lost_when_something_else_is_wrong(client, officer, soleh):
    (one,) = said(client.post(REGISTER, answers()))
    response = client.post(LIKELY, answers() | {"apart": [one.key]})
    assert [again.is_apart for again in said(response)] == [True]


def test_a_key_made_by_hand_opens_nothing(client, officer, soleh):
    response = client.post(REGISTER, answers(apart=["x", str(soleh.pk), soleh.code]))
    assert (response.status_code, Artisan.objects.count()) == (422, 1)


def test_somebody_only_a_little_alike_is_registered_without_a_question(client, officer, soleh):
    response = client.post(REGISTER, answers(public_name="Bu Aminah", phone=OTHER_PHONE))
    assert (response.status_code, Artisan.objects.count(), DuplicatePair.objects.count()) == (302, 2, 0)


def test_a_form_that_comes_twice_is_not_its_own_duplicate(client, officer):
    sent = answers()
    first, second = client.post(REGISTER, sent), client.post(REGISTER, sent)
    assert first["Location"] == second["Location"]
    assert Artisan.objects.count() == 1
