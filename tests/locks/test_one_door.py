"""Whoever comes to a record while somebody merges or erases it: led on to where the maker is kept now, or refused."""

import pytest
from PIL import Image

from artisans.actions import (
    claiming,
    consents,
    duplicates,
    freshness,
    joining,
    merging,
    papers,
    review,
    splitting,
    wishes,
)
from artisans.actions.answers import amend, plain_answers
from artisans.actions.duplicates import FoundPair
from artisans.actions.erasing import erase
from artisans.actions.inviting import invite
from artisans.choices import ArtisanState, Assent, Confirmed, ConsentMethod, ConsentPurpose, SameOrNot
from artisans.models import Artisan, Consent, DuplicatePair
from orders import actions as orders
from products import actions as products
from products.actions import channels
from products.actions.buyer_links import make_link
from tests.cast import SEMARANG
from tests.factories import ArtisanFactory, ClusterFactory, ConsentFactory, CraftFactory, UserFactory
from tests.locks.crosswise import before_the_end_of

pytestmark = pytest.mark.django_db(transaction=True)
WHATSAPP = ConsentPurpose.WHATSAPP
NIK = "3374014512740001"


@pytest.fixture
def officer():
    return UserFactory(areas=[SEMARANG])


def maker(**values) -> Artisan:
    artisan = ArtisanFactory(published=True, **values)
    for purpose in (ConsentPurpose.STORE, WHATSAPP, ConsentPurpose.INVITE):
        ConsentFactory(artisan=artisan, purpose=purpose)
    artisan.crafts.add(CraftFactory())
    return artisan


@pytest.fixture
def survivor():
    return maker(public_name="Bu Sri Lestari")


@pytest.fixture
def goes():
    return maker(public_name="Sri Lestari")


def while_it_is_merged(survivor, goes, officer, step):
    return before_the_end_of(lambda: merging.merge(survivor=survivor, merged=goes, chosen=[], by=officer), step)[1]


def while_it_is_erased(artisan, officer, step):
    return before_the_end_of(lambda: erase(artisans=[artisan], by=officer), step)[1]


def standing(artisan, purpose):
    return Consent.objects.standing().filter(artisan=artisan, purpose=purpose).exists()


def test_what_is_withdrawn_while_the_record_is_merged_is_withdrawn_on_the_one_that_stays(survivor, goes, officer):
    step = lambda: consents.withdraw(artisan=goes, purpose=WHATSAPP, by=officer)  # noqa: E731
    assert while_it_is_merged(survivor, goes, officer, step) is None
    assert not standing(survivor, WHATSAPP)


def test_what_is_allowed_while_the_record_is_merged_is_allowed_to_the_one_that_stays(survivor, goes, officer):
    def step():
        consents.give(artisan=goes, purpose=ConsentPurpose.NEWS, method=ConsentMethod.SPOKEN, by=officer)

    assert while_it_is_merged(survivor, goes, officer, step) is None
    assert standing(survivor, ConsentPurpose.NEWS)
    assert not goes.consents.filter(purpose=ConsentPurpose.NEWS).exists()


def test_a_number_that_is_removed_while_the_record_is_merged_is_removed_from_the_one_that_stays(officer, goes):
    survivor = ArtisanFactory(published=True)
    papers.keep_nik(artisan=goes, nik=NIK, by=officer)
    before_the_end_of(
        lambda: merging.merge(survivor=survivor, merged=goes, chosen=["nik"], by=officer),
        lambda: papers.remove_nik(artisan=goes, by=officer),
    )
    assert papers.nik_for_its_owner(artisan=survivor) == ""


def test_a_wish_that_comes_while_the_record_is_merged_hangs_on_the_one_that_stays(survivor, goes, officer):
    def step():
        return wishes.ask_for_erasure(artisan=goes, by=officer).artisan_id

    assert while_it_is_merged(survivor, goes, officer, step) == survivor.pk


def test_an_access_that_is_ended_while_the_record_is_merged_is_ended_on_the_one_that_stays(survivor, goes, officer):
    account = UserFactory()
    goes.users.add(account)
    while_it_is_merged(survivor, goes, officer, lambda: claiming.end_hold(artisan=goes, account=account, by=officer))
    assert not account.artisans.exists()


def test_a_code_that_is_used_while_the_record_is_merged_opens_the_one_that_stays(survivor, goes, officer):
    claim, account = claiming.find(typed=claiming.issue(artisan=goes, by=officer)), UserFactory()
    assert while_it_is_merged(survivor, goes, officer, lambda: claiming.take(claim=claim, by=account).pk) == survivor.pk
    assert list(account.artisans.all()) == [survivor]


def test_a_request_to_join_that_comes_while_the_record_is_merged_is_of_the_one_that_stays(survivor, goes, officer):
    def step():
        return joining.ask_to_join(artisan=goes, cluster=cluster, by=officer, assent=Assent.SPOKEN).artisan_id

    cluster = ClusterFactory()
    assert while_it_is_merged(survivor, goes, officer, step) == survivor.pk


