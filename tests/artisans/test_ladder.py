"""The ladder: what a cluster should have before its next step, and who takes it."""

import threading
from datetime import date

import pytest
from django.db import connection

from artisans.actions.ladder import AlreadyOfThisKind, NotReady, ReasonMissing, change_kind
from artisans.choices import ArtisanKind, ArtisanState, MembershipRole, MembershipState
from artisans.ladder import checklist, next_kind, unmet_musts
from clusters.actions.ticks import tick, untick
from clusters.choices import ClusterKind, ClusterState, Told
from clusters.models import Cluster
from tests.factories import ArtisanFactory, ClusterFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
BOARD = [MembershipRole.CHAIR, MembershipRole.SECRETARY, MembershipRole.TREASURER]


def members(cluster: Cluster, count: int, *, roles: list[str] = (), **values) -> None:
    for number in range(count):
        role = roles[number] if number < len(roles) else MembershipRole.MEMBER
        artisan = ArtisanFactory(**{"published": True, **values})
        MembershipFactory(cluster=cluster, artisan=artisan, role=role)


def met(cluster: Cluster, kind: str) -> list[bool]:
    return [item.is_met for item in checklist(cluster, kind)]


def test_each_kind_has_the_one_above():
    assert [next_kind(kind) for kind in ClusterKind] == ["CLUSTER", "CENTRE", "COOPERATIVE", None]
    assert checklist(ClusterFactory(), ClusterKind.GROUP) == []


def test_a_group_becomes_a_cluster_with_five_verified_members_and_a_board():
    group = ClusterFactory(kind=ClusterKind.GROUP)
    assert met(group, ClusterKind.CLUSTER) == [False] * 6
    members(group, 4, roles=BOARD)
    members(group, 1, published=False, state=ArtisanState.NEEDS_FIX)
    MembershipFactory(cluster=group, state=MembershipState.REQUESTED)
    assert [item.text for item in unmet_musts(checklist(group, ClusterKind.CLUSTER))] == [
        "Paling sedikit 5 anggota terverifikasi"
    ]
    members(group, 1)
    group.founded_on, group.decree_no = date(2014, 5, 1), "188/45/2014"
    tick(cluster=group, told=Told.AGREED, by=UserFactory())
    assert met(group, ClusterKind.CLUSTER) == [True, True, True, True, True, False]
    assert unmet_musts(checklist(group, ClusterKind.CLUSTER)) == []


def test_a_centre_has_two_clusters_inside_or_twenty_members():
    centre = ClusterFactory()
    members(centre, 3, roles=BOARD)
    ClusterFactory(parent=centre, state=ClusterState.PROPOSED)
    inside = ClusterFactory(parent=centre)
    assert met(centre, ClusterKind.CENTRE)[0] is False
    members(inside, 17)
    assert met(centre, ClusterKind.CENTRE)[:2] == [True, True]
    many = ClusterFactory()
    for _n in range(2):
        ClusterFactory(parent=many)
    assert met(many, ClusterKind.CENTRE)[0] is True


def test_a_maker_in_two_clusters_of_a_centre_counts_once():
    centre = ClusterFactory()
    artisan = ArtisanFactory(published=True)
    for _n in range(2):
        MembershipFactory(cluster=ClusterFactory(parent=centre), artisan=artisan)
    assert checklist(centre, ClusterKind.CENTRE)[0].reason == "2 klaster di dalamnya; 1 anggota terverifikasi"


def test_nine_persons_found_a_cooperative_and_a_group_is_none():
    cluster = ClusterFactory(benefits=["POOLED_BUYING"])
    members(cluster, 8, roles=BOARD)
    members(cluster, 3, kind=ArtisanKind.GROUP)
    first = checklist(cluster, ClusterKind.COOPERATIVE)[0]
    assert (first.is_met, first.reason, first.source) == (
        False,
        "8 dari 11 anggota terverifikasi adalah perorangan atau usaha milik seseorang;"
        " kelompok dan sekolah tidak dihitung.",
        "UU 25/1992 pasal 6, diubah dengan UU 11/2020 pasal 86; PP 7/2021",
    )
    members(cluster, 1, kind=ArtisanKind.BUSINESS)
    assert met(cluster, ClusterKind.COOPERATIVE) == [True, True, True, False, False, False, False]
    for told in (Told.DEED, Told.LEGAL_ENTITY):
        tick(cluster=cluster, told=told, by=UserFactory())
    assert unmet_musts(checklist(cluster, ClusterKind.COOPERATIVE)) == []


def test_a_tick_keeps_who_said_it_first_and_can_be_taken_back():
    cluster, first, second = ClusterFactory(), UserFactory(), UserFactory()
    for person in (first, second):
        tick(cluster=cluster, told=Told.MEETS, by=person)
    assert [(one.told, one.by) for one in cluster.ticks.all()] == [("MEETS", first)]
    untick(cluster=cluster, told=Told.MEETS, by=second)
    assert not cluster.ticks.exists()


def test_a_step_up_is_refused_in_a_sentence_until_the_officer_writes_why():
    group, officer, chair = ClusterFactory(kind=ClusterKind.GROUP), UserFactory(), UserFactory()
    members(group, 1, roles=BOARD)
    group.memberships.get().artisan.users.add(chair)
    with pytest.raises(NotReady) as refused:
        change_kind(cluster=group, kind=ClusterKind.CLUSTER, by=officer, reason="  ")
    assert str(refused.value) == (
        "Masih kurang: Paling sedikit 5 anggota terverifikasi; Ketua, sekretaris, dan bendahara sudah ditetapkan."
        " Tulis alasannya jika tetap harus demikian."
    )
    change = change_kind(cluster=group, kind=ClusterKind.CLUSTER, by=officer, reason="SK bupati sudah terbit")
    group.refresh_from_db()
    assert (group.kind, change.reason, str(change)) == ("CLUSTER", "SK bupati sudah terbit", "Kelompok → Klaster")
    [notice] = chair.notices.all()
    assert str(notice) == f"{group.name} kini terdaftar sebagai klaster."
    with pytest.raises(AlreadyOfThisKind):
        change_kind(cluster=group, kind=ClusterKind.CLUSTER, by=officer)


def test_a_step_down_needs_a_reason():
    centre = ClusterFactory(kind=ClusterKind.CENTRE)
    with pytest.raises(ReasonMissing):
        change_kind(cluster=centre, kind=ClusterKind.GROUP, by=UserFactory())
    change_kind(cluster=centre, kind=ClusterKind.GROUP, by=UserFactory(), reason="Klaster di dalamnya sudah bubar")
    assert Cluster.objects.get().kind == "GROUP"


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_take_one_step():
    group, together, outcomes = ClusterFactory(kind=ClusterKind.GROUP), threading.Barrier(2), []
    officers = [UserFactory(), UserFactory()]

    def step(officer) -> None:
        together.wait()
        try:
            change_kind(cluster=group, kind=ClusterKind.CLUSTER, by=officer, reason="Rapat")
            outcomes.append("taken")
        except AlreadyOfThisKind:
            outcomes.append("refused")
        connection.close()

    threads = [threading.Thread(target=step, args=[officer]) for officer in officers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(outcomes), group.kind_changes.count()) == (["refused", "taken"], 1)
