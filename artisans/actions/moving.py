"""What goes along when one record becomes part of another, relation by relation."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import ForeignObjectRel, Model, Q
from django.utils import timezone

from accounts.models import User
from artisans.actions.changes import Changes
from artisans.choices import MembershipRole, MembershipState, SameOrNot
from artisans.models import Artisan, ArtisanAlias, DuplicatePair, Membership

# Relations with rules of their own, or whose rows stay with the record they tell of. All others simply move: products
# and whatever a higher floor hangs on a maker.
NOT_SIMPLY_MOVED = {
    "events", "state_changes", "traces", "consents", "identity", "memberships", "merges", "merged_in", "aliases",
    "splits", "split_from",
}  # fmt: skip


def move_along(changes: Changes, *, survivor: Artisan, merged: Artisan, by: User) -> None:
    """Gives the survivor what hangs on the merged record; what it has already stays where it is."""
    _lead_codes(changes, survivor, merged)
    _move_memberships(changes, survivor, merged, by)
    _move_accounts(changes, survivor, merged)
    _unite_crafts(changes, survivor, merged)
    _move_pairs(changes, survivor, merged, by)
    for relation in simply_moved():
        for row in relation.related_model._base_manager.filter(**{relation.field.name: merged}):
            move_row(changes, relation, row, survivor)


def simply_moved() -> Iterator[ForeignObjectRel]:
    """The relations whose rows go to the survivor as they are."""
    for relation in Artisan._meta.related_objects:
        if relation.get_accessor_name() not in NOT_SIMPLY_MOVED and not relation.many_to_many:
            yield relation


def move_row(changes: Changes, relation: ForeignObjectRel, row: Model, to: Artisan) -> None:
    """Hangs one row on another record; of what a record has at most once, it keeps its own."""
    attname = relation.field.attname
    if not relation.one_to_one:
        with suppress(IntegrityError), transaction.atomic():
            changes.set(row, **{attname: to.pk})
    elif not relation.related_model._base_manager.filter(**{attname: to.pk}).exists():
        # Such a row has the record as its key: a key is not rewritten, the row is made anew.
        values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
        changes.remove(row)
        changes.add(type(row)(**{**values, attname: to.pk}))


def _lead_codes(changes: Changes, survivor: Artisan, merged: Artisan) -> None:
    """The merged record's code, and those that led to it, lead to the survivor."""
    for alias in ArtisanAlias.objects.filter(artisan=merged):
        changes.set(alias, artisan_id=survivor.pk)
    changes.add(ArtisanAlias(code=merged.code, artisan=survivor))


def _move_memberships(changes: Changes, survivor: Artisan, merged: Artisan, by: User) -> None:
    """All go along. Where both have an open one in a cluster, the better one runs on and the other ends today."""
    rows = Membership.objects.select_for_update().filter(artisan__in=[survivor, merged])
    open_here = {row.cluster_id: row for row in rows.open() if row.artisan_id == survivor.pk}
    open_there = {row.cluster_id: row for row in rows.open() if row.artisan_id == merged.pk}
    for cluster in open_here.keys() & open_there.keys():
        _end(changes, max(open_here[cluster], open_there[cluster], key=_rank), by)
    for row in rows.order_by("pk"):
        changes.set(row, artisan_id=survivor.pk)


def _rank(membership: Membership) -> tuple:
    """Orders by which membership runs on: members first, then the committee, then who has been there longer."""
    is_member = membership.state == MembershipState.ACCEPTED
    is_plain = membership.role == MembershipRole.MEMBER
    return not is_member, is_plain, membership.started_on or date.max, membership.requested_at, membership.pk


def _end(changes: Changes, membership: Membership, by: User) -> None:
    ended_on = max(timezone.localdate(), membership.started_on or date.min)
    state = MembershipState.LEFT if membership.is_running else MembershipState.WITHDRAWN
    changes.set(membership, state=state.value, awaits_maker=False, ended_on=ended_on, ended_by_id=by.pk)


def _move_accounts(changes: Changes, survivor: Artisan, merged: Artisan) -> None:
    """Who signed in to the merged record now answers for the survivor."""
    links = Artisan.users.through.objects
    known = set(links.filter(artisan=survivor).values_list("user_id", flat=True))
    for link in links.filter(artisan=merged).order_by("pk"):
        if link.user_id in known:
            changes.remove(link)
        else:
            changes.set(link, artisan_id=survivor.pk)


def _unite_crafts(changes: Changes, survivor: Artisan, merged: Artisan) -> None:
    known = set(survivor.crafts.values_list("pk", flat=True))
    for craft in merged.crafts.exclude(pk__in=known).order_by("pk"):
        changes.add(Artisan.crafts.through(artisan_id=survivor.pk, craft_id=craft.pk))


def _move_pairs(changes: Changes, survivor: Artisan, merged: Artisan, by: User) -> None:
    """The two are the same; what was found or decided of the merged record and a third holds for the survivor."""
    for pair in DuplicatePair.objects.filter(Q(first=merged) | Q(second=merged)).order_by("pk"):
        third = pair.second_id if pair.first_id == merged.pk else pair.first_id
        if third == survivor.pk:
            changes.set(pair, decision=SameOrNot.SAME.value, decided_by_id=by.pk, decided_at=timezone.now())
            continue
        first, second = sorted([survivor.pk, third])
        known = DuplicatePair.objects.filter(first=first, second=second).first()
        if known is None:
            changes.set(pair, first_id=first, second_id=second)
        elif pair.decision and not known.decision:
            changes.set(known, decision=pair.decision, decided_by_id=pair.decided_by_id, decided_at=pair.decided_at)
