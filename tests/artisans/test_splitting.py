from datetime import timedelta

import pytest
from django.utils import timezone

from artisans.actions import merging, splitting
from artisans.choices import ArtisanState
from artisans.models import Artisan, PersonIdentity, Split
from tests.artisans.records import everything, make_pair, standing
from tests.factories import ProductFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    return make_pair()


def split(pair, **kwargs):
    values = {
        "public_name": "Pak Joko",
        "crafts": [pair.one.crafts.get()],
        "products": [pair.one.products.get().pk],
        "memberships": [pair.one.memberships.order_by("pk").first().pk],
        "takes_phone": True,
        "agreed_to_store": True,
        **kwargs,
    }
    return splitting.split(artisan=pair.one, by=pair.officer, **values)


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


@pytest.mark.parametrize(
    "change",
    [
        lambda done: ProductFactory(artisan=done.part),
        lambda done: Artisan.objects.filter(pk=done.part_id).update(public_name="Pak Joko Susilo"),
        lambda done: PersonIdentity.objects.filter(pk=done.part_id).update(phone="+620000000001"),
        lambda done: PersonIdentity.objects.filter(pk=done.artisan_id).update(phone="+620000000001"),
        lambda done: done.part.products.all().delete(),
    ],
    ids=["a product", "the name", "the number", "a new number", "a product gone"],
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
