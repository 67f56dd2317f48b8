"""The officer's own day."""

from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import reachable
from artisans.choices import ArtisanState
from artisans.models import Artisan, DataWish, Membership
from clusters.models import Cluster
from fieldwork.models import CanvassPlace, Lead
from fieldwork.views.access import officers_only
from fieldwork.views.enquiries import unheard_in_area
from fieldwork.views.leads import last_place, ordered_leads

# A day's lists are short; the rest is behind a link.
SHOWN, LEADS_SHOWN, MOST_DUE = 5, 3, 50
SOON = timedelta(days=7)


@officers_only
def home(request: HttpRequest) -> HttpResponse:
    """The officer's own day: where to go, what came back, what is unfinished, what waits for a yes or no."""
    records = reachable(request.user, "change", Artisan.objects.select_related("region"))
    mine = records.filter(registered_by=request.user).order_by("-registered_at", "-pk")
    counts = dict(records.order_by().values_list("state").annotate(Count("pk")))
    here = last_place(request.user)
    leads = list(ordered_leads(request.user, here)[:LEADS_SHOWN]) if counts.get(ArtisanState.LEAD) else []
    visits = visits_due(request.user)
    context = {
        "next_visit": visits[0] if visits else None,
        "visits": visits[1:SHOWN],
        "later_visits": visits[SHOWN:],
        "returned": _short(mine.filter(state=ArtisanState.NEEDS_FIX)),
        "to_review": _short(reachable(request.user, "verify", records.waiting_for_review())),
        "drafts": _short(mine.filter(state=ArtisanState.DRAFT)),
        "unheard_count": unheard_in_area(request.user).count(),
        "leads": leads,
        "lead_count": counts.get(ArtisanState.LEAD, 0),
        "here": here,
        "clusters_with_requests": _clusters_with_requests(request.user),
        "wish_count": reachable(request.user, "view", DataWish.objects.open()).distinct().count(),
        "counts": [(state.label, counts[state]) for state in ArtisanState if state in counts],
        "today": timezone.localdate(),
        "is_head": request.user.is_superuser or bool(request.user.headed_codes),
    }
    return render(request, "field/home.html", context)


def _short(rows) -> dict:
    """The first few rows and how many there are in all."""
    return {"rows": rows[:SHOWN], "count": rows.count()}


class Due(NamedTuple):
    """A place or lead to go to, and when."""

    day: date
    name: str
    url: str
    where: str
    kind: str


def visits_due(user: User) -> list[Due]:
    """The places and leads the officer means to see within a week, what is overdue first."""
    day = timezone.localdate() + SOON
    places = reachable(user, "view", CanvassPlace.objects.select_related("region")).due_by(day, user)
    leads = reachable(user, "view", Lead.objects.select_related("artisan__region")).due_by(day, user)
    due = [
        Due(place.next_visit_on, place.name, place.get_absolute_url(), place.region.short_path, _("Canvass place"))
        for place in places[:MOST_DUE]
    ]
    for lead in leads[:MOST_DUE]:
        url = reverse("field:record", args=[lead.artisan.code])
        due.append(Due(lead.next_visit_on, lead.artisan.public_name, url, lead.artisan.region.short_path, _("Lead")))
    return sorted(due)


def _clusters_with_requests(user: User):
    requests = reachable(user, "decide", Membership.objects.awaiting_committee())
    rows = Cluster.objects.filter(memberships__in=requests).annotate(request_count=Count("memberships"))
    return rows.in_reading_order()
