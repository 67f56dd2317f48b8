"""Keeping the register true: what wants to be confirmed again, and makers who rest, close down or begin again."""

from collections import Counter

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import reachable
from artisans.actions import freshness
from artisans.forms import ReasonForm
from artisans.models import Artisan
from core import codes
from core.pagination import page_of
from core.posting import done_by_post
from core.refusals import Refusal
from fieldwork.filters import DueFilter
from fieldwork.standing import OFFICERS_WAYS
from fieldwork.views.access import answer, officers_only, record_or_404, to_record
from fieldwork.views.records import record_page
from regions.choices import CODE_LENGTHS
from regions.models import Region

MOST_PLACES = 48


@officers_only
def due(request: HttpRequest) -> HttpResponse:
    """What nobody has confirmed for twelve months: how much in which village, then the records, the oldest first."""
    records = reachable(request.user, "change", Artisan.objects.due_for_confirmation())
    found = DueFilter(request.GET, queryset=records)
    rows = found.qs.select_related("region", "last_confirmed_by").prefetch_related("crafts")
    context = {
        "filter": found,
        "places": _places(found.qs),
        "page": page_of(request, rows.longest_unconfirmed_first()),
        "ways_to_confirm": OFFICERS_WAYS,
    }
    return render(request, "field/due.html", context)


def _places(records) -> list[tuple[Region, int]]:
    """How many of the records lie in which village; in which district, regency or province where those are many."""
    counts = Counter(dict(records.order_by().values_list("region_id").annotate(Count("pk"))))
    for length in sorted(CODE_LENGTHS.values(), reverse=True):
        groups: Counter[str] = Counter()
        for code, count in counts.items():
            groups[code[:length]] += count
        if len(groups) <= MOST_PLACES:
            break
    regions = Region.objects.in_bulk(list(groups))
    return [(regions[code], groups[code]) for code in sorted(groups)]


def to_due(request: HttpRequest) -> HttpResponse:
    """The way back to the list of what is due, narrowed down as it was."""
    return redirect(f"{reverse('field:due')}?{QueryDict(request.POST.get('list', '')).urlencode()}")


@officers_only
@done_by_post(to_record)
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """Still at work: one tap, on the record's page or in the list of what is due."""
    artisan = record_or_404(request, code)
    came_from_list = "list" in request.POST
    try:
        freshness.confirm(artisan=artisan, how=_way(request), by=request.user)
        messages.success(request, _("%(name)s is confirmed: still at work.") % {"name": artisan.public_name})
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return to_due(request) if came_from_list else redirect("field:record", artisan.code)


@officers_only
@done_by_post(to_due)
def confirm_ticked(request: HttpRequest) -> HttpResponse:
    """Confirms all ticked records at once; one that is no longer due is left as it is."""
    records = reachable(request.user, "change", Artisan.objects.due_for_confirmation())
    ticked = list(records.filter(code__in=filter(None, map(codes.normalise, request.POST.getlist("code")))))
    if "code" not in request.POST:
        messages.error(
            request, _("Nobody was ticked. Tick the makers who are still at work, then press the button again.")
        )
        return to_due(request)
    try:
        for artisan in ticked:
            freshness.confirm(artisan=artisan, how=_way(request), by=request.user)
        text = ngettext("%(n)s record is confirmed.", "%(n)s records are confirmed.", len(ticked))
        messages.success(request, text % {"n": len(ticked)})
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return to_due(request)


def _way(request: HttpRequest) -> str:
    """How the officer made sure; empty for what officers cannot say, such as the maker's own word."""
    how = request.POST.get("how", "")
    return how if how in OFFICERS_WAYS else ""


@officers_only
@done_by_post(to_record)
def put_to_rest(request: HttpRequest, code: str) -> HttpResponse:
    """The maker does not work at present."""
    artisan = record_or_404(request, code)
    return answer(request, artisan, lambda: freshness.put_to_rest(artisan=artisan, by=request.user))


@officers_only
@done_by_post(to_record)
def close(request: HttpRequest, code: str) -> HttpResponse:
    """The workshop has closed down, and why."""
    artisan = record_or_404(request, code)
    form = ReasonForm(request.POST, prefix="close")
    if not form.is_valid():
        return record_page(request, artisan, close_form=form, status=422)
    reason = form.cleaned_data["reason"]
    return answer(request, artisan, lambda: freshness.close(artisan=artisan, by=request.user, reason=reason))


@officers_only
@done_by_post(to_record)
def wake(request: HttpRequest, code: str) -> HttpResponse:
    """A maker who rested or had closed down works again."""
    artisan = record_or_404(request, code)
    return answer(request, artisan, lambda: freshness.wake(artisan=artisan, how=_way(request), by=request.user))
