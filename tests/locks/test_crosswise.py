"""The riskiest pairs of steps, on two connections: whichever pauses wherever, none waits for the other in a circle.

One pauses after it has locked rows of one table, of two and so on; the other goes as far as it can; and the other way
round. Nothing is lost, and nothing is written into a record that went into another.
"""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from PIL import Image

from artisans.actions import claiming, consents, freshness, joining, merging, review, splitting
from artisans.actions.answers import amend
from artisans.actions.erasing import erase
from artisans.choices import ArtisanState, Assent, Confirmed, ConsentMethod, ConsentPurpose
from artisans.models import Artisan, Consent
from orders import actions as orders
from products import actions as products
from products.choices import ProductState
from products.models import Product, SearchWord
from sheets.actions import filling
from sheets.choices import RowChoice, Verdict
from sheets.models import ImportRow
from tests.cast import SEMARANG
from tests.factories import (
    ArtisanFactory,
    ClusterFactory,
    ConsentFactory,
    CraftFactory,
    ImportBatchFactory,
    ProductFactory,
    UserFactory,
)
from tests.locks.crosswise import at_the_same_moment, crosswise

pytestmark = pytest.mark.django_db(transaction=True)
NEW_WORDS = ["Selendang Kenanga", "Taplak Zamrud"]
PICTURE = Image.new("RGB", (40, 30))
REFUSED = {
    "BecamePartOfAnother", "RecordErased", "ProductGone", "NotFromThisState", "CodeIsNoGood", "EnquiryGone",
    "ChangedMeanwhile", "NobodyThere",
}  # fmt: skip


def a_maker(state=ArtisanState.ACTIVE, **values) -> Artisan:
    artisan = ArtisanFactory(state=state, **values)
    for purpose in (ConsentPurpose.STORE, ConsentPurpose.PUBLIC_PROFILE, ConsentPurpose.WHATSAPP):
        ConsentFactory(artisan=artisan, purpose=purpose)
    artisan.crafts.add(CraftFactory())
    return artisan


class Register:
    """A maker with an account and products, a second record of the same maker, and their officer."""

    def __init__(self, state=ArtisanState.ACTIVE, *, older_goes: bool = False) -> None:
        self.officer = UserFactory(areas=[SEMARANG])
        pair = [a_maker(state=state, story="Sejak 1990."), a_maker(public_name="Sri Lestari")]
        self.maker, self.other = reversed(pair) if older_goes else pair
        self.account = UserFactory()
        self.maker.users.add(self.account)
        self.waiting = ProductFactory(artisan=self.maker, state=ProductState.SUBMITTED, name="Tas Tunggu")
        self.shown = ProductFactory(artisan=self.maker, published=True, name="Tas Pajang")
        self.draft = ProductFactory(artisan=self.maker, name="Tas Jinjing")

    def merge(self):
        merging.merge(survivor=self.other, merged=self.maker, chosen=["story"], by=self.officer)

    def erase(self):
        erase(artisans=[self.maker], by=self.officer)

    def add_photo(self):
        products.add_photo(product=self.draft, by=self.account, image=PICTURE)

    def offer(self):
        products.offer_product(product=self.draft, by=self.account)

    def change(self):
        products.change_product(product=self.waiting, by=self.account, name="Tas Baru")

    def change_shown(self):
        products.change_product(product=self.shown, by=self.account, name="Tas Baru")

    def verify(self):
        review.verify(artisan=self.maker, by=self.officer)

    def wake(self):
        freshness.wake(artisan=self.maker, how=Confirmed.VISIT, by=self.officer)

    def verify_first(self):
        review.verify(artisan=self.submitted[0], by=self.officer)

    def verify_second(self):
        review.verify(artisan=self.submitted[1], by=self.officer)

    def withdraw(self):
        consents.withdraw(artisan=self.maker, purpose=ConsentPurpose.WHATSAPP, by=self.officer)

    def give(self):
        consents.give(artisan=self.maker, purpose=ConsentPurpose.NEWS, method=ConsentMethod.SPOKEN, by=self.officer)

    def save_photo(self):
        amend(artisan=self.maker, answers={}, photo=PICTURE, seen={"photo": ""}, by=self.officer)

    def amend(self):
        amend(artisan=self.maker, answers={"machines": "2 mesin"}, seen={"machines": ""}, by=self.officer)

    def split(self):
        splitting.split(artisan=self.maker, public_name="Tas B", by=self.officer, products=[self.draft.pk])

    def join(self):
        joining.ask_to_join(artisan=self.maker, cluster=self.cluster, by=self.account, assent=Assent.OWN_ACCOUNT)

    def claim(self):
        claiming.take(claim=self.a_claim, by=self.claimant)

    def answer(self):
        orders.answer(enquiry=self.enquiry, text="Bisa.", by=self.account)

    def close(self):
        orders.close(enquiry=self.enquiry)

    def fill(self):
        with transaction.atomic():
            filling.fill_gaps(self.rows, by=self.officer)

    def fresh(self, one):
        return type(one).objects.get(pk=one.pk)


