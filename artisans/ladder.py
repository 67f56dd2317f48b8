"""The ladder kelompok, klaster, sentra, koperasi: what a cluster should have before its next step.

Sources. For a cooperative (primary, of persons):
- law 25/1992 on cooperatives, art. 6 (1): founded by at least 20 persons; law 11/2020 (Cipta Kerja), art. 86, made that
  9 persons, and government regulation (PP) 7/2021 follows it;
- law 25/1992, art. 7: founded by a deed that holds the articles of association; art. 9: a legal entity once the
  government has approved the deed; art. 21: its organs are the members' meeting, the board and the supervisors.
Everything else here is the register's own advice: no law says when a group is a cluster, or a cluster a centre.

What is a must may be passed over by an officer who writes why; the rest is advice.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from artisans.choices import ArtisanKind, ArtisanState, MembershipRole
from artisans.models import Membership
from clusters.choices import Benefit, ClusterKind, Told
from clusters.models import Cluster, ClusterTick

LADDER = tuple(ClusterKind)
MEMBERS_OF_A_CLUSTER = 5
GROUPS_OF_A_CENTRE, MEMBERS_OF_A_CENTRE = 2, 20
FOUNDERS_OF_A_COOPERATIVE = 9
BOARD = (MembershipRole.CHAIR, MembershipRole.SECRETARY, MembershipRole.TREASURER)
# Who can found a cooperative of persons: somebody, or somebody's business; no group, school or other cooperative.
PERSONS = (ArtisanKind.INDIVIDUAL, ArtisanKind.BUSINESS)


@dataclass(frozen=True)
class Item:
    """One line of a checklist: what is asked, whether it is so, how the register knows, and what asks it.

    `told` is set where only people can know it; `tick` is then who said so and when. `source` is empty for the
    register's own advice.
    """

    text: str
    is_met: bool
    reason: str
    is_must: bool = False
    source: str = ""
    told: str = ""
    tick: ClusterTick | None = None


def next_kind(kind: str) -> ClusterKind | None:
    """The step above; None at the top."""
    place = LADDER.index(kind) + 1
    return LADDER[place] if place < len(LADDER) else None


def is_upward(before: str, after: str) -> bool:
    return LADDER.index(after) > LADDER.index(before)


def checklist(cluster: Cluster, kind: str) -> list[Item]:
    """What the cluster should have to be of this kind; nothing is asked of a group."""
    return list(CHECKLISTS[ClusterKind(kind)](Facts(cluster)))


def unmet_musts(items: Collection[Item]) -> list[Item]:
    """What stands in the way."""
    return [item for item in items if item.is_must and not item.is_met]


class Facts:
    """What the register knows of a cluster, each asked for once."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster

    @cached_property
    def verified(self) -> list[str]:
        """The kinds of today's verified members, those of the clusters inside included, each maker once."""
        here = Q(cluster=self.cluster) | Q(cluster__parent=self.cluster)
        members = Membership.objects.running().filter(here, artisan__state=ArtisanState.ACTIVE)
        return list(members.order_by("artisan").distinct("artisan").values_list("artisan__kind", flat=True))

    @cached_property
    def roles(self) -> set[str]:
        return set(self.cluster.memberships.committee().values_list("role", flat=True))

    @cached_property
    def group_count(self) -> int:
        return self.cluster.children.published().count()

    @cached_property
    def ticks(self) -> dict[str, ClusterTick]:
        return {tick.told: tick for tick in self.cluster.ticks.select_related("by")}

    @property
    def persons(self) -> int:
        return sum(kind in PERSONS for kind in self.verified)


def _of_a_group(facts: Facts) -> Iterator[Item]:
    yield from ()


def _of_a_cluster(facts: Facts) -> Iterator[Item]:
    yield _members(facts, MEMBERS_OF_A_CLUSTER)
    yield _board(facts)
    yield _founded(facts)
    yield _decree(facts)
    yield _told(facts, Told.AGREED)
    yield _told(facts, Told.MEETS)


