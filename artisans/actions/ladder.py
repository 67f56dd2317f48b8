"""A cluster's step on the ladder: the officer of the area decides, and the committee is told."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from accounts.notices import tell
from artisans.ladder import checklist, is_upward, unmet_musts
from clusters.actions.holding import as_done_by, held
from clusters.choices import ClusterKind
from clusters.models import Cluster, KindChange
from core.actions import action
from core.refusals import Refusal

CHANGED = {
    ClusterKind.GROUP: gettext_noop("%(cluster)s is now registered as a group."),
    ClusterKind.CLUSTER: gettext_noop("%(cluster)s is now registered as a cluster."),
    ClusterKind.CENTRE: gettext_noop("%(cluster)s is now registered as a centre."),
    ClusterKind.COOPERATIVE: gettext_noop("%(cluster)s is now registered as a cooperative."),
}


class AlreadyOfThisKind(Refusal):
    """Somebody else has taken the step meanwhile."""


class NotReady(Refusal):
    """Something the checklist insists on is missing, and nobody wrote why it may be; `items` says what."""

    def __init__(self, items: list[str]) -> None:
        missing = _("Still missing: %(items)s. Write why, if it is to be so all the same.")
        super().__init__(missing % {"items": "; ".join(items)})
        self.items = items


class ReasonMissing(Refusal):
    """A step down needs a reason that the committee can read."""


@action
def change_kind(*, cluster: Cluster, kind: ClusterKind, by: User, reason: str = "") -> KindChange:
    """Takes a cluster up or down the ladder and tells its committee.

    Raises AlreadyOfThisKind, NotReady, ReasonMissing.
    """
    locked, reason = held(cluster), reason.strip()
    before = locked.kind
    if before == kind:
        raise AlreadyOfThisKind(_("It is registered so already."))
    if not reason:
        _insist_on_reason(locked, kind)
    locked.kind = kind
    with as_done_by(locked, by):
        locked.save(update_fields=["kind"])
    change = locked.kind_changes.create(from_kind=before, to_kind=kind, reason=reason, by=by)
    people = User.objects.filter(artisans__memberships__in=locked.memberships.committee()).distinct()
    tell(people, CHANGED[kind], url=reverse("committee:ladder", args=[locked.code]), cluster=locked.name)
    return change


def _insist_on_reason(cluster: Cluster, kind: ClusterKind) -> None:
    if not is_upward(cluster.kind, kind):
        raise ReasonMissing(_("Write the reason, so that the committee understands it."))
    if missing := unmet_musts(checklist(cluster, kind)):
        raise NotReady([item.text for item in missing])