def with_an_enquiry(register):
    register.enquiry = orders.ask(to=register.maker, secret_hash="0" * 64, buyer_name="Ibu Contoh", text="Ada?")
    return register


def with_a_claim(register):
    register.a_claim = claiming.find(typed=claiming.issue(artisan=register.maker, by=register.officer))
    register.claimant = UserFactory()
    return register


def with_who_speaks_of_the_maker(register):
    """A third maker, whose story loses the erased one's name: two rows of makers are held by an erasure then."""
    Artisan.objects.filter(pk=register.maker.pk).update(public_name="Sri Rahayu")
    register.other = a_maker(story="Saya belajar dari Sri Rahayu.")
    return register


def with_a_cluster(register):
    register.cluster = ClusterFactory()
    return register


def with_rows(register):
    batch = ImportBatchFactory(uploaded_by=register.officer)
    values = {"machines": "2 mesin"}
    register.rows = [
        ImportRow.objects.create(
            batch=batch, sheet=0, number=number, verdict=Verdict.EXISTS, choice=RowChoice.FILL, match=one,
            values=dict(values),
        )
        for number, one in enumerate([register.other, register.maker], start=1)
    ]  # fmt: skip
    return register


def with_new_words(register):
    """Two makers whose waiting products bring the same words into the search, in opposite orders."""
    Product.objects.filter(name__in=NEW_WORDS).delete()
    SearchWord.objects.filter(word__in=["selendang", "kenanga", "taplak", "zamrud"]).delete()
    register.submitted = [a_maker(state=ArtisanState.SUBMITTED) for _ in range(2)]
    for maker, names in zip(register.submitted, [NEW_WORDS, NEW_WORDS[::-1]], strict=True):
        for name in names:
            ProductFactory(artisan=maker, state=ProductState.SUBMITTED, name=name)
    return register


def nothing_in_the_merged_row(register):
    went = Artisan.objects.filter(pk=register.maker.pk, state=ArtisanState.MERGED).first()
    if went:
        assert not went.products.exists()
        assert not went.memberships.exists()


def whatsapp_is_withdrawn(register):
    assert not Consent.objects.standing().filter(purpose=ConsentPurpose.WHATSAPP, artisan=register.other).exists()


def news_is_allowed(register):
    assert Consent.objects.standing().filter(purpose=ConsentPurpose.NEWS, artisan=register.other).exists()


def photo_and_publishing_are_kept(register):
    draft = register.fresh(register.draft)
    assert (draft.state, draft.photos.count()) == (ProductState.PUBLISHED, 1)


def new_name_is_shown(register):
    waiting = register.fresh(register.waiting)
    assert (waiting.state, waiting.name) == (ProductState.PUBLISHED, "Tas Baru")


def photo_moved_along(register):
    assert [photo.product.artisan for photo in register.fresh(register.draft).photos.all()] == [register.other]


