from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from artisans.actions import consents, merging, splitting, wishes
from artisans.actions.erasing import erase
from artisans.choices import ArtisanState
from artisans.models import Artisan, DuplicatePair, PersonIdentity, Split
from core.form_once import FormUsedBefore
from products.models import Product
from tests.artisans.records import everything, make_pair, standing
from tests.artisans.test_erasing import found_in
from tests.factories import CraftFactory, MembershipFactory, ProductFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    return make_pair()


def answers(pair) -> dict:
    return {
        "public_name": "Pak Joko",
        "crafts": [pair.one.crafts.get()],
        "products": [pair.one.products.get().pk],
        "memberships": [pair.one.memberships.order_by("pk").first().pk],
        "takes_phone": True,
        "agreed_to_store": True,
    }


def split(pair, **kwargs):
    return send(pair, answers(pair) | kwargs)


def send(pair, form: dict) -> Split:
    return splitting.split(artisan=pair.one, by=pair.officer, **form)


def test_the_second_maker_gets_a_draft_with_what_was_chosen(pair):
    part = split(pair).part
    part.refresh_from_db()
    assert (part.public_name, part.state, part.region_id, part.registered_by) == (
        "Pak Joko", ArtisanState.DRAFT, pair.one.region_id, pair.officer,
    )  # fmt: skip
    assert (part.products.count(), part.memberships.count(), part.crafts.count()) == (1, 1, 1)
    assert (pair.one.products.count(), pair.one.memberships.count(), pair.one.crafts.count()) == (0, 1, 1)
    assert (part.identity.phone, PersonIdentity.objects.get(artisan=pair.one).phone) == ("+620005740001", "")
    assert standing(part) == ["STORE"]


def test_an_undo_restores_the_record_exactly(pair):
    before = everything()
    artisan = splitting.unite(split=split(pair), by=pair.officer)
    assert (artisan, everything()) == (pair.one, before)


def test_a_number_goes_only_with_consent(pair):
    before = everything()
    with pytest.raises(splitting.CannotSplit, match="Nomor HP"):
        split(pair, agreed_to_store=False)
    assert everything() == before


def decide(done: Split, decision: str) -> None:
    first, second = sorted([done.artisan, done.part], key=lambda artisan: artisan.pk)
    who = {"decision": decision, "decided_by": done.by, "decided_at": timezone.now()}
    DuplicatePair.objects.create(first=first, second=second, score=0.5, **who)


def join_again(done: Split) -> None:
    """The maker whose membership was the other's asks to join the same cluster."""
    MembershipFactory(artisan=done.artisan, cluster=done.part.memberships.get().cluster, state="REQUESTED")


@pytest.mark.parametrize(
    "change",
    [
        lambda done: ProductFactory(artisan=done.part),
        lambda done: Artisan.objects.filter(pk=done.part_id).update(public_name="Pak Joko Susilo"),
        lambda done: PersonIdentity.objects.filter(pk=done.part_id).update(phone="+620000000001"),
        lambda done: PersonIdentity.objects.filter(pk=done.artisan_id).update(phone="+620000000001"),
        lambda done: done.part.products.all().delete(),
        lambda done: decide(done, "DIFFERENT"),
        lambda done: join_again(done),
        lambda done: wishes.ask_for_correction(artisan=done.part, text="Salah", by=done.by),
    ],
    ids=[
        "a product",
        "the name",
        "the number",
        "a new number",
        "a product gone",
        "a decision",
        "the same cluster",
        "a wish",
    ],
)
def test_a_split_that_has_a_life_of_its_own_is_merged_instead(pair, change):
    done = split(pair)
    change(done)
    before = everything()
    with pytest.raises(splitting.CannotUnite, match="Gabungkan"):
        splitting.unite(split=done, by=pair.officer)
    assert everything() == before
    merging.merge(survivor=pair.one, merged=done.part, chosen=[], by=pair.officer)
    assert Artisan.objects.get(pk=done.part_id).state == ArtisanState.MERGED


