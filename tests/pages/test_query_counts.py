"""Every page with a list asks the database the same number of questions for one row and for three.

Each row that is added has a region, craft, cluster, photo and product of its own, so a question asked per row shows.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pghistory
import pytest
from django.urls import reverse
from django.utils import timezone

from artisans.choices import ArtisanState, ConsentPurpose, MembershipRole, MembershipState
from artisans.models import Artisan
from clusters.choices import Told
from clusters.models import Cluster
from tests.cast import SEMARANG, Cast, make_cast
from tests.factories import (
    ArtisanFactory,
    ClusterFactory,
    ConsentFactory,
    CraftFactory,
    MaterialFactory,
    MembershipFactory,
    ProductFactory,
    ProductPhotoFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
VILLAGES = ["33.74.01.1001", "33.74.02.1001", "33.74.03.1001"]


def a_craft(number: int):
    return CraftFactory(slug=f"craft-{number}")


def a_maker(number: int, **values) -> Artisan:
    """A maker whom everybody sees, photo and all."""
    artisan = ArtisanFactory(
        published=True,
        region_id=VILLAGES[number],
        photo=f"artisans/photo{number}",
        registered_by=UserFactory(),
        **values,
    )
    artisan.crafts.add(a_craft(number))
    for purpose in (ConsentPurpose.STORE, ConsentPurpose.PHOTO):
        ConsentFactory(artisan=artisan, purpose=purpose)
    return artisan


def a_product(number: int, **values) -> None:
    product = ProductFactory(published=True, materials=[MaterialFactory(), MaterialFactory()], **values)
    ProductPhotoFactory.create_batch(2, product=product)


def a_cluster(number: int, **values) -> Cluster:
    parent = ClusterFactory(craft=a_craft(number), region_id=VILLAGES[number], state="PROPOSED")
    place = {"lat": -7.0 + number / 10, "lon": 110.4}
    return ClusterFactory(
        **{"craft": a_craft(number), "region_id": VILLAGES[number], "parent": parent} | place | values
    )


def on_the_front_page(cast: Cast, number: int) -> None:
    a_product(number, artisan=a_maker(number), craft=a_craft(number))
    MembershipFactory(cluster=a_cluster(number, parent=None))


def clusters(cast: Cast, number: int) -> None:
    MembershipFactory(cluster=a_cluster(number), artisan=a_maker(number))


def in_the_cluster(cast: Cast, number: int) -> None:
    maker = a_maker(number)
    MembershipFactory(cluster=cast.cluster, artisan=maker)
    a_product(number, artisan=maker, craft=cast.cluster.craft)
    a_cluster(number, parent=cast.cluster)
    cast.cluster.photos.create(key=f"clusters/photo{number}", position=number)
    some_news(cast, number)


def some_news(cast: Cast, number: int) -> None:
    cast.cluster.news.create(title=f"Kabar {number}", text="Besok", by=UserFactory())


def a_step(cast: Cast, number: int) -> None:
    MembershipFactory(cluster=cast.cluster, artisan=a_maker(number), role=list(MembershipRole)[number])
    cast.cluster.ticks.create(told=list(Told)[number], by=UserFactory())
    cast.cluster.kind_changes.create(from_kind="GROUP", to_kind="CLUSTER", by=UserFactory())


def its_history(cast: Cast, number: int) -> None:
    """Each change is a step of its own, by somebody of its own."""
    with pghistory.context(user=UserFactory().pk):
        Cluster.objects.filter(pk=cast.cluster.pk).update(parent=a_cluster(number), fees=f"Rp{number}")


def clusters_run(cast: Cast, number: int) -> None:
    led = MembershipFactory(cluster=a_cluster(number), artisan=a_maker(number), role=MembershipRole.CHAIR)
    led.artisan.users.add(cast.artisan_user)


def makers(cast: Cast, number: int) -> None:
    a_maker(number)


def of_the_maker(cast: Cast, number: int) -> None:
    if not cast.artisan.consents.exists():
        ConsentFactory(artisan=cast.artisan)
    MembershipFactory(cluster=a_cluster(number), artisan=cast.artisan)
    a_product(number, artisan=cast.artisan, craft=a_craft(number))


def an_officers_day(cast: Cast, number: int) -> None:
    for state in (ArtisanState.DRAFT, ArtisanState.NEEDS_FIX):
        ArtisanFactory(state=state, region_id=VILLAGES[number], registered_by=cast.officer)
    submitted = ArtisanFactory(state=ArtisanState.SUBMITTED, region_id=VILLAGES[number])
    Artisan.objects.filter(pk=submitted.pk).update(submitted_by=cast.colleague, submitted_at=timezone.now())
    MembershipFactory(cluster=a_cluster(number), state=MembershipState.REQUESTED)


def on_the_record(cast: Cast, number: int) -> None:
    purpose = list(ConsentPurpose)[number]
    ConsentFactory(artisan=cast.artisan, purpose=purpose)
    MembershipFactory(cluster=a_cluster(number), artisan=cast.artisan)
    cast.artisan.crafts.add(a_craft(number))
    cast.artisan.state_changes.create(to_state=ArtisanState.ACTIVE, by=UserFactory())
    a_cluster(number)


def in_the_queue(cast: Cast, number: int) -> None:
    MembershipFactory(cluster=cast.cluster, artisan=a_maker(number), state=MembershipState.REQUESTED)
    MembershipFactory(cluster=cast.cluster, artisan=ArtisanFactory(region_id=VILLAGES[number]))
    asked_back = {"state": MembershipState.REQUESTED, "awaits_maker": True}
    MembershipFactory(cluster=cast.cluster, artisan=a_maker(number), **asked_back)
    for request in cast.cluster.memberships.awaiting_committee():
        request.notes.create(by=UserFactory(), from_committee=True, text="Sejak kapan?")


def members(cast: Cast, number: int) -> None:
    MembershipFactory(
        cluster=cast.cluster, artisan=a_maker(number), decided_by=UserFactory(), decided_at=timezone.now()
    )


def over(cast: Cast, number: int) -> None:
    MembershipFactory(cluster=cast.cluster, artisan=a_maker(number), state=MembershipState.WITHDRAWN)


def to_invite(cast: Cast, number: int) -> None:
    artisan = a_maker(number)
    artisan.crafts.add(cast.cluster.craft)
    ConsentFactory(artisan=artisan, purpose=ConsentPurpose.INVITE)


def a_talk(cast: Cast, number: int) -> None:
    cast.request.notes.create(by=UserFactory(), from_committee=bool(number % 2), text="Sejak kapan?")
    cast.request.member_no = str(number)
    cast.request.save()


def clusters_of_a_maker(cast: Cast, number: int) -> None:
    MembershipFactory(cluster=a_cluster(number), artisan=cast.artisan)


def of_the_account(cast: Cast, number: int) -> None:
    maker = a_maker(number)
    maker.users.add(cast.artisan_user)
    led = MembershipFactory(cluster=a_cluster(number), artisan=maker, role=MembershipRole.CHAIR).cluster
    MembershipFactory(cluster=led, state=MembershipState.REQUESTED)


@dataclass
class Case:
    """A page, what adds one more row to each of its lists, who opens it, and how many questions it asks."""

    grow: Callable[[Cast, int], None]
    address: Callable[[Cast], str]
    by: str | None
    queries: int


def plain(name: str) -> Callable[[Cast], str]:
    return lambda cast: reverse(name)


def committees(name: str) -> Callable[[Cast], str]:
    return lambda cast: reverse(f"committee:{name}", args=[cast.cluster.code])


PAGES = {
    "home": Case(on_the_front_page, plain("pages:home"), None, 6),
    "clusters": Case(clusters, plain("clusters:list"), None, 4),
    "clusters, narrowed": Case(clusters, lambda cast: reverse("clusters:list", query={"region": SEMARANG}), None, 5),
    "clusters, nearest first": Case(clusters, lambda cast: reverse("clusters:list", query={"near": SEMARANG}), None, 5),
    "cluster": Case(in_the_cluster, lambda cast: cast.cluster.get_absolute_url(), None, 8),
    "news of a cluster": Case(some_news, lambda cast: reverse("clusters:news", args=[cast.cluster.code]), None, 3),
    "clusters run": Case(clusters_run, plain("committee:clusters"), "artisan_user", 4),
    "running a cluster": Case(in_the_cluster, committees("home"), "committee", 9),
    "a cluster's photos": Case(in_the_cluster, committees("photos"), "committee", 4),
    "a cluster's news": Case(some_news, committees("news"), "committee", 5),
    "a cluster's next step": Case(a_step, committees("ladder"), "committee", 8),
    "a cluster's history": Case(its_history, committees("history"), "committee", 10),
    "makers": Case(makers, plain("artisans:list"), None, 4),
    "maker": Case(of_the_maker, lambda cast: cast.artisan.get_absolute_url(), "artisan_user", 9),
    "day": Case(an_officers_day, plain("field:home"), "officer", 16),
    "records": Case(makers, plain("field:records"), "officer", 9),
    "record": Case(on_the_record, lambda cast: reverse("field:record", args=[cast.artisan.code]), "officer", 20),
    "queue": Case(in_the_queue, lambda cast: reverse("memberships:queue", args=[cast.cluster.code]), "committee", 9),
    "members": Case(members, lambda cast: reverse("memberships:members", args=[cast.cluster.code]), "committee", 5),
    "past members": Case(
        over,
        lambda cast: reverse("memberships:members", args=[cast.cluster.code], query={"past": 1}),
        "committee",
        5,
    ),
    "to invite": Case(
        to_invite,
        lambda cast: reverse("memberships:recruit", args=[cast.cluster.code], query={"within": 100}),
        "committee",
        6,
    ),
    "membership": Case(a_talk, lambda cast: reverse("memberships:detail", args=[cast.request.pk]), "committee", 9),
    "clusters of a maker": Case(
        clusters_of_a_maker,
        lambda cast: reverse("memberships:of_maker", args=[cast.artisan.code]),
        "artisan_user",
        6,
    ),
    "account": Case(of_the_account, plain("pages:account"), "artisan_user", 7),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_page_asks_the_database_the_same_for_one_row_and_for_three(client, django_assert_num_queries, name):
    case, cast = PAGES[name], make_cast()
    Cluster.objects.filter(pk=cast.cluster.pk).update(lat=-7.0, lon=110.0)
    if case.by:
        client.force_login(getattr(cast, case.by))
    case.grow(cast, 0)
    # An officer's first look at private data within the hour is noted; the next ones are not.
    client.get(case.address(cast))
    with django_assert_num_queries(case.queries):
        one = client.get(case.address(cast))
    case.grow(cast, 1)
    case.grow(cast, 2)
    with django_assert_num_queries(case.queries):
        three = client.get(case.address(cast))
    assert (one.status_code, three.status_code) == (200, 200)
    assert len(three.content) > len(one.content)
