"""The review queue: what waits, what came back, what was verified or refused, and who answers for each step."""

from datetime import timedelta
from typing import NamedTuple

from django.db.models import BooleanField, Count, ExpressionWrapper, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.expressions import OrderBy
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import condition, reachable
from artisans.choices import ArtisanState
from artisans.models import Artisan, StateChange
from core.pagination import page_of
from fieldwork.filters import QueueFilter
from fieldwork.views.access import officers_only

LATELY = timedelta(days=30)
LAST_MOVED_FIRST = F("moved_at").desc(nulls_last=True)


class Step(NamedTuple):
    """One part of the queue: its name in the address, its title, what is said when it is empty, its order."""

    key: str
    title: str
    nothing: str
    order: OrderBy

    def condition(self) -> Q:
        """Which records are at this step now."""
        if self.key == "verified":
            return Q(state=ArtisanState.ACTIVE, verified_at__gte=timezone.now() - LATELY)
        states = {"waiting": ArtisanState.SUBMITTED, "returned": ArtisanState.NEEDS_FIX}
        return Q(state=states.get(self.key, ArtisanState.REJECTED))


STEPS = (
    Step("waiting", _("Waiting"), _("Nothing waits for verification."), F("submitted_at").asc()),
    Step("returned", _("Returned"), _("Nothing is being mended."), LAST_MOVED_FIRST),
    Step("verified", _("Verified in the last 30 days"), _("Nothing was verified lately."), F("verified_at").desc()),
    Step("rejected", _("Rejected"), _("Nothing was rejected."), LAST_MOVED_FIRST),
)


@officers_only
def queue(request: HttpRequest) -> HttpResponse:
    """One step of the queue, with how many records are at each; narrowed down by region and officer."""
    records = reachable(request.user, "change", Artisan.objects.all())
    found = QueueFilter(request.GET, queryset=records, request=request)
    counts = found.qs.aggregate(**{step.key: Count("pk", filter=step.condition()) for step in STEPS})
    chosen = next((step for step in STEPS if step.key == request.GET.get("step")), STEPS[0])
    page = page_of(request, _rows(found.qs.filter(chosen.condition()), request, chosen))
    for artisan in page:
        artisan.is_own_entry = artisan.is_entered_by(request.user)
    context = {
        "filter": found,
        "steps": [(step, counts[step.key]) for step in STEPS],
        "chosen": chosen,
        "page": page,
    }
    return render(request, "field/queue.html", context)


def _rows(records: QuerySet, request: HttpRequest, step: Step) -> QuerySet:
    """The records with their steps so far, the last one first, and whether this officer may verify them."""
    changes = StateChange.objects.select_related("by").order_by("-at", "-pk")
    moved_at = Subquery(changes.filter(artisan=OuterRef("pk")).values("at")[:1])
    may_verify = ExpressionWrapper(condition(request.user, "verify", Artisan), output_field=BooleanField())
    rows = records.select_related("region", "registered_by", "submitted_by", "verified_by")
    rows = rows.prefetch_related(Prefetch("state_changes", changes))
    return rows.annotate(may_verify=may_verify, moved_at=moved_at).order_by(step.order, "pk")
