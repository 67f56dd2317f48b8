"""The small cast of people who meet every page."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from artisans.choices import ArtisanState, MembershipRole, MembershipState
from artisans.models import Artisan, Membership, PersonIdentity
from clusters.models import Cluster
from tests.factories import ArtisanFactory, ClusterFactory, CraftFactory, MembershipFactory, UserFactory

SEMARANG, PURWODINATAN = "33.74", "33.74.01.1011"
BANDUNG, BANDUNG_VILLAGE = "32.73", "32.73.01.1001"
# Nobody can be called by it: a subscriber number never begins with 0.
UNDIALLABLE = "+620012345678"


@dataclass
class Cast:
    """Kota Semarang's officers, bag cluster and makers, and an officer of Bandung who has no business there."""

    stranger: AnonymousUser
    nobody: User
    artisan_user: User
    committee: User
    officer: User
    colleague: User
    foreign_officer: User
    administrator: User
    artisan: Artisan
    waiting: Artisan
    cluster: Cluster
    request: Membership

    KINDS = (
        "stranger",
        "nobody",
        "artisan_user",
        "committee",
        "officer",
        "colleague",
        "foreign_officer",
        "administrator",
    )


def make_cast() -> Cast:
    """`artisan` is verified but not public, asks to join `cluster` by `request`, and belongs to `artisan_user`;
    `waiting` was submitted by `officer` and waits for somebody else's verification."""
    craft = CraftFactory()
    officer, colleague = UserFactory(areas=[SEMARANG]), UserFactory(areas=[SEMARANG])
    artisan_user, committee = UserFactory(), UserFactory()
    cluster = ClusterFactory(craft=craft, region_id=SEMARANG)
    chair = ArtisanFactory(published=True, region_id=PURWODINATAN)
    chair.users.add(committee)
    MembershipFactory(cluster=cluster, artisan=chair, role=MembershipRole.CHAIR)
    artisan = ArtisanFactory(state=ArtisanState.ACTIVE, region_id=PURWODINATAN, public_name="Tas Goni Lestari")
    artisan.users.add(artisan_user)
    artisan.crafts.add(craft)
    PersonIdentity.objects.create(artisan=artisan, phone=UNDIALLABLE)
    waiting = ArtisanFactory(region_id=PURWODINATAN)
    waiting.crafts.add(craft)
    Artisan.objects.filter(pk=waiting.pk).update(
        state=ArtisanState.SUBMITTED, submitted_by=officer, submitted_at=waiting.registered_at, registered_by=officer
    )
    waiting.refresh_from_db()
    return Cast(
        stranger=AnonymousUser(),
        nobody=UserFactory(),
        artisan_user=artisan_user,
        committee=committee,
        officer=officer,
        colleague=colleague,
        foreign_officer=UserFactory(areas=[BANDUNG]),
        administrator=UserFactory(administrator=True),
        artisan=artisan,
        waiting=waiting,
        cluster=cluster,
        request=MembershipFactory(cluster=cluster, artisan=artisan, state=MembershipState.REQUESTED, message="Halo"),
    )
