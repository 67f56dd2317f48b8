"""The register's records as officers keep them."""

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.permissions import reachable
from artisans.choices import ArtisanState
from artisans.filters import RecordFilter
from artisans.models import Artisan
from artisans.section_forms import sections_of
from clusters.models import Cluster
from core.pagination import page_of
from fieldwork.merge_sections import merging_section
from fieldwork.private import private_section
from fieldwork.standing import consent_standing, freshness_standing, review_standing
from fieldwork.views.access import officers_only, record_or_404
from fieldwork.views.leads import lead_section


@officers_only
def records(request: HttpRequest) -> HttpResponse:
    """All records of the officer's areas, by name, code, state and craft."""
    rows = reachable(request.user, "change", Artisan.objects.unmerged())
    rows = rows.select_related("region").prefetch_related("crafts")
    found = RecordFilter(request.GET, queryset=rows.in_reading_order(), request=request)
    return render(request, "field/records.html", {"filter": found, "page": page_of(request, found.qs)})


@officers_only
def record(request: HttpRequest, code: str) -> HttpResponse:
    """Everything about one maker that an officer needs, and the next step."""
    artisan = record_or_404(request, code, also_former=True)
    if artisan.code != code:
        # Not for ever: the merge that took the code away may be undone.
        return redirect(reverse("field:record", args=[artisan.code], query=request.GET))
    return record_page(request, artisan)


def record_page(request: HttpRequest, artisan: Artisan, *, status: int = 200, **forms: Form) -> HttpResponse:
    """The record's page, also with one of its own forms, by its name in the context, that was not understood."""
    return render(request, "field/record.html", _record_context(request, artisan) | forms, status=status)


def _record_context(request: HttpRequest, artisan: Artisan) -> dict:
    joined = artisan.memberships.open().values("cluster")
    near = Cluster.objects.joinable().in_region(".".join(artisan.region_id.split(".")[:2])).exclude(pk__in=joined)
    return {
        "artisan": artisan,
        "sections": sections_of(artisan),
        "memberships": artisan.memberships.select_related("cluster").order_by("-requested_at"),
        "accounts": artisan.users.order_by("pk"),
        "state_changes": artisan.state_changes.select_related("by").order_by("at", "pk"),
        "clusters_near": near.filter(craft__in=artisan.crafts.all()).in_reading_order()[:8]
        if artisan.state == ArtisanState.ACTIVE
        else [],
        **private_section(request.user, artisan),
        **consent_standing(artisan),
        **review_standing(request.user, artisan),
        **freshness_standing(),
        "waiting_count": artisan.enquiries.waiting().count(),
        **merging_section(request.user, artisan),
        **lead_section(request.user, artisan),
    }