@pytest.mark.parametrize("name", ["product", "link to a shop", "link for a buyer", "enquiry"])
def test_what_a_maker_gets_while_the_record_is_merged_hangs_on_the_one_that_stays(survivor, goes, officer, name):
    step = {
        "product": lambda: products.begin_product(artisan=goes, by=officer),
        "link to a shop": lambda: channels.add_channel(artisan=goes, url="https://toko.example/a", by=officer),
        "link for a buyer": lambda: make_link(artisan=goes, name="Toko Contoh", by=officer),
        "enquiry": lambda: orders.ask(to=goes, secret_hash="0" * 64, buyer_name="Ibu Contoh", text="Ada?"),
    }[name]
    assert while_it_is_merged(survivor, goes, officer, step)
    for maker, count in [(survivor, 1), (goes, 0)]:
        hanging = [maker.products, maker.channels, maker.buyer_links, maker.enquiries]
        assert sum(rows.count() for rows in hanging) == count


def steps_of_an_officer(artisan, other, officer):
    """Each changes the record that the officer looks at."""
    seen = plain_answers(artisan, ["machines"])
    picture = Image.new("RGB", (40, 30))
    return {
        "amend": lambda: amend(artisan=artisan, answers={"machines": "2 mesin"}, photo=picture, seen=seen, by=officer),
        "keep a number": lambda: papers.keep_nik(artisan=artisan, nik=NIK, by=officer),
        "show a number": lambda: papers.reveal_nik(artisan=artisan, by=officer, why="Diminta bank"),
        "return": lambda: review.return_for_fix(artisan=artisan, by=officer, reason="Nama salah"),
        "confirm": lambda: freshness.confirm(artisan=artisan, how=Confirmed.VISIT, by=officer),
        "make a code": lambda: claiming.issue(artisan=artisan, by=officer),
        "lost telephone": lambda: claiming.report_lost_phone(artisan=artisan, account=UserFactory(), by=officer),
    }


STEPS = ["amend", "keep a number", "show a number", "return", "confirm", "make a code", "lost telephone"]


@pytest.mark.parametrize("name", STEPS)
def test_what_was_decided_of_a_record_is_not_done_to_the_one_that_it_became_part_of(survivor, goes, officer, name):
    step = steps_of_an_officer(goes, survivor, officer)[name]
    assert while_it_is_merged(survivor, goes, officer, step) == "BecamePartOfAnother"
    kept = Artisan.objects.get(pk=goes.pk)
    assert (kept.state, kept.machines, kept.photo, kept.claims.count()) == (ArtisanState.MERGED, "", "", 0)


@pytest.mark.parametrize("name", STEPS)
def test_nothing_is_done_to_a_record_that_is_erased_meanwhile(survivor, goes, officer, name):
    step = steps_of_an_officer(goes, survivor, officer)[name]
    assert while_it_is_erased(goes, officer, step) == "RecordErased"


def test_whatever_else_comes_to_an_erased_record_is_refused_with_a_sentence(survivor, goes, officer):
    cluster = ClusterFactory()
    claim = claiming.find(typed=claiming.issue(artisan=goes, by=officer))
    erase(artisans=[goes], by=officer)
    for step, refusal in [
        (lambda: consents.withdraw(artisan=goes, purpose=WHATSAPP, by=officer), "RecordErased"),
        (lambda: papers.remove_nik(artisan=goes, by=officer), "RecordErased"),
        (lambda: wishes.ask_for_erasure(artisan=goes, by=officer), "RecordErased"),
        (lambda: claiming.take(claim=claim, by=UserFactory()), "CodeIsNoGood"),
        (lambda: joining.ask_to_join(artisan=goes, cluster=cluster, by=officer, assent=Assent.SPOKEN), "RecordErased"),
        (lambda: invite(cluster=cluster, artisan=goes, by=officer), "RecordErased"),
        (lambda: merging.merge(survivor=survivor, merged=goes, chosen=[], by=officer), "RecordErased"),
        (lambda: splitting.split(artisan=goes, public_name="Tas A", by=officer), "RecordErased"),
        (
            lambda: duplicates.decide(first=goes, second=survivor, decision=SameOrNot.SAME, by=officer),
            "RecordErased",
        ),
    ]:
        assert before_the_end_of(lambda: None, step)[1] == refusal


def test_of_a_merge_and_an_erasure_at_once_both_records_are_gone(survivor, goes, officer):
    assert while_it_is_merged(survivor, goes, officer, lambda: erase(artisans=[goes], by=officer)) is None
    assert not Artisan.objects.filter(pk__in=[survivor.pk, goes.pk]).exists()


def test_of_an_erasure_and_a_merge_at_once_the_merge_is_refused(survivor, goes, officer):
    def step():
        merging.merge(survivor=survivor, merged=goes, chosen=[], by=officer)

    assert while_it_is_erased(goes, officer, step) == "RecordErased"
    assert Artisan.objects.get(pk=survivor.pk).state == ArtisanState.ACTIVE


def test_likely_pairs_are_kept_although_one_record_of_them_was_erased_while_they_were_looked_for(
    survivor, goes, officer
):
    third = maker()
    found = [FoundPair(*sorted(pair), 0.9, ("NAME",)) for pair in [(survivor.pk, goes.pk), (survivor.pk, third.pk)]]
    while_it_is_erased(goes, officer, lambda: duplicates.keep_pairs(found=found, write=True))
    assert DuplicatePair.objects.values_list("first", "second").get() == (survivor.pk, third.pk)
