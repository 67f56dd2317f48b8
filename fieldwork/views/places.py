"""Streets, markets and quarters that officers search, and their visits there."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import reachable
from artisans.choices import NOT_A_MAKER, ArtisanState
from artisans.models import Artisan
from core.form_once import FormUsedBefore
from core.pagination import page_of
from fieldwork.actions import canvassing
from fieldwork.canvass_filters import PlaceFilter
from fieldwork.models import CanvassPlace, FieldVisit, Find
from fieldwork.place_forms import PlaceForm, VisitForm
from fieldwork.views.access import officers_only
from regions.models import Region


@officers_only
def places(request: HttpRequest) -> HttpResponse:
    """The canvass places of the officer's areas, and how far the search of each has come."""
    rows = reachable(request.user, "view", CanvassPlace.objects.select_related("region"))
    found = PlaceFilter(request.GET, queryset=rows.with_coverage().in_reading_order(), request=request)
    context = {"filter": found, "page": page_of(request, found.qs), "today": timezone.localdate()}
    return render(request, "field/places.html", context)


def place_or_404(request: HttpRequest, code: str, verb: str = "view") -> CanvassPlace:
    """The place with this code and its coverage, if the officer may do this to it."""
    rows = CanvassPlace.objects.select_related("region").with_coverage()
    return get_object_or_404(reachable(request.user, verb, rows), code=code)


@officers_only
def place(request: HttpRequest, code: str) -> HttpResponse:
    """One place: how far the search has come, what each visit brought, which leads wait there."""
    place = place_or_404(request, code)
    # A maker found here may have moved to another office's area since.
    mine = reachable(request.user, "change", Artisan.objects.all())
    finds = Find.objects.filter(place=place, artisan__in=mine).select_related("artisan", "artisan__lead")
    finds = list(finds.prefetch_related("artisan__crafts").order_by("artisan__public_name", "pk"))
    visits = page_of(request, place.visits.select_related("officer").newest_first(), per_page=12)
    for visit in visits:
        visit.brought = [find.artisan for find in finds if find.visit_id == visit.pk and _is_maker(find)]
    context = {
        "place": place,
        "visits": visits,
        "without_visit": [find.artisan for find in finds if find.visit_id is None and _is_maker(find)],
        "leads": [find.artisan for find in finds if find.artisan.state == ArtisanState.LEAD],
        "today": timezone.localdate(),
    }
    return render(request, "field/place.html", context)


def _is_maker(find: Find) -> bool:
    return find.artisan.state not in NOT_A_MAKER


@officers_only
def add_place(request: HttpRequest) -> HttpResponse:
    """Another street, market or quarter to search."""
    here = reachable(request.user, "work_in", Region.objects.all())
    region = here.filter(code=request.GET.get("region", "")[:13].replace("\x00", "")).first()
    return _place_form(request, CanvassPlace(created_by=request.user), initial={"region": region})


@officers_only
@transaction.atomic
def change_place(request: HttpRequest, code: str) -> HttpResponse:
    """What is known about a place is corrected; a colleague who does the same waits."""
    if request.method == "POST":
        CanvassPlace.objects.select_for_update(no_key=True).filter(code=code).first()
    return _place_form(request, place_or_404(request, code, "change"))


def _place_form(request: HttpRequest, place: CanvassPlace, initial: dict | None = None) -> HttpResponse:
    is_new = place.pk is None
    name = place.name
    form = PlaceForm(request.POST or None, user=request.user, instance=place, initial=initial)
    if request.method == "POST" and form.is_valid():
        place = form.save()
        messages.success(request, _("%(name)s is saved.") % {"name": place.name})
        return redirect(place)
    context = {"form": form, "place": place, "name": name, "is_new": is_new}
    return render(request, "field/place_form.html", context, status=422 if form.errors else 200)


@officers_only
def add_visit(request: HttpRequest, code: str) -> HttpResponse:
    """A walk through the place is noted; the same form sent twice is one visit."""
    place = place_or_404(request, code)
    form = VisitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["client_uuid"]
        try:
            canvassing.visit(place=place, walk=form.walk(), client_uuid=number, by=request.user)
        except FormUsedBefore as used:
            form.show_used_before(used)
        else:
            messages.success(request, _("The visit to %(place)s is noted.") % {"place": place})
            return redirect(place)
    context = {"form": form, "place": place, "is_new": True}
    return render(request, "field/visit_form.html", context, status=422 if form.errors else 200)


@officers_only
def change_visit(request: HttpRequest, code: str, visit: int) -> HttpResponse:
    """An officer corrects an own visit."""
    place = place_or_404(request, code)
    row = get_object_or_404(reachable(request.user, "change", FieldVisit.objects.filter(place=place)), pk=visit)
    form = VisitForm(request.POST or None, initial=VisitForm.answers_of(row))
    if request.method == "POST" and form.is_valid():
        canvassing.correct_visit(visit=row, walk=form.walk())
        messages.success(request, _("The visit to %(place)s is noted.") % {"place": place})
        return redirect(place)
    context = {"form": form, "place": place}
    return render(request, "field/visit_form.html", context, status=422 if form.errors else 200)
