"""The officer's own day."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.permissions import reachable
from artisans.choices import ArtisanState
from artisans.models import Artisan, Membership
from clusters.models import Cluster
from fieldwork.views.access import officers_only


@officers_only
def home(request: HttpRequest) -> HttpResponse:
    """The officer's own day: what came back, what is unfinished, what waits to be verified, who wants to join."""
    records = reachable(request.user, "change", Artisan.objects.select_related("region"))
    mine = records.filter(registered_by=request.user).order_by("-registered_at", "-pk")
    requests = reachable(request.user, "decide", Membership.objects.requested())
    counts = dict(records.order_by().values_list("state").annotate(Count("pk")))
    context = {
        "returned": mine.filter(state=ArtisanState.NEEDS_FIX)[:20],
        "drafts": mine.filter(state=ArtisanState.DRAFT)[:20],
        "to_review": reachable(request.user, "verify", records.waiting_for_review())[:20],
        "clusters_with_requests": Cluster.objects.filter(memberships__in=requests)
        .annotate(request_count=Count("memberships"))
        .in_reading_order(),
        "counts": [(state.label, counts[state]) for state in ArtisanState if state in counts],
    }
    return render(request, "field/home.html", context)
