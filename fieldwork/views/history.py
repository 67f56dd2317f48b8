"""What became of a record, and who looked at what is private in it."""

from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from pghistory.models import Events

from accounts.permissions import may, reachable
from artisans.history import steps
from artisans.models import Artisan, PrivateRead
from core.pagination import page_of
from fieldwork.private import reads as noted_reads
from fieldwork.read_filters import ReadFilter
from fieldwork.views.access import officers_only, record_or_404


@officers_only
def history(request: HttpRequest, code: str) -> HttpResponse:
    """Every change of a record, and of those that became part of it, the latest first."""
    artisan = record_or_404(request, code)
    everything = [artisan, *Artisan.objects.merged_into([artisan])]
    events = Events.objects.references(everything).order_by("-pgh_created_at", "-pgh_model", "-pgh_id")
    # What changed is worked out for the rows of one page only: for all rows of a long history it takes seconds.
    page = page_of(request, events.values_list("pgh_slug", flat=True))
    context = {"artisan": artisan, "page": page, "steps": steps(events.filter(pgh_slug__in=list(page)))}
    return render(request, "field/history.html", context)


@officers_only
def reads(request: HttpRequest) -> HttpResponse:
    """Who looked at private data, when and why: for the heads of an agency and administrators."""
    if not may(request.user, "view", PrivateRead):
        raise Http404
    makers = reachable(request.user, "change", Artisan.objects.filter(code=OuterRef("code")))
    rows = noted_reads(request.user).select_related("by", "region").order_by("-at", "-pk")
    rows = rows.annotate(maker=Subquery(makers.values("public_name")[:1]))
    found = ReadFilter(request.GET, queryset=rows, request=request)
    return render(request, "field/reads.html", {"filter": found, "page": page_of(request, found.qs)})
