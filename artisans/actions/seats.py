"""What a member is in the cluster: role, number, decree, dates; leaving, and being let go.

A cluster does not lose its last committee member unseen: whoever does it confirms it, and the officers of the area are
told. A seat counts only where somebody answers from it: where its maker has an account.
"""

from collections.abc import Collection

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from artisans.actions import membership_news as news
from artisans.actions.memberships import ReasonMissing, check_number, held
from artisans.choices import MembershipState
from artisans.models import Artisan, Membership
from clusters.models import Cluster
from core.actions import action
from core.refusals import Refusal
from core.versions import Answers, plain, settle

# What the committee keeps of a membership, and may put right later.
KEPT = ("role", "member_no", "decree_no", "started_on", "ended_on")


class LastOnCommittee(Refusal):
    """Nobody would be left to answer makers and buyers."""


class DatesOutOfOrder(Refusal):
    """A membership cannot end before it began, nor lie in days to come."""


def kept_answers(membership: Membership) -> Answers:
    """What the committee keeps of it, in the form in which versions are compared."""
    return {name: plain(getattr(membership, name)) for name in KEPT}


@action
def amend(*, membership: Membership, answers: dict, seen: Answers, by: User, alone: bool = False) -> Membership:
    """Changes what the committee keeps of a running membership; of an ended one if `ended_on` is among the answers.

    `alone`: it may leave no committee behind. Who has left meanwhile is given no role.
    Raises AlreadyDecided, NumberTaken, DatesOutOfOrder, LastOnCommittee, and core.versions.ChangedMeanwhile.
    """
    state = MembershipState.LEFT if "ended_on" in answers else MembershipState.ACCEPTED
    locked = held(membership, [state], with_cluster=True)
    before = kept_answers(locked)
    mine = {name: plain(value) for name, value in answers.items()}
    settled = settle(seen=seen, stored={name: before[name] for name in mine}, mine=mine)
    was_on_committee = locked.is_on_committee
    for name in (name for name in settled if settled[name] != before[name]):
        setattr(locked, name, answers[name])
    _check_dates(locked)
    if locked.is_running:
        check_number(locked.cluster, locked.member_no, but=locked)
    if was_on_committee and not locked.is_on_committee:
        _check_not_last(locked, alone)
    if kept_answers(locked) != before:
        locked.save(update_fields=KEPT)
        news.tell_maker(locked, news.CHANGED, by=by)
        _tell_if_alone(locked, was_on_committee)
    return locked


@action
def leave(*, membership: Membership, by: User, alone: bool = False) -> Membership:
    """The maker leaves, from today on; the row stays as history. Raises AlreadyDecided, LastOnCommittee."""
    locked = _end(membership, by, alone)
    news.tell_committee(locked, news.HAS_LEFT, by=by)
    return locked


@action
def let_go(*, membership: Membership, by: User, reason: str, alone: bool = False) -> Membership:
    """The committee ends a membership, with a reason that the maker reads.

    Raises ReasonMissing, AlreadyDecided, LastOnCommittee.
    """
    if not reason.strip():
        raise ReasonMissing(_("Write the reason, so that the maker understands it."))
    locked = _end(membership, by, alone, reason=reason.strip())
    news.tell_maker(locked, news.ENDED, by=by)
    return locked


def _end(membership: Membership, by: User, alone: bool, reason: str = "") -> Membership:
    locked = held(membership, [MembershipState.ACCEPTED], with_cluster=True)
    was_on_committee = locked.is_on_committee
    if was_on_committee:
        _check_not_last(locked, alone)
    locked.state, locked.reason = MembershipState.LEFT, reason
    locked.ended_on, locked.ended_by = max(timezone.localdate(), locked.started_on or timezone.localdate()), by
    locked.save()
    _tell_if_alone(locked, was_on_committee)
    return locked


def _check_not_last(membership: Membership, alone: bool) -> None:
    if not alone and is_last_on_committee(membership):
        raise LastOnCommittee(
            _("Nobody else sits on the committee. Give somebody a role first, or confirm that the officers take over.")
        )


def is_last_on_committee(membership: Membership) -> bool:
    """Whether nobody would answer for the cluster without this member."""
    seats = membership.cluster.memberships.answering().values_list("pk", flat=True)
    return set(seats) == {membership.pk}


def _tell_if_alone(membership: Membership, was_on_committee: bool) -> None:
    if was_on_committee:
        tell_where_nobody_is_left([membership.cluster])


def _check_dates(membership: Membership) -> None:
    first, last = membership.started_on, membership.ended_on
    if first and last and last < first:
        raise DatesOutOfOrder(_("The membership cannot end before it began."))
    if any(day and day > timezone.localdate() for day in (first, last)):
        raise DatesOutOfOrder(_("This day has not come yet."))


def clusters_led_by(artisans: Collection[Artisan]) -> list[Cluster]:
    """The clusters for which one of the makers answers today, to be looked at again after a change."""
    seats = Membership.objects.answering().filter(artisan__in=artisans)
    return list(Cluster.objects.filter(memberships__in=seats).distinct().order_by("pk"))


def tell_where_nobody_is_left(clusters: Collection[Cluster]) -> None:
    """Tells the officers of those clusters for which nobody answers any more."""
    led = set(Membership.objects.answering().filter(cluster__in=clusters).values_list("cluster_id", flat=True))
    for cluster in clusters:
        if cluster.pk not in led:
            news.tell_officers_it_is_alone(cluster)