def both_are_shown(register):
    assert Product.objects.shown().filter(name__in=NEW_WORDS).count() == 4


def nothing_is_left(register):
    assert not Artisan.objects.filter(pk=register.maker.pk).exists()
    assert not Product.objects.filter(pk__in=[register.draft.pk, register.waiting.pk]).exists()
    assert [file for file in Path(settings.MEDIA_ROOT).rglob("*") if file.is_file()] == []


def claimant_holds_the_one_that_stays(register):
    assert list(register.claimant.artisans.all()) == [register.other]


def request_is_of_the_one_that_stays(register):
    assert [one.artisan for one in register.cluster.memberships.all()] == [register.other]


def split_is_made(register):
    assert register.fresh(register.draft).artisan.public_name == "Tas B"


def story_is_filled(register):
    assert register.fresh(register.other).machines == "2 mesin"


# After so many tables the first one pauses: at each of those that come first, and at some of an erasure's many.
PAUSES = (1, 2, 3, 6, 9)
DORMANT, SUBMITTED = ArtisanState.DORMANT, ArtisanState.SUBMITTED
PAIRS = {
    "add_photo x offer": ("add_photo", "offer", Register, photo_and_publishing_are_kept),
    "change x verify": ("change", "verify", lambda: Register(SUBMITTED), new_name_is_shown),
    "wake x change": ("wake", "change", lambda: Register(DORMANT), new_name_is_shown),
    "add_photo x merge": ("add_photo", "merge", Register, photo_moved_along),
    "withdraw x merge": ("withdraw", "merge", Register, whatsapp_is_withdrawn),
    "give x merge": ("give", "merge", Register, news_is_allowed),
    "erase x change": ("erase", "change_shown", Register, nothing_is_left),
    "erase x merge": ("erase", "merge", Register, nothing_is_left),
    "erase x merge who speaks": ("erase", "merge", lambda: with_who_speaks_of_the_maker(Register()), nothing_is_left),
    "erase x save_photo": ("erase", "save_photo", Register, nothing_is_left),
    "fill x merge": ("fill", "merge", lambda: with_rows(Register()), story_is_filled),
    "answer x erase": ("answer", "erase", lambda: with_an_enquiry(Register()), nothing_is_left),
    "close x erase": ("close", "erase", lambda: with_an_enquiry(Register()), nothing_is_left),
    "claim x merge": ("claim", "merge", lambda: with_a_claim(Register()), claimant_holds_the_one_that_stays),
    "join x merge": ("join", "merge", lambda: with_a_cluster(Register()), request_is_of_the_one_that_stays),
    "verify x verify": ("verify_first", "verify_second", lambda: with_new_words(Register()), both_are_shown),
    "split x amend": ("split", "amend", Register, split_is_made),
}


@pytest.mark.parametrize("name", PAIRS)
@pytest.mark.parametrize("swapped", [False, True], ids=["", "swapped"])
def test_two_at_once_end_well_wherever_the_first_pauses(name, swapped, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    first, second, make, check = PAIRS[name]
    first, second = (second, first) if swapped else (first, second)
    for pause_after in PAUSES:
        register = make()
        one, other, did_pause = crosswise(getattr(register, first), getattr(register, second), pause_after=pause_after)
        assert {one, other} <= {None, *REFUSED}, (pause_after, one, other)
        check(register)
        nothing_in_the_merged_row(register)
        if not did_pause:
            break


@pytest.mark.parametrize("name", PAIRS)
def test_two_at_the_very_moment_end_well(name, settings, tmp_path):
    """Once here; many times in `make drill`."""
    settings.MEDIA_ROOT = tmp_path
    first, second, make, check = PAIRS[name]
    register = make()
    answers = at_the_same_moment(getattr(register, first), getattr(register, second))
    assert set(answers) <= {None, *REFUSED}
    check(register)
    nothing_in_the_merged_row(register)
