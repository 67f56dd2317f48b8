"""Each purpose is agreed to and taken back on its own."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone, translation

from artisans.actions.consents import RecordNeedsConsent, WithdrawnSince, give, withdraw
from artisans.choices import ArtisanState, ConsentMethod, ConsentPurpose
from artisans.consent_texts import ON_WITHDRAWAL, READ_ALOUD, TEXT_EDITION
from artisans.models import Artisan, PersonIdentity
from tests.cast import UNDIALLABLE
from tests.factories import ArtisanFactory, ConsentFactory, CraftFactory, UserFactory

pytestmark = pytest.mark.django_db
STORE, PROFILE, PHOTO = ConsentPurpose.STORE, ConsentPurpose.PUBLIC_PROFILE, ConsentPurpose.PHOTO
SIGNED = ConsentMethod.SIGNED


@pytest.fixture
def officer():
    return UserFactory()


def standing(artisan: Artisan) -> list[str]:
    return sorted(artisan.consents.standing().values_list("purpose", flat=True))


@pytest.mark.parametrize("purpose", ConsentPurpose)
def test_a_yes_is_kept_with_how_when_to_which_text_and_before_whom(officer, purpose):
    artisan, before = ArtisanFactory(), timezone.now()
    consent = give(artisan=artisan, purpose=purpose, method=SIGNED, by=officer)
    kept = (consent.purpose, consent.method, consent.text_edition, consent.witness, consent.withdrawn_at)
    assert kept == (purpose, SIGNED, TEXT_EDITION, officer, None)
    assert before <= consent.given_at <= timezone.now()


def test_taking_one_back_leaves_the_others(officer):
    artisan = ArtisanFactory(state=ArtisanState.ACTIVE)
    for purpose in ConsentPurpose:
        give(artisan=artisan, purpose=purpose, method=SIGNED, by=officer)
    withdraw(artisan=artisan, purpose=PHOTO, by=officer)
    assert standing(artisan) == sorted(set(ConsentPurpose.values) - {PHOTO})
    row = artisan.consents.get(purpose=PHOTO)
    assert (row.withdrawn_by, row.withdrawn_at >= row.given_at, row.is_standing) == (officer, True, False)


def test_a_second_tap_changes_nothing(officer):
    artisan = ArtisanFactory()
    first = give(artisan=artisan, purpose=PROFILE, method=SIGNED, by=officer)
    assert give(artisan=artisan, purpose=PROFILE, method=ConsentMethod.SPOKEN, by=UserFactory()) == first
    withdraw(artisan=artisan, purpose=PROFILE, by=officer)
    [before] = artisan.consents.values()
    withdraw(artisan=artisan, purpose=PROFILE, by=UserFactory())
    withdraw(artisan=artisan, purpose=PHOTO, by=officer)
    assert list(artisan.consents.values()) == [before]


def test_a_new_yes_after_a_no_is_a_row_of_its_own(officer):
    artisan = ArtisanFactory()
    give(artisan=artisan, purpose=PROFILE, method=SIGNED, by=officer)
    withdraw(artisan=artisan, purpose=PROFILE, by=officer)
    give(artisan=artisan, purpose=PROFILE, method=SIGNED, by=officer)
    assert [row.is_standing for row in artisan.consents.order_by("pk")] == [False, True]


@pytest.mark.parametrize(("days", "taken"), [(0, False), (1, False), (-1, True)])
def test_a_paper_from_before_the_no_does_not_undo_it(officer, days, taken):
    artisan, said_no = ArtisanFactory(), timezone.now() - timedelta(days=3)
    ConsentFactory(artisan=artisan, given_at=said_no - timedelta(days=9), withdrawn_at=said_no)
    day = timezone.localdate(said_no) - timedelta(days=days)
    if taken:
        give(artisan=artisan, purpose=PROFILE, method=SIGNED, by=officer, on=day)
    else:
        with pytest.raises(WithdrawnSince):
            give(artisan=artisan, purpose=PROFILE, method=SIGNED, by=officer, on=day)
    assert standing(artisan) == [PROFILE] * taken


@pytest.mark.parametrize("state", [ArtisanState.DRAFT, ArtisanState.LEAD])
def test_without_consent_to_keep_it_a_draft_holds_nothing_of_the_person(
    officer, state, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    artisan = ArtisanFactory(state=state, photo="artisans/photo")
    ConsentFactory(artisan=artisan, purpose=STORE)
    PersonIdentity.objects.create(artisan=artisan, phone=UNDIALLABLE)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(artisan=artisan, purpose=STORE, by=officer)
    artisan.refresh_from_db()
    kept = (artisan.photo, PersonIdentity.objects.filter(artisan=artisan).exists(), standing(artisan))
    assert kept == ("", False, [])


@pytest.mark.parametrize(
    "state", sorted(set(ArtisanState) - {ArtisanState.DRAFT, ArtisanState.LEAD, ArtisanState.MERGED})
)
def test_a_record_that_was_sent_in_is_not_kept_without_consent(officer, state):
    artisan = ArtisanFactory(state=state)
    ConsentFactory(artisan=artisan, purpose=STORE)
    with pytest.raises(RecordNeedsConsent):
        withdraw(artisan=artisan, purpose=STORE, by=officer)
    assert standing(artisan) == [STORE]


@pytest.mark.django_db(transaction=True)
def test_two_who_note_the_same_yes_at_once_make_one_row():
    artisan, people, start = ArtisanFactory(), [UserFactory(), UserFactory()], threading.Barrier(2)
    answers = []

    def note(person):
        try:
            start.wait()
            answers.append(give(artisan=artisan, purpose=PROFILE, method=SIGNED, by=person).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=note, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [artisan.consents.get().pk] * 2


def test_every_purpose_has_its_sentence_and_says_what_a_withdrawal_does():
    assert list(READ_ALOUD) == list(ON_WITHDRAWAL) == list(ConsentPurpose)


def test_the_docs_hold_the_sentences_of_this_edition_word_for_word():
    docs = (Path(__file__).parents[2] / "docs" / "consent-texts.md").read_text()
    with translation.override("id"):
        missing = [str(text) for text in READ_ALOUD.values() if f'"{text}"' not in docs]
    assert (missing, f"Edition {TEXT_EDITION}" in docs) == ([], True)


def test_the_exact_place_of_a_draft_goes_with_the_consent_and_village_and_craft_stay(officer):
    artisan = ArtisanFactory(state=ArtisanState.DRAFT, place_note="Gang mangga", lat=-6.98, lon=110.41, precision_m=20)
    craft = CraftFactory()
    artisan.crafts.add(craft)
    ConsentFactory(artisan=artisan, purpose=STORE)
    Artisan.objects.update(place_note="Gang kedua")
    withdraw(artisan=artisan, purpose=STORE, by=officer)
    kept = Artisan.objects.get(pk=artisan.pk)
    assert (kept.place_note, kept.lat, kept.lon, kept.precision_m) == ("", None, None, None)
    assert (kept.region_id, list(kept.crafts.all())) == (artisan.region_id, [craft])
    past = Artisan.pgh_event_model.objects.filter(pgh_obj=artisan.pk)
    assert set(past.values_list("place_note", "lat", "lon", "precision_m")) == {("", None, None, None)}
