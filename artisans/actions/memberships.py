"""What every step of a membership begins with: its row as the last writer left it, and how a step is refused."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from accounts.models import User
from artisans.actions.locking import locked_with_maker
from artisans.choices import ArtisanState, MembershipState
from artisans.models import Artisan, Membership
from clusters.actions.holding import held as held_cluster
from clusters.models import Cluster
from core.refusals import Refusal


class CannotJoin(Refusal):
    """The cluster takes no members, or the maker is not verified."""


class AlreadyOpen(Refusal):
    """An open membership of this maker in this cluster exists."""


class AlreadyDecided(Refusal):
    """Somebody else came first; what they did counts."""


class ReasonMissing(Refusal):
    """A no needs a reason that the maker can read."""


class NumberTaken(Refusal):
    """Another member has this number."""


def held(membership: Membership, states: Collection[str], *, with_cluster: bool = False) -> Membership:
    """The row, held after its maker until the step is done; `with_cluster` has the committee's other steps wait too.

    Raises AlreadyDecided, with what happened, if it is in no such state.
    """
    rows = Membership.objects.filter(pk=membership.pk).select_related("cluster", "decided_by")
    locked = locked_with_maker(rows, between=lambda: with_cluster and held_cluster(membership.cluster))
    if locked is None or locked.state not in states:
        raise AlreadyDecided(_what_happened(locked))
    return locked


def hold_clusters_of(artisans: Collection[Artisan]) -> None:
    """The same for every cluster to which one of the makers belongs or belonged."""
    clusters = Membership.objects.filter(artisan__in=artisans).values("cluster")
    list(Cluster.objects.select_for_update(no_key=True).filter(pk__in=clusters).order_by("pk"))


def _what_happened(row: Membership | None) -> str:
    if row is None:
        return _("This no longer exists: the maker's record was erased.")
    if row.state == MembershipState.WITHDRAWN:
        return _("It was taken back meanwhile, so nothing was changed.")
    if row.state == MembershipState.LEFT:
        return _("This membership has already ended.")
    if row.is_undecided:
        return _("This is not decided yet, so nothing was changed.")
    return _("This request is already decided: %(state)s.") % {"state": row.get_state_display().lower()}


def check_may_join(artisan: Artisan, cluster: Cluster) -> None:
    """Raises CannotJoin if the cluster is not active or the maker not verified."""
    if not cluster.is_joinable:
        raise CannotJoin(_("This cluster takes no new members at present."))
    if not Artisan.objects.filter(pk=artisan.pk, state=ArtisanState.ACTIVE).exists():
        raise CannotJoin(_("The record must be verified by an officer before the maker can join a cluster."))


def check_number(cluster: Cluster, member_no: str, *, but: Membership) -> None:
    """Raises NumberTaken if another member bears the number. The cluster is held."""
    others = cluster.memberships.running().exclude(pk=but.pk)
    if member_no and others.filter(member_no=member_no).exists():
        raise NumberTaken(_("Another member has the number %(number)s.") % {"number": member_no})


def is_of_maker(person: User, artisan: Artisan) -> bool:
    """Whether the person answers for the maker with an own account."""
    return artisan.users.filter(pk=person.pk).exists()
