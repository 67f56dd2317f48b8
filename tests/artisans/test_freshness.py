"""The register stays true: makers are confirmed, rest, close down and begin again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from artisans.actions import freshness, review
from artisans.actions.locking import BecamePartOfAnother
from artisans.choices import TRANSITIONS, ArtisanState, Confirmed
from artisans.models import Artisan
from core.freshness import STALE_AFTER
from products.models import Product
from products.search import search
from products.search.query import Query
from tests.factories import ArtisanFactory, ProductFactory, UserFactory

pytestmark = pytest.mark.django_db
ACTIVE, DORMANT, CLOSED = ArtisanState.ACTIVE, ArtisanState.DORMANT, ArtisanState.CLOSED


@pytest.fixture
def officer():
    return UserFactory()


def confirmed(artisan: Artisan) -> tuple:
    artisan.refresh_from_db()
    return artisan.state, artisan.last_confirmed_by, artisan.confirmed_how


@pytest.mark.parametrize("how", [Confirmed.VISIT, Confirmed.PHONE, Confirmed.OWN_ACCOUNT])
def test_a_confirmation_keeps_who_when_and_how(officer, how):
    artisan, before = ArtisanFactory(state=ACTIVE), timezone.now()
    freshness.confirm(artisan=artisan, how=how, by=officer)
    assert confirmed(artisan) == (ACTIVE, officer, how)
    assert before <= artisan.last_confirmed_at <= timezone.now()
    assert artisan.state_changes.count() == 0


@pytest.mark.parametrize("how", ["", "HEARSAY"])
def test_a_confirmation_says_how(officer, how):
    artisan = ArtisanFactory(state=DORMANT)
    with pytest.raises(freshness.HowMissing):
        freshness.confirm(artisan=artisan, how=how, by=officer)
    assert confirmed(artisan) == (DORMANT, None, "")


def test_who_rested_is_awake_by_a_confirmation(officer):
    artisan = ArtisanFactory(state=DORMANT)
    freshness.confirm(artisan=artisan, how=Confirmed.OWN_ACCOUNT, by=officer)
    assert confirmed(artisan) == (ACTIVE, officer, Confirmed.OWN_ACCOUNT)
    assert artisan.state_changes.values_list("from_state", "to_state", "by").get() == (DORMANT, ACTIVE, officer.pk)


@pytest.mark.parametrize("state", sorted(set(ArtisanState) - {ACTIVE, DORMANT}))
def test_nothing_else_is_confirmed(officer, state):
    artisan = ArtisanFactory(state=state)
    with pytest.raises((review.NotFromThisState, BecamePartOfAnother)):
        freshness.confirm(artisan=artisan, how=Confirmed.VISIT, by=officer)
    assert confirmed(artisan) == (state, None, "")


@pytest.mark.parametrize("state", ArtisanState)
def test_only_who_rests_or_has_closed_down_is_woken(officer, state):
    artisan = ArtisanFactory(state=state)
    if state in (DORMANT, CLOSED):
        freshness.wake(artisan=artisan, how=Confirmed.VISIT, by=officer)
        assert confirmed(artisan) == (ACTIVE, officer, Confirmed.VISIT)
    else:
        with pytest.raises((review.NotFromThisState, BecamePartOfAnother)):
            freshness.wake(artisan=artisan, how=Confirmed.VISIT, by=officer)
        assert confirmed(artisan) == (state, None, "")


@pytest.mark.parametrize("state", [state for state in ArtisanState if CLOSED not in TRANSITIONS[state]])
def test_only_a_verified_workshop_closes_down(officer, state):
    with pytest.raises((review.NotFromThisState, BecamePartOfAnother)):
        freshness.close(artisan=ArtisanFactory(state=state), by=officer, reason="Pemiliknya pindah usaha")


def test_closing_down_wants_a_reason(officer):
    artisan = ArtisanFactory(state=ACTIVE)
    with pytest.raises(review.ReasonMissing):
        freshness.close(artisan=artisan, by=officer, reason="  ")
    freshness.close(artisan=artisan, by=officer, reason=" Pemiliknya pindah usaha ")
    change = artisan.state_changes.get()
    assert (change.from_state, change.to_state, change.reason) == (ACTIVE, CLOSED, "Pemiliknya pindah usaha")


def offered() -> list[int]:
    return [card.pk for card in search(Query(words="ransel")).products]


def test_the_products_of_who_rests_are_not_offered_until_the_maker_is_awake(officer):
    product = ProductFactory(published=True, name="Ransel")
    assert offered() == [product.pk]
    freshness.put_to_rest(artisan=product.artisan, by=officer)
    assert (offered(), list(Product.objects.offered()), list(Product.objects.published())) == ([], [], [product])
    freshness.confirm(artisan=product.artisan, how=Confirmed.VISIT, by=officer)
    assert (offered(), list(Product.objects.offered())) == ([product.pk], [product])


def test_what_is_due_is_verified_and_not_confirmed_for_twelve_months():
    now, officer = timezone.now(), UserFactory()

    def maker(ago: timedelta, state: str = ACTIVE) -> Artisan:
        return ArtisanFactory(
            state=state, last_confirmed_at=now - ago, last_confirmed_by=officer, confirmed_how=Confirmed.VISIT
        )

    old, older = maker(STALE_AFTER + timedelta(minutes=1)), maker(STALE_AFTER * 2)
    maker(STALE_AFTER - timedelta(minutes=1))
    for state in (DORMANT, CLOSED, ArtisanState.DRAFT):
        maker(STALE_AFTER * 2, state)
    never = ArtisanFactory(state=ACTIVE)
    due = list(Artisan.objects.due_for_confirmation().longest_unconfirmed_first())
    assert due == [never, older, old]
    assert set(due) == {artisan for artisan in Artisan.objects.all() if artisan.is_due_for_confirmation}
