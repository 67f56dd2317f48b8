"""What goes along when one record becomes part of another, relation by relation."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import ForeignObjectRel, Model, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from accounts.notices import tell
from artisans.actions.undo_journal import Journal, Where
from artisans.choices import OPEN_MEMBERSHIP, MembershipRole, MembershipState, SameOrNot, WishState
from artisans.models import Artisan, ArtisanAlias, DataWish, DuplicatePair, Membership

# Relations with rules of their own, or whose rows stay with the record they tell of. All others simply move: products
# and whatever a higher floor hangs on a maker.
NOT_SIMPLY_MOVED = {
    "events", "state_changes", "traces", "consents", "identity", "memberships", "merges", "merged_in", "aliases",
    "splits", "split_from", "wishes",
}  # fmt: skip


WISHES_JOINED = gettext_noop("Two records of %(name)s became one: your wishes about them are answered together.")


def move_along(journal: Journal, *, survivor: Artisan, merged: Artisan, by: User) -> None:
    """Gives the survivor what hangs on the merged record; what it has already stays where it is."""
    _lead_codes(journal, survivor, merged)
    _move_memberships(journal, survivor, merged, by)
    _move_accounts(journal, survivor, merged)
    _unite_crafts(journal, survivor, merged)
    _move_pairs(journal, survivor, merged, by)
    _unite_wishes(journal, survivor, merged, by)
    for relation in simply_moved():
        for row in relation.related_model._base_manager.filter(**{relation.field.name: merged}):
            move_row(journal, relation, row, survivor)


def simply_moved() -> Iterator[ForeignObjectRel]:
    """The relations whose rows go to the survivor as they are."""
    for relation in Artisan._meta.related_objects:
        if relation.get_accessor_name() not in NOT_SIMPLY_MOVED and not relation.many_to_many:
            yield relation


def move_row(journal: Journal, relation: ForeignObjectRel, row: Model, to: Artisan) -> None:
    """Hangs one row on another record; of what a record has at most once, it keeps its own."""
    with suppress(IntegrityError), transaction.atomic():
        journal.set(row, **{relation.field.attname: to.pk})


def _lead_codes(journal: Journal, survivor: Artisan, merged: Artisan) -> None:
    """The merged record's code, and those that led to it, lead to the survivor."""
    for alias in ArtisanAlias.objects.filter(artisan=merged):
        journal.set(alias, artisan_id=survivor.pk)
    journal.add(ArtisanAlias(code=merged.code, artisan=survivor))


def _move_memberships(journal: Journal, survivor: Artisan, merged: Artisan, by: User) -> None:
    """All go along. Where both have an open one in a cluster, the better one runs on and the other ends today.

    The maker who leaves by the one that runs on leaves by both.
    """
    rows = Membership.objects.select_for_update().filter(artisan__in=[survivor, merged])
    open_here = {row.cluster_id: row for row in rows.open() if row.artisan_id == survivor.pk}
    open_there = {row.cluster_id: row for row in rows.open() if row.artisan_id == merged.pk}
    for cluster in open_here.keys() & open_there.keys():
        better, worse = sorted([open_here[cluster], open_there[cluster]], key=_rank)
        end_membership(journal, worse, by, only_while=(Membership, {"pk": better.pk, "state__in": OPEN_MEMBERSHIP}))
    for row in rows.order_by("pk"):
        journal.set(row, artisan_id=survivor.pk)


def _rank(membership: Membership) -> tuple:
    """Orders by which membership runs on: members first, then the committee, then who has been there longer."""
    is_member = membership.state == MembershipState.ACCEPTED
    is_plain = membership.role == MembershipRole.MEMBER
    return not is_member, is_plain, membership.started_on or date.max, membership.requested_at, membership.pk


def end_membership(journal: Journal, membership: Membership, by: User, *, only_while: Where) -> None:
    """Ends a membership today, until an undo finds that row."""
    ended_on = max(timezone.localdate(), membership.started_on or date.min)
    state = MembershipState.LEFT if membership.is_running else MembershipState.WITHDRAWN
    ended = {"state": state.value, "awaits_maker": False, "ended_on": ended_on, "ended_by_id": by.pk}
    journal.set(membership, is_word=True, only_while=only_while, **ended)


def _move_accounts(journal: Journal, survivor: Artisan, merged: Artisan) -> None:
    """Who signed in to the merged record now answers for the survivor; whose access ends there has none left."""
    links = Artisan.users.through
    known = set(links.objects.filter(artisan=survivor).values_list("user_id", flat=True))
    for link in links.objects.filter(artisan=merged).order_by("pk"):
        if link.user_id in known:
            journal.remove(link, only_while=(links, {"artisan_id": survivor.pk, "user_id": link.user_id}))
        else:
            journal.set(link, artisan_id=survivor.pk)


def _unite_crafts(journal: Journal, survivor: Artisan, merged: Artisan) -> None:
    both = [*survivor.crafts.values_list("pk", flat=True), *merged.crafts.values_list("pk", flat=True)]
    journal.set(survivor, crafts=set(both))


def _move_pairs(journal: Journal, survivor: Artisan, merged: Artisan, by: User) -> None:
    """The two are the same; what was found or decided of the merged record and a third holds for the survivor."""
    for pair in DuplicatePair.objects.filter(Q(first=merged) | Q(second=merged)).order_by("pk"):
        third = pair.second_id if pair.first_id == merged.pk else pair.first_id
        if third == survivor.pk:
            journal.set(pair, decision=SameOrNot.SAME.value, decided_by_id=by.pk, decided_at=timezone.now())
            continue
        first, second = sorted([survivor.pk, third])
        known = DuplicatePair.objects.filter(first=first, second=second).first()
        if known is None:
            journal.set(pair, first_id=first, second_id=second)
        elif pair.decision and not known.decision:
            journal.set(known, decision=pair.decision, decided_by_id=pair.decided_by_id, decided_at=pair.decided_at)


def _unite_wishes(journal: Journal, survivor: Artisan, merged: Artisan, by: User) -> None:
    """All go along. Where both wait for the same, one wish says both, by the earlier clock, and the makers are told."""
    waiting = {wish.wish: wish for wish in survivor.wishes.open()}
    for wish in merged.wishes.order_by("pk"):
        if wish.state == WishState.OPEN and wish.wish in waiting:
            _join_wishes(journal, waiting[wish.wish], wish, by)
            people = User.objects.filter(artisans__in=[survivor, merged]).distinct()
            wishes_page = reverse("workshop:wishes", args=[survivor.code])
            tell(people, WISHES_JOINED, url=wishes_page, name=survivor.public_name)
        journal.set(wish, artisan_id=survivor.pk)


def _join_wishes(journal: Journal, kept: DataWish, double: DataWish, by: User) -> None:
    still_waits = DataWish, {"pk": kept.pk, "state": WishState.OPEN}
    texts = [one.text for one in sorted([kept, double], key=lambda wish: wish.asked_at) if one.text]
    due_at = min(kept.due_at, double.due_at)
    journal.set(kept, is_word=True, only_while=still_waits, text="\n\n".join(texts), due_at=due_at)
    closed = {"state": WishState.DONE, "decided_by_id": by.pk, "decided_at": timezone.now()}
    answer = _("Two records became one: the officer answers this together with the same wish in the other record.")
    journal.set(double, is_word=True, only_while=still_waits, answer=answer, **closed)
