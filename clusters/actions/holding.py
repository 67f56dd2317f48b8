"""Two things that every change of a cluster's page begins with."""

from collections.abc import Iterator
from contextlib import contextmanager

import pghistory
from django.utils.translation import gettext as _

from accounts.models import User
from clusters.models import Cluster
from core.refusals import Refusal


class ClusterGone(Refusal):
    """The cluster was deleted."""

    def __init__(self) -> None:
        super().__init__(_("This cluster was deleted meanwhile, so nothing was changed."))


def held(cluster: Cluster) -> Cluster:
    """The cluster as the last writer left it, safe from others until the transaction ends. Raises ClusterGone."""
    locked = Cluster.objects.select_for_update(no_key=True).filter(pk=cluster.pk).first()
    if locked is None:
        raise ClusterGone
    return locked


@contextmanager
def as_done_by(cluster: Cluster, by: User) -> Iterator[None]:
    """Notes in the history whether it was done for the committee, by somebody who does not sit on it."""
    with pghistory.context(for_committee=not is_on_committee(cluster, by)):
        yield


def is_on_committee(cluster: Cluster, person: User) -> bool:
    """Whether a record of the person sits on the cluster's committee today."""
    return cluster.memberships.committee().filter(artisan__users=person).exists()
