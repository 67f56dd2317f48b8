"""What a cluster's page says, written where two people may write at once (ADR 0009)."""

from collections.abc import Iterable

from django.utils import timezone

from accounts.models import User
from clusters.actions.holding import as_done_by, held
from clusters.models import Cluster
from core.actions import action
from core.versions import Answers, plain, settle


def plain_answers(cluster: Cluster, names: Iterable[str]) -> Answers:
    """What the page says now, as core.versions compares it."""
    return {name: plain(getattr(cluster, name)) for name in names}


@action
def amend(*, cluster: Cluster, answers: Answers, seen: Answers, by: User) -> Cluster:
    """Writes these answers beside what others have changed since they were `seen`.

    Raises core.versions.ChangedMeanwhile where somebody else changed the same answer otherwise.
    """
    locked = held(cluster)
    stored = plain_answers(locked, answers)
    settled = settle(seen=seen, stored=stored, mine=answers)
    changed = [name for name in settled if settled[name] != stored[name]]
    for name in changed:
        setattr(locked, name, settled[name])
    if changed:
        with as_done_by(locked, by):
            locked.save(update_fields=changed)
    return locked


@action
def confirm(*, cluster: Cluster, by: User) -> Cluster:
    """Notes that somebody has made sure today that all is still as written."""
    locked = held(cluster)
    locked.last_confirmed_at = timezone.now()
    with as_done_by(locked, by):
        locked.save(update_fields=["last_confirmed_at"])
    return locked
