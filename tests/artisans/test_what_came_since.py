"""What comes between a merge and its undo, which is exact, or says what came since and takes back no word of people."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Notice
from artisans.actions import claiming, consents, merging, papers, review, seats, wishes
from artisans.actions.answers import amend
from artisans.choices import ArtisanState, ConsentPurpose, MembershipRole, MembershipState, WishState
from artisans.models import Artisan, DataWish, Membership, Merge, PersonIdentity
from core.refusals import Refusal
from tests.artisans.records import everything, make_pair, standing
from tests.cast import SEMARANG, UNDIALLABLE
from tests.factories import (
    ArtisanFactory,
    ClusterFactory,
    ConsentFactory,
    CraftFactory,
    MembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
NIK = "3374016505740001"


@pytest.fixture
def officer():
    return UserFactory(areas=[SEMARANG])


def two(**kwargs) -> tuple[Artisan, Artisan]:
    """Two records whose makers agreed that they are kept."""
    pair = ArtisanFactory(public_name="Tas Mawar", **kwargs), ArtisanFactory(public_name="Tas Melati", **kwargs)
    for artisan in pair:
        ConsentFactory(artisan=artisan, purpose=ConsentPurpose.STORE)
    return pair


def merge(survivor, merged, officer, chosen=()) -> Merge:
    return merging.merge(survivor=survivor, merged=merged, chosen=chosen, by=officer)


def undone(done, officer, *, keep_later=True) -> list[tuple[str, str]]:
    """Undoes a merge; which models and fields it asked about, in order."""
    with pytest.raises(merging.ChangedSince) as asked:
        merging.undo(merge=done, by=officer)
    merging.undo(merge=done, by=officer, keep_later=keep_later)
    return [(one.model.__name__, one.name) for one in asked.value.later]


class TestConsentToBeKept:
    @pytest.fixture
    def done(self, officer):
        """A draft without consent, and one with it that has become part of it."""
        survivor, merged = ArtisanFactory(registered_by=officer), ArtisanFactory(registered_by=officer)
        ConsentFactory(artisan=merged, purpose=ConsentPurpose.STORE)
        merged.crafts.add(CraftFactory())
        return merge(survivor, merged, officer)

    def test_a_record_verified_on_the_others_consent_is_not_left_without(self, officer, done):
        review.submit(artisan=done.survivor, by=officer)
        review.verify(artisan=done.survivor, by=UserFactory(areas=[SEMARANG]))
        before = everything()
        for keep_later in (True, False):
            with pytest.raises(merging.CannotUndo, match="tidak punya persetujuan"):
                merging.undo(merge=done, by=officer, keep_later=keep_later)
        assert everything() == before

    @pytest.mark.parametrize("answers", [{"phone": UNDIALLABLE}, {"place_note": "Gang Tiga"}])
    def test_nor_one_that_got_personal_data(self, officer, done, answers):
        amend(artisan=done.survivor, answers=answers, seen=None, by=officer)
        with pytest.raises(merging.CannotUndo, match="tidak punya persetujuan"):
            merging.undo(merge=done, by=officer, keep_later=True)

    def test_one_that_got_neither_goes_back(self, officer, done):
        merging.undo(merge=done, by=officer)
        assert (standing(done.survivor), standing(done.merged)) == ([], ["STORE"])

    def test_after_the_maker_took_it_back_nothing_is_undone(self, officer, done):
        consents.withdraw(artisan=done.survivor, purpose=ConsentPurpose.STORE, by=officer)
        with pytest.raises(merging.CannotUndo, match="menarik persetujuan"):
            merging.undo(merge=done, by=officer)


def test_a_step_of_the_review_since_is_told_and_stays(officer):
    survivor, merged = two()
    survivor.crafts.add(CraftFactory())
    done = merge(survivor, merged, officer)
    review.submit(artisan=survivor, by=officer)
    assert undone(done, officer, keep_later=False) == [("Artisan", "state")]
    assert Artisan.objects.get(pk=survivor.pk).state == ArtisanState.SUBMITTED


class TestPersonalData:
    @pytest.fixture
    def done(self, officer):
        """A survivor without personal data, which got the other's telephone number."""
        survivor, merged = two()
        PersonIdentity.objects.create(artisan=merged, phone=UNDIALLABLE)
        return merge(survivor, merged, officer, ["phone"])

    def test_what_was_typed_since_stays_and_the_number_goes_back(self, officer, done):
        typed = {"legal_name": "Siti", "nib": "9120000000001", "birth_year": 1974}
        amend(artisan=done.survivor, answers=typed, seen=None, by=officer)
        papers.keep_nik(artisan=done.survivor, nik=NIK, by=officer)
        merging.undo(merge=done, by=officer)
        kept = PersonIdentity.objects.get(artisan=done.survivor)
        assert {name: getattr(kept, name) for name in typed} == typed
        assert (kept.phone, papers.nik_for_its_owner(artisan=done.survivor)) == ("", NIK)

    @pytest.mark.parametrize(("keep_later", "phone"), [(True, "+620000000009"), (False, "")])
    def test_another_number_is_asked_about(self, officer, done, keep_later, phone):
        amend(artisan=done.survivor, answers={"phone": "+620000000009"}, seen=None, by=officer)
        assert undone(done, officer, keep_later=keep_later) == [("PersonIdentity", "phone")]
        own = PersonIdentity.objects.filter(artisan=done.survivor).values_list("phone", flat=True)
        assert list(own) == ([phone] if phone else [])

    def test_an_identity_number_typed_over_the_others_stays_if_it_is_kept(self, officer):
        survivor, merged = two()
        papers.keep_nik(artisan=merged, nik=NIK, by=officer)
        done = merge(survivor, merged, officer, ["nik"])
        papers.keep_nik(artisan=survivor, nik="3374016505740003", by=officer)
        assert undone(done, officer) == [("PersonIdentity", "nik_sealed")]
        assert papers.nik_for_its_owner(artisan=survivor) == "3374016505740003"

    def test_a_number_taken_from_a_record_without_personal_data_goes_back_exactly(self, officer):
        survivor, merged = two()
        papers.keep_nik(artisan=survivor, nik=NIK, by=officer)
        before = everything()
        merging.undo(merge=merge(survivor, merged, officer, ["nik"]), by=officer)
        assert everything() == before


