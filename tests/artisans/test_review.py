import threading

import pytest
from django.db import connection

from artisans.actions import review
from artisans.actions.locking import BecamePartOfAnother
from artisans.choices import TRANSITIONS, ArtisanState
from artisans.models import Artisan
from tests.cast import make_cast
from tests.factories import ArtisanFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


def test_a_colleague_verifies(cast):
    artisan = review.verify(artisan=cast.waiting, by=cast.colleague)
    assert (artisan.state, artisan.verified_by) == (ArtisanState.ACTIVE, cast.colleague)
    assert artisan.last_confirmed_at == artisan.verified_at is not None
    change = artisan.state_changes.get()
    assert (change.from_state, change.to_state, change.by) == ("SUBMITTED", "ACTIVE", cast.colleague)


def test_a_returned_record_carries_the_reason(cast):
    artisan = review.return_for_fix(artisan=cast.waiting, by=cast.colleague, reason=" Salah kelurahan ")
    assert artisan.state == ArtisanState.NEEDS_FIX
    assert artisan.state_changes.get().reason == "Salah kelurahan"


@pytest.mark.parametrize("step", [review.return_for_fix, review.reject])
def test_a_no_without_a_reason_is_refused(cast, step):
    with pytest.raises(review.ReasonMissing):
        step(artisan=cast.waiting, by=cast.colleague, reason="  ")
    cast.waiting.refresh_from_db()
    assert cast.waiting.state == ArtisanState.SUBMITTED


@pytest.mark.parametrize("state", [state for state in ArtisanState if ArtisanState.ACTIVE not in TRANSITIONS[state]])
def test_only_states_that_allow_it_are_verified(state):
    artisan = ArtisanFactory(state=state)
    with pytest.raises((review.NotFromThisState, BecamePartOfAnother)):
        review.verify(artisan=artisan, by=UserFactory())
    artisan.refresh_from_db()
    assert artisan.state == state


@pytest.mark.parametrize("state", [ArtisanState.DORMANT, ArtisanState.CLOSED])
def test_who_is_back_at_work_is_woken_and_not_verified_anew(state):
    artisan = ArtisanFactory(state=state)
    with pytest.raises(review.NotFromThisState):
        review.verify(artisan=artisan, by=UserFactory())


@pytest.mark.parametrize("state", ArtisanState)
def test_only_a_rejected_record_becomes_a_draft_again(state):
    artisan, officer = ArtisanFactory(state=state), UserFactory()
    if state == ArtisanState.REJECTED:
        assert review.reopen(artisan=artisan, by=officer).state == ArtisanState.DRAFT
        assert artisan.state_changes.values_list("from_state", "to_state").get() == ("REJECTED", "DRAFT")
    else:
        with pytest.raises((review.NotFromThisState, BecamePartOfAnother)):
            review.reopen(artisan=artisan, by=officer)


def test_a_verification_is_taken_back_with_a_reason_and_the_record_leaves_the_public_pages():
    artisan = ArtisanFactory(published=True)
    review.return_for_fix(artisan=artisan, by=UserFactory(), reason="Alamatnya meragukan")
    assert (Artisan.objects.get().state, list(Artisan.objects.published())) == (ArtisanState.NEEDS_FIX, [])


def test_a_record_says_whether_its_own_officer_verified_it(cast):
    officer, colleague = cast.officer, cast.colleague
    assert not review.verify(artisan=cast.waiting, by=colleague).is_verified_by_own_officer
    Artisan.objects.filter(pk=cast.waiting.pk).update(state=ArtisanState.SUBMITTED)
    assert review.verify(artisan=cast.waiting, by=officer).is_verified_by_own_officer


def test_every_state_has_its_transitions():
    assert set(TRANSITIONS) == set(ArtisanState)


@pytest.mark.django_db(transaction=True)
def test_of_two_reviewers_at_once_one_counts_and_the_other_is_told():
    cast, start, answers = make_cast(), threading.Barrier(2), []

    def decide(step):
        try:
            start.wait()
            answers.append(step().state)
        except review.NotFromThisState:
            answers.append("told")
        finally:
            connection.close()

    steps = [
        lambda: review.verify(artisan=cast.waiting, by=cast.colleague),
        lambda: review.reject(artisan=cast.waiting, by=cast.administrator, reason="Bukan perajin"),
    ]
    threads = [threading.Thread(target=decide, args=[step]) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    state = Artisan.objects.get(pk=cast.waiting.pk).state
    # A verified record may still be rejected by nobody; a rejected one not be verified: one of the two is told.
    assert sorted(answers) == sorted([state, "told"])