def _of_a_centre(facts: Facts) -> Iterator[Item]:
    yield _groups_or_members(facts)
    yield _board(facts)
    yield _decree(facts)
    yield _shared_buying(facts)
    yield _told(facts, Told.SHARED_PLACE)


def _of_a_cooperative(facts: Facts) -> Iterator[Item]:
    yield Item(
        _("At least %(n)d persons found it") % {"n": FOUNDERS_OF_A_COOPERATIVE},
        facts.persons >= FOUNDERS_OF_A_COOPERATIVE,
        _("%(persons)d of %(all)d verified members are persons or somebody's business; a group or school is none.")
        % {"persons": facts.persons, "all": len(facts.verified)},
        is_must=True,
        source=_("Law 25/1992 art. 6, changed by law 11/2020 art. 86; PP 7/2021"),
    )
    yield _board(facts)
    yield _shared_buying(facts)
    yield _told(facts, Told.FOUNDING_MEETING)
    yield _told(facts, Told.SUPERVISORS, source=_("Law 25/1992 art. 21"))
    yield _told(facts, Told.DEED, is_must=True, source=_("Law 25/1992 art. 7"))
    yield _told(facts, Told.LEGAL_ENTITY, is_must=True, source=_("Law 25/1992 art. 9"))


CHECKLISTS: dict[ClusterKind, Callable[[Facts], Iterator[Item]]] = {
    ClusterKind.GROUP: _of_a_group,
    ClusterKind.CLUSTER: _of_a_cluster,
    ClusterKind.CENTRE: _of_a_centre,
    ClusterKind.COOPERATIVE: _of_a_cooperative,
}


def _members(facts: Facts, least: int) -> Item:
    return Item(
        _("At least %(n)d verified members") % {"n": least},
        len(facts.verified) >= least,
        _count_of_members(facts),
        is_must=True,
    )


def _groups_or_members(facts: Facts) -> Item:
    groups = ngettext("%(n)d cluster inside", "%(n)d clusters inside", facts.group_count) % {"n": facts.group_count}
    return Item(
        _("At least %(groups)d clusters inside, or %(members)d verified members")
        % {"groups": GROUPS_OF_A_CENTRE, "members": MEMBERS_OF_A_CENTRE},
        facts.group_count >= GROUPS_OF_A_CENTRE or len(facts.verified) >= MEMBERS_OF_A_CENTRE,
        f"{groups}; {_count_of_members(facts)}",
        is_must=True,
    )


def _count_of_members(facts: Facts) -> str:
    n = len(facts.verified)
    return ngettext("%(n)d verified member", "%(n)d verified members", n) % {"n": n}


def _board(facts: Facts) -> Item:
    missing = [str(role.label) for role in BOARD if role not in facts.roles]
    reason = _("Missing: %(roles)s") % {"roles": ", ".join(missing)} if missing else _("All three are named.")
    return Item(_("Chair, secretary and treasurer are named"), not missing, reason, is_must=True)


def _founded(facts: Facts) -> Item:
    known = facts.cluster.founded_on is not None
    reason = str(facts.cluster.founded_on.year) if known else _("The officer of the area enters it.")
    return Item(_("The day of founding is known"), known, reason)


def _decree(facts: Facts) -> Item:
    number = facts.cluster.decree_no
    return Item(_("There is a decree (SK)"), bool(number), number or _("The officer of the area enters its number."))


def _shared_buying(facts: Facts) -> Item:
    is_met = Benefit.POOLED_BUYING in facts.cluster.benefits
    reason = _("Stands among the benefits.") if is_met else _("Does not stand among the benefits yet.")
    return Item(_("Members buy materials together"), is_met, reason)


def _told(facts: Facts, told: Told, *, is_must: bool = False, source: str = "") -> Item:
    tick = facts.ticks.get(told)
    reason = "" if tick else _("Nobody has ticked this yet.")
    return Item(str(told.label), tick is not None, reason, is_must=is_must, source=source, told=told, tick=tick)
