"""What people say of a cluster on its way to the next step, and take back."""

from accounts.models import User
from clusters.actions.holding import as_done_by, held
from clusters.choices import Told
from clusters.models import Cluster
from core.actions import action


@action
def tick(*, cluster: Cluster, told: Told, by: User) -> None:
    """Keeps that it is so, with who says it and when; who says it after somebody else changes nothing."""
    locked = held(cluster)
    with as_done_by(locked, by):
        locked.ticks.get_or_create(told=told, defaults={"by": by})


@action
def untick(*, cluster: Cluster, told: Told, by: User) -> None:
    """Takes it back; the history keeps that it was said."""
    locked = held(cluster)
    with as_done_by(locked, by):
        locked.ticks.filter(told=told).delete()