@pytest.mark.parametrize("both_had", [True, False])
def test_whose_access_was_ended_does_not_get_it_back(officer, both_had):
    (survivor, merged), user = two(), UserFactory()
    for artisan in (survivor, merged) if both_had else (merged,):
        artisan.users.add(user)
    done = merge(survivor, merged, officer)
    claiming.end_hold(artisan=survivor, account=user, by=officer)
    with pytest.raises(merging.ChangedSince) as asked:
        merging.undo(merge=done, by=officer)
    assert [(one.model.__name__, one.gone) for one in asked.value.later] == [("Artisan_users", True)]
    merging.undo(merge=done, by=officer, keep_later=False)
    assert not user.artisans.exists()


def test_crafts_chosen_since_stay_as_they_were_chosen_or_go_back(officer):
    for keep_later in (True, False):
        survivor, merged = two()
        own, other, new = CraftFactory(), CraftFactory(slug="batik"), CraftFactory(slug="anyam")
        survivor.crafts.add(own)
        merged.crafts.add(other)
        done = merge(survivor, merged, officer)
        amend(artisan=survivor, answers={"crafts": [other.pk, new.pk]}, seen=None, by=officer)
        assert undone(done, officer, keep_later=keep_later) == [("Artisan", "crafts")]
        assert set(survivor.crafts.all()) == ({other, new} if keep_later else {own})
        assert set(merged.crafts.all()) == {other}


