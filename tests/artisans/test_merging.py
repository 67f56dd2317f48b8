from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from artisans.actions import merging, papers, review
from artisans.actions.consents import withdraw
from artisans.actions.locking import BecamePartOfAnother
from artisans.choices import ArtisanState, ConsentPurpose, MembershipRole, MembershipState, SameOrNot
from artisans.models import Artisan, ArtisanAlias, DuplicatePair, Membership, Merge, PersonIdentity
from fieldwork.models import Find, Lead
from products import search
from tests.artisans.records import NIKS, everything, make_pair, seen, standing
from tests.factories import (
    ArtisanFactory,
    ClusterFactory,
    ConsentFactory,
    MembershipFactory,
    ProductFactory,
    SalesChannelFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    return make_pair()


def merge(pair, chosen=(), **kwargs):
    values = {"survivor": pair.one, "merged": pair.other, **kwargs}
    return merging.merge(chosen=chosen, by=pair.officer, **values)


def number(artisan) -> str:
    """The NIK that a record holds."""
    return seen(PersonIdentity.objects.filter(artisan=artisan).values().get())["nik_sealed"]


def fresh(artisan):
    return Artisan.objects.get(pk=artisan.pk)


@pytest.mark.parametrize("chosen", [(), merging.ANSWERS], ids=["own", "other's"])
@pytest.mark.parametrize("swapped", [False, True])
def test_an_undo_restores_both_records_exactly(pair, chosen, swapped):
    if swapped:
        pair.one, pair.other = pair.other, pair.one
    before = everything()
    done = merge(pair, chosen)
    assert everything() != before
    merging.undo(merge=done, by=pair.officer)
    assert everything() == before


def test_an_undo_restores_a_survivor_without_personal_data(pair):
    PersonIdentity.objects.filter(artisan=pair.one).delete()
    before = everything()
    done = merge(pair, merging.ANSWERS)
    assert PersonIdentity.objects.get(artisan=pair.one).legal_name == "Sri 2"
    merging.undo(merge=done, by=pair.officer)
    assert everything() == before


def test_each_answer_comes_from_the_record_it_was_chosen_from(pair):
    merge(pair, ["public_name", "position", "phone", "nik"])
    one, other = fresh(pair.one), fresh(pair.other)
    assert (one.public_name, one.lat, one.precision_m, one.kind, one.place_note, one.story, one.photo) == (
        "Sri Lestari", -6.98, 20, "INDIVIDUAL", "", "Sejak 1990.", "artisans/one",
    )  # fmt: skip
    assert (one.identity.phone, one.identity.legal_name) == (f"+6200{NIKS[1][-8:]}", "Sri 1")
    assert number(one) == NIKS[1]
    assert (other.state, other.public_name, other.photo) == (ArtisanState.MERGED, "Sri Lestari", "artisans/other")
    assert (one.state, one.last_confirmed_at) == (ArtisanState.ACTIVE, other.last_confirmed_at)


def test_crafts_products_accounts_and_fieldwork_come_together(pair):
    accounts = {*pair.one.users.all(), *pair.other.users.all()}
    merge(pair)
    one = fresh(pair.one)
    assert sorted(one.crafts.values_list("slug", flat=True)) == ["bag", "batik"]
    assert (one.products.count(), pair.other.products.count()) == (2, 0)
    assert ({*one.users.all()}, pair.other.users.count()) == (accounts, 0)
    assert (Find.objects.get().artisan, Lead.objects.get().artisan) == (one, one)


def test_of_what_a_record_has_at_most_once_it_keeps_its_own(pair):
    kept = SalesChannelFactory(artisan=pair.one)
    left, moved = SalesChannelFactory(artisan=pair.other, url=kept.url), SalesChannelFactory(artisan=pair.other)
    merge(pair)
    owners = [type(channel).objects.get(pk=channel.pk).artisan for channel in (kept, left, moved)]
    assert owners == [pair.one, pair.other, pair.one]


def test_the_last_word_about_a_consent_counts(pair):
    merge(pair)
    assert standing(pair.one) == ["PUBLIC_PROFILE", "STORE", "WHATSAPP"]
    photo = pair.one.consents.filter(purpose=ConsentPurpose.PHOTO)
    assert [consent.withdrawn_at for consent in photo] == [photo[0].withdrawn_at] * 2
    assert standing(pair.other) == ["STORE"]


def test_records_are_not_merged_against_a_no_to_keeping_them(pair):
    now = timezone.now()
    ConsentFactory(
        artisan=pair.other, purpose=ConsentPurpose.STORE, given_at=now, withdrawn_at=now + timedelta(minutes=1)
    )
    before = everything()
    with pytest.raises(merging.CannotMerge, match="menarik persetujuan"):
        merge(pair)
    assert everything() == before


def test_of_two_memberships_in_a_cluster_the_better_one_runs_on(pair):
    merge(pair)
    rows = pair.one.memberships.order_by("cluster__name", "pk").values_list("cluster__name", "state", "started_on")
    shared_and_asked = [row for row in rows if row[0] in ("Klaster Bersama", "Klaster Diminta")]
    assert shared_and_asked == [
        ("Klaster Bersama", MembershipState.LEFT, date(2020, 1, 1)),
        ("Klaster Bersama", MembershipState.ACCEPTED, date(2018, 1, 1)),
        ("Klaster Diminta", MembershipState.ACCEPTED, date(2020, 1, 1)),
        ("Klaster Diminta", MembershipState.WITHDRAWN, None),
    ]
    assert pair.other.memberships.count() == 0


def test_likely_duplicates_follow(pair):
    merge(pair)
    same, third = DuplicatePair.objects.order_by("pk")
    assert (same.decision, same.decided_by) == (SameOrNot.SAME, pair.officer)
    assert (third.first, third.decision) == (pair.one, SameOrNot.DIFFERENT)


def test_a_code_leads_through_a_chain_of_merges_and_back(pair):
    last = ArtisanFactory(published=True)
    first = merge(pair)
    second = merging.merge(survivor=last, merged=pair.one, chosen=[], by=pair.officer)
    leads_to = dict(ArtisanAlias.objects.values_list("code", "artisan"))
    assert leads_to == {pair.other.code: last.pk, pair.one.code: last.pk}
    with pytest.raises(merging.CannotUndo, match="digabung lagi"):
        merging.undo(merge=first, by=pair.officer)
    merging.undo(merge=second, by=pair.officer)
    assert dict(ArtisanAlias.objects.values_list("code", "artisan")) == {pair.other.code: pair.one.pk}


@pytest.mark.parametrize(
    ("states", "sentence"),
    [
        (("ACTIVE", "MERGED"), "sudah menjadi bagian"),
        (("MERGED", "DRAFT"), "sudah menjadi bagian"),
        (("ACTIVE", "REJECTED"), "sudah ditolak"),
        (("REJECTED", "ACTIVE"), "sudah ditolak"),
    ],
)
def test_what_is_merged_or_rejected_is_not_merged(states, sentence):
    survivor, merged = (ArtisanFactory(state=state) for state in states)
    with pytest.raises(merging.CannotMerge, match=sentence):
        merging.merge(survivor=survivor, merged=merged, chosen=[], by=UserFactory())
    assert Merge.objects.count() == 0


def test_a_record_is_not_merged_with_itself():
    artisan = ArtisanFactory()
    with pytest.raises(merging.CannotMerge, match="catatan yang sama"):
        merging.merge(survivor=artisan, merged=artisan, chosen=[], by=UserFactory())


def test_the_verified_record_stays_unless_chosen_otherwise_and_of_two_alike_the_older(pair):
    older, newer = ArtisanFactory(), ArtisanFactory()
    assert merging.likely_survivor(pair.other, pair.one) == pair.one
    assert merging.likely_survivor(newer, older) == older


def test_an_undo_comes_within_30_days(pair):
    done = merge(pair)
    Merge.objects.update(at=timezone.now() - timedelta(days=30, minutes=1))
    with pytest.raises(merging.CannotUndo, match="30 hari"):
        merging.undo(merge=done, by=pair.officer)


def test_an_undo_gives_no_two_members_one_number(pair):
    cluster = ClusterFactory()
    MembershipFactory(artisan=pair.one, cluster=cluster, member_no="T-1", role=MembershipRole.CHAIR)
    MembershipFactory(artisan=pair.other, cluster=cluster, member_no="T-2")
    merge = merging.merge(survivor=pair.one, merged=pair.other, chosen=[], by=pair.officer)
    newcomer = MembershipFactory(cluster=cluster, member_no="T-2")
    with pytest.raises(merging.CannotUndo, match="T-2"):
        merging.undo(merge=merge, by=pair.officer)
    assert Merge.objects.get(pk=merge.pk).undone_at is None
    Membership.objects.filter(pk=newcomer.pk).update(member_no="T-3")
    merging.undo(merge=merge, by=pair.officer)
    numbers = cluster.memberships.running().order_by("member_no").values_list("member_no", flat=True)
    assert list(numbers) == ["T-1", "T-2", "T-3"]


def test_an_undo_is_done_once(pair):
    done = merge(pair)
    merging.undo(merge=done, by=pair.officer)
    with pytest.raises(merging.CannotUndo, match="sudah dibatalkan"):
        merging.undo(merge=done, by=pair.officer)


def test_what_was_changed_since_is_asked_about_and_stays_or_goes(pair):
    done = merge(pair, ["public_name", "phone"])
    Artisan.objects.filter(pk=pair.one.pk).update(public_name="Bu Sri Lestari Putri", story="Sejak 1989.")
    with pytest.raises(merging.ChangedSince) as asked:
        merging.undo(merge=done, by=pair.officer)
    assert [(one.name, one.now, one.back) for one in asked.value.later] == [
        ("public_name", "Bu Sri Lestari Putri", "Bu Sri Lestari")
    ]
    merging.undo(merge=done, by=pair.officer, keep_later=True)
    one = fresh(pair.one)
    assert (one.public_name, one.story, one.identity.phone) == (
        "Bu Sri Lestari Putri", "Sejak 1989.", f"+6200{NIKS[0][-8:]}",
    )  # fmt: skip


def test_what_was_changed_since_goes_back_if_the_officer_says_so(pair):
    before = everything()
    done = merge(pair, ["public_name"])
    Artisan.objects.filter(pk=pair.one.pk).update(public_name="Bu Sri Lestari Putri")
    merging.undo(merge=done, by=pair.officer, keep_later=False)
    assert everything() == before


@pytest.mark.parametrize(("keep_later", "ends_with"), [(True, "3374016505740003"), (False, NIKS[0])])
def test_a_number_entered_since_stays_with_the_survivor_or_goes(pair, keep_later, ends_with):
    done = merge(pair, ["nik"])
    papers.keep_nik(artisan=pair.one, nik="3374016505740003", by=pair.officer)
    with pytest.raises(merging.ChangedSince):
        merging.undo(merge=done, by=pair.officer)
    merging.undo(merge=done, by=pair.officer, keep_later=keep_later)
    assert (number(pair.one), number(pair.other)) == (ends_with, "")


def test_a_product_erased_since_is_told_and_does_not_come_back(pair):
    done = merge(pair)
    pair.one.products.order_by("pk").last().delete()
    with pytest.raises(merging.ChangedSince) as asked:
        merging.undo(merge=done, by=pair.officer)
    assert [(one.model.__name__, one.gone) for one in asked.value.later] == [("Product", True)]
    merging.undo(merge=done, by=pair.officer, keep_later=True)
    assert (pair.one.products.count(), pair.other.products.count()) == (1, 0)


def test_what_was_added_since_stays_with_the_survivor(pair):
    done = merge(pair)
    product = ProductFactory(artisan=pair.one)
    merging.undo(merge=done, by=pair.officer)
    assert (pair.one.products.count(), pair.other.products.count()) == (2, 1)
    assert fresh(product.artisan) == pair.one


def test_a_consent_taken_back_while_the_records_were_one_stays_taken_back_in_both(pair):
    ConsentFactory(artisan=pair.other, purpose=ConsentPurpose.PUBLIC_PROFILE)
    done = merge(pair)
    withdraw(artisan=pair.one, purpose=ConsentPurpose.PUBLIC_PROFILE, by=pair.officer)
    merging.undo(merge=done, by=pair.officer, keep_later=True)
    assert (standing(pair.one), standing(pair.other)) == (["PHOTO", "STORE"], ["STORE", "WHATSAPP"])


def test_the_history_tells_of_merge_and_undo(pair):
    merging.undo(merge=merge(pair), by=pair.officer)
    told = pair.other.state_changes.order_by("pk").values_list("from_state", "to_state", "reason")
    assert list(told) == [
        ("DRAFT", "MERGED", f"Menjadi bagian {pair.one.spoken_code}."),
        ("MERGED", "DRAFT", "Penggabungan dibatalkan."),
    ]


def found() -> list[tuple[str, str]]:
    """Which product the search finds, and whose it is."""
    products = search.search(search.Query()).products
    return sorted((product.name, product.maker) for product in products)


def test_the_search_finds_products_under_the_survivor_and_after_an_undo_no_more(pair):
    own, others = pair.one.products.get(), pair.other.products.get()
    alone = [(own.name, "Bu Sri Lestari")]
    assert found() == alone
    done = merge(pair)
    assert found() == sorted([*alone, (others.name, "Bu Sri Lestari")])
    merging.undo(merge=done, by=pair.officer)
    assert (found(), search.stale()) == (alone, [])


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_who_merge_crosswise_one_wins_and_the_other_is_told():
    one, other, officer = ArtisanFactory(), ArtisanFactory(), UserFactory()
    start, answers = Barrier(2), []

    def become(survivor, merged):
        try:
            start.wait()
            answers.append(merging.merge(survivor=survivor, merged=merged, chosen=[], by=officer).survivor_id)
        except merging.CannotMerge as refusal:
            answers.append(str(refusal))
        finally:
            connection.close()

    threads = [Thread(target=become, args=args) for args in ((one, other), (other, one))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    survivor = Artisan.objects.get(pk=next(answer for answer in answers if isinstance(answer, int)))
    sentences = [answer for answer in answers if isinstance(answer, str)]
    assert len(sentences) == 1
    assert "sudah menjadi bagian catatan lain" in sentences[0]
    assert list(Artisan.objects.unmerged().filter(pk__in=[one.pk, other.pk])) == [survivor]
    assert Merge.objects.count() == 1


def test_a_merged_record_goes_no_other_way(pair):
    merge(pair)
    with pytest.raises(BecamePartOfAnother, match=f"Bu Sri Lestari .{pair.one.spoken_code}."):
        review.submit(artisan=fresh(pair.other), by=pair.officer)