def test_an_undo_comes_within_30_days(pair):
    done = split(pair)
    Split.objects.update(at=timezone.now() - timedelta(days=31))
    with pytest.raises(splitting.CannotUnite, match="30 hari"):
        splitting.unite(split=done, by=pair.officer)


@pytest.mark.parametrize("state", [ArtisanState.MERGED, ArtisanState.REJECTED])
def test_what_was_merged_or_rejected_is_not_split(pair, state):
    Artisan.objects.filter(pk=pair.one.pk).update(state=state)
    with pytest.raises(splitting.CannotSplit):
        split(pair)


def test_the_form_sent_twice_splits_once(pair):
    form = answers(pair) | {"form_uuid": uuid4()}
    assert (send(pair, form), Split.objects.count()) == (send(pair, form), 1)


def test_a_form_of_its_own_takes_out_a_second_maker_of_the_same_name(pair):
    form, product = answers(pair) | {"takes_phone": False}, pair.one.products.get()
    first = send(pair, form | {"form_uuid": uuid4(), "products": []})
    second = send(pair, form | {"form_uuid": uuid4(), "memberships": []})
    assert (first.part == second.part, list(second.part.products.all())) == (False, [product])


def test_the_same_form_with_other_answers_is_refused_with_both_versions(pair):
    form, product = answers(pair) | {"form_uuid": uuid4()}, pair.one.products.get()
    first = send(pair, form | {"products": []})
    with pytest.raises(FormUsedBefore) as refused:
        send(pair, form | {"public_name": "Pak Budi"})
    assert refused.value.kept == {"public_name": "Pak Joko", "products": []}
    assert (Split.objects.get(), pair.one.products.get()) == (first, product)


def test_an_undo_pressed_twice_is_one(pair):
    first = split(pair)
    assert splitting.unite(split=Split.objects.get(pk=first.pk), by=pair.officer) == pair.one
    assert splitting.unite(split=first, by=pair.officer) == pair.one


@pytest.mark.parametrize(
    "change",
    [
        lambda part, by: part.crafts.add(CraftFactory(slug="batik")),
        lambda part, by: part.crafts.clear(),
        lambda part, by: PersonIdentity.objects.create(artisan=part, legal_name="Joko Purnomo"),
        lambda part, by: consents.give(artisan=part, purpose="STORE", method="SPOKEN", by=by),
    ],
)
def test_what_the_new_record_got_since_is_not_undone_unseen(pair, change):
    done = split(pair, takes_phone=False, agreed_to_store=False)
    change(done.part, pair.officer)
    with pytest.raises(splitting.CannotUnite):
        splitting.unite(split=done, by=pair.officer)


def test_a_record_that_was_merged_since_takes_nothing_back(pair):
    done = split(pair, products=[], memberships=[])
    merging.merge(survivor=pair.other, merged=pair.one, chosen=[], by=pair.officer)
    with pytest.raises(splitting.CannotUnite):
        splitting.unite(split=done, by=pair.officer)


def test_a_split_forgets_the_number_when_its_maker_takes_the_consent_back(pair):
    done = split(pair)
    consents.withdraw(artisan=done.part, purpose="STORE", by=pair.officer)
    done.refresh_from_db()
    assert done.before == {}


def test_a_number_that_another_maker_took_along_is_in_nobody_elses_history(pair):
    part = split(pair).part
    erase(artisans=[part], by=pair.officer)
    assert found_in(["+620005740001", "Pak Joko"]) == set()


def test_a_split_taken_back_leaves_nothing_of_the_part_and_keeps_what_its_things_were(pair):
    product = pair.one.products.get()
    done = split(pair)
    Product.objects.filter(pk=product.pk).update(description="Tas kain")
    splitting.unite(split=done, by=pair.officer)
    assert [event.description for event in product.events.order_by("pgh_id")][-1] == "Tas kain"
    assert {event.artisan_id for event in product.events.all()} == {pair.one.pk}
    assert found_in(["Pak Joko"]) == set()
    erase(artisans=[pair.one], by=pair.officer)
    assert found_in(["+620005740001"]) == set()