class TestConsents:
    @pytest.fixture
    def pair(self):
        """One has said yes to the photo, and later no in the other: the merge ends the yes."""
        survivor, merged = two(published=True)
        now = timezone.now()
        ConsentFactory(artisan=survivor, purpose=ConsentPurpose.PHOTO, given_at=now - timedelta(days=9))
        no = {"given_at": now - timedelta(days=5), "withdrawn_at": now - timedelta(days=4)}
        ConsentFactory(artisan=merged, purpose=ConsentPurpose.PHOTO, **no)
        return survivor, merged

    def test_a_no_said_again_is_the_makers_own(self, officer, pair):
        done = merge(*pair, officer)
        consents.withdraw(artisan=pair[0], purpose=ConsentPurpose.PHOTO, by=officer)
        assert undone(done, officer, keep_later=False) == [("Consent", "withdrawn_at")]
        assert "PHOTO" not in standing(pair[0])

    def test_a_form_that_asks_about_it_says_no_no(self, officer, pair):
        done = merge(*pair, officer)
        purposes = ["STORE", "PUBLIC_PROFILE"]
        amend(artisan=pair[0], answers={"purposes": purposes}, seen=None, by=officer)
        merging.undo(merge=done, by=officer)
        assert "PHOTO" in standing(pair[0])

    def test_a_yes_given_anew_takes_the_place_of_the_one_that_ended(self, officer, pair):
        done = merge(*pair, officer)
        anew = consents.give(artisan=pair[0], purpose=ConsentPurpose.PHOTO, method="SPOKEN", by=officer)
        assert undone(done, officer) == [("Consent", "")]
        assert list(pair[0].consents.standing().filter(purpose=ConsentPurpose.PHOTO)) == [anew]

    def test_a_no_to_what_only_one_of_two_had_agreed_to_is_told(self, officer):
        survivor, merged = two()
        ConsentFactory(artisan=merged, purpose=ConsentPurpose.WHATSAPP)
        done = merge(survivor, merged, officer)
        consents.withdraw(artisan=survivor, purpose=ConsentPurpose.WHATSAPP, by=officer)
        assert undone(done, officer, keep_later=False) == [("Consent", "withdrawn_at")]
        assert (standing(survivor), standing(merged)) == (["STORE"], ["STORE"])


class TestInvitations:
    @pytest.fixture
    def invited(self):
        """An invitation that rests on an older yes than the other record's no."""
        survivor, merged = two(published=True)
        now = timezone.now()
        ConsentFactory(artisan=survivor, purpose=ConsentPurpose.INVITE, given_at=now - timedelta(days=9))
        no = {"given_at": now - timedelta(days=5), "withdrawn_at": now - timedelta(days=4)}
        ConsentFactory(artisan=merged, purpose=ConsentPurpose.INVITE, **no)
        state = {"state": MembershipState.INVITED, "is_invitation": True, "awaits_maker": True, "assent": ""}
        return MembershipFactory(artisan=survivor, **state), survivor, merged

    def test_end_with_the_consent_on_which_they_rest_and_come_back_with_it(self, officer, invited):
        membership, survivor, merged = invited
        before = everything()
        done = merge(survivor, merged, officer)
        assert Membership.objects.get(pk=membership.pk).state == MembershipState.WITHDRAWN
        merging.undo(merge=done, by=officer)
        assert everything() == before

    def test_end_when_an_undo_takes_the_consent_back(self, officer):
        survivor, merged = two(published=True)
        for artisan in (survivor, merged):
            ConsentFactory(artisan=artisan, purpose=ConsentPurpose.INVITE)
        done = merge(survivor, merged, officer)
        consents.withdraw(artisan=survivor, purpose=ConsentPurpose.INVITE, by=officer)
        state = {"state": MembershipState.INVITED, "is_invitation": True, "awaits_maker": True, "assent": ""}
        membership = MembershipFactory(artisan=merged, **state)
        undone(done, officer)
        assert Membership.objects.get(pk=membership.pk).state == MembershipState.WITHDRAWN


class TestMemberships:
    @pytest.fixture
    def both(self, officer):
        """Both records are members of one cluster; the first runs on."""
        survivor, merged = two(published=True)
        cluster = ClusterFactory()
        members = [MembershipFactory(artisan=artisan, cluster=cluster) for artisan in (survivor, merged)]
        return merge(survivor, merged, officer), members

    def test_who_left_is_a_member_by_neither_record(self, officer, both):
        done, (runs_on, _ended) = both
        seats.leave(membership=runs_on, by=officer, alone=True)
        assert undone(done, officer, keep_later=False) == [("Membership", "")]
        assert set(Membership.objects.values_list("artisan", "state")) == {
            (done.survivor_id, "LEFT"),
            (done.merged_id, "LEFT"),
        }

    def test_who_came_back_since_stays_a_member_with_the_survivor(self, officer, both):
        done, (runs_on, _ended) = both
        seats.leave(membership=runs_on, by=officer, alone=True)
        MembershipFactory(artisan=done.survivor, cluster=runs_on.cluster)
        undone(done, officer)
        assert [one.artisan_id for one in Membership.objects.running()] == [done.survivor_id]

    def test_who_stayed_is_a_member_by_both(self, officer, both):
        done, _members = both
        merging.undo(merge=done, by=officer)
        assert Membership.objects.running().count() == 2


class TestWishes:
    @pytest.fixture
    def asked(self):
        """One account asks that both records be corrected."""
        (survivor, merged), user = two(published=True), UserFactory()
        for artisan in (survivor, merged):
            artisan.users.add(user)
        for artisan in (merged, survivor):
            wishes.ask_for_correction(artisan=artisan, text=f"Salah di {artisan.public_name}", by=user)
        return survivor, merged, user

    def test_two_that_wait_are_one_that_says_both_and_the_maker_is_told(self, officer, asked):
        survivor, merged, user = asked
        due_at = min(DataWish.objects.values_list("due_at", flat=True))
        merge(survivor, merged, officer)
        [waiting] = survivor.wishes.open()
        assert (waiting.text, waiting.due_at) == ("Salah di Tas Melati\n\nSalah di Tas Mawar", due_at)
        assert (survivor.wishes.count(), merged.wishes.count()) == (2, 0)
        assert "dijawab bersama" in str(Notice.objects.get(to=user))
        wishes.correct(wish=waiting, by=officer, answer="Beres")
        assert not DataWish.objects.open().exists()
        assert "sudah dibetulkan" in str(Notice.objects.filter(to=user).latest("pk"))

    def test_an_undo_makes_two_of_them_again(self, officer, asked):
        survivor, merged, user = asked
        before = everything()
        done = merge(survivor, merged, officer)
        Notice.objects.filter(to=user).delete()
        merging.undo(merge=done, by=officer)
        assert everything() == before

    def test_an_answer_since_holds_for_both(self, officer, asked):
        survivor, merged, _user = asked
        done = merge(survivor, merged, officer)
        wishes.correct(wish=survivor.wishes.open().get(), by=officer)
        undone(done, officer)
        assert set(DataWish.objects.values_list("artisan", "state")) == {
            (survivor.pk, WishState.DONE),
            (merged.pk, WishState.DONE),
        }


def test_a_new_code_ends_the_open_ones_of_records_that_became_part_of_it(officer):
    survivor, merged = two(published=True)
    claiming.issue(artisan=survivor, by=officer)
    lost = claiming.issue(artisan=merged, by=officer)
    merge(survivor, merged, officer)
    claiming.issue(artisan=survivor, by=officer)
    with pytest.raises(claiming.CodeIsNoGood):
        claiming.find(typed=lost)


def test_what_an_undo_refuses_it_leaves_alone(officer):
    """A constraint that stands in the way is a sentence, and nothing is half done."""
    pair = make_pair()
    done = merge(pair.one, pair.other, pair.officer)
    moved = pair.one.consents.get(purpose=ConsentPurpose.WHATSAPP, withdrawn_at=None)
    ConsentFactory(artisan=pair.other, purpose=ConsentPurpose.WHATSAPP)
    before = everything()
    with pytest.raises(Refusal, match="menghalangi"):
        merging.undo(merge=done, by=pair.officer)
    assert everything() == before
    assert moved.artisan_id == pair.one.pk


def test_a_committee_that_nobody_answers_for_after_a_merge_or_its_undo_is_told(officer):
    survivor, merged = two(published=True)
    cluster, user = ClusterFactory(region_id=SEMARANG), UserFactory()
    MembershipFactory(artisan=merged, cluster=cluster, role=MembershipRole.CHAIR)
    done = merge(survivor, merged, officer)
    survivor.users.add(user)
    merging.undo(merge=done, by=officer)
    assert [str(one) for one in Notice.objects.filter(to=officer)] == [f"{cluster} tidak lagi punya pengurus."]
