"""Makers somebody told of, until an officer has met them."""

from datetime import timedelta
from typing import NamedTuple

from django.contrib import messages
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import reachable
from artisans.last_change import last_change
from artisans.models import Artisan
from core import codes
from core.form_once import FormUsedBefore
from core.pagination import page_of
from core.posting import done_by_post
from core.refusals import Refusal
from core.versions import ChangedMeanwhile
from fieldwork.actions import leads as actions
from fieldwork.lead_forms import LeadForm, NearForm, NotFoundForm, PositionForm
from fieldwork.models import CanvassPlace, Find, Lead
from fieldwork.views.access import officers_only, to_record
from regions.models import Region

# How far the next visit to a lead can be moved by one tap, in days.
LATER = {"1": 1, "7": 7, "30": 30}


class Here(NamedTuple):
    """Where leads are looked for: degrees, and its name, "" for the phone's own position."""

    lat: float
    lon: float
    name: str = ""


@officers_only
def leads(request: HttpRequest) -> HttpResponse:
    """The leads of the officer's areas, the nearest first. The phone's position comes by POST, so no address has it."""
    near_form = NearForm(
        request.GET if "near" in request.GET or "near_text" in request.GET else None, user=request.user
    )
    here = _phone(request) or _chosen(near_form) or last_place(request.user)
    rows = ordered_leads(request.user, here)
    context = {
        "near_form": near_form,
        "here": here,
        "page": page_of(request, rows),
        "today": timezone.localdate(),
        "is_phone": here and not here.name,
    }
    return render(request, "field/leads.html", context)


def ordered_leads(user: User, here: Here | None):
    """The leads an officer may follow, with all that a list shows."""
    places = reachable(user, "view", CanvassPlace.objects.filter(finds__artisan=OuterRef("pk")))
    rows = reachable(user, "view", Lead.objects.waiting()).select_related("artisan__region")
    rows = rows.prefetch_related("artisan__crafts").annotate(place_name=Subquery(places.values("name")[:1]))
    return rows.nearest_first(here.lat, here.lon) if here else rows.order_by("artisan__public_name", "pk")


def _phone(request: HttpRequest) -> Here | None:
    form = PositionForm(request.POST or None)
    if not form.is_valid():
        if form.is_bound:
            messages.error(request, _("The phone's position could not be read. Choose a village instead."))
        return None
    return Here(form.cleaned_data["lat"], form.cleaned_data["lon"])


def _chosen(form: NearForm) -> Here | None:
    region = form.is_valid() and form.cleaned_data["near"]
    return _middle(region) if region else None


def last_place(user: User) -> Here | None:
    """Where the officer met a maker last, else the middle of the area."""
    met = reachable(user, "change", Artisan.objects.of_makers().filter(registered_by=user))
    last = met.select_related("region").order_by("-registered_at", "-pk").first()
    if last:
        return _middle(last.region)
    return _middle(Region.objects.within(*user.area_codes).in_reading_order().first())


def _middle(region: Region | None) -> Here | None:
    known = region is not None and region.lat is not None
    return Here(region.lat, region.lon, region.short_path) if known else None


@officers_only
def add_lead(request: HttpRequest) -> HttpResponse:
    """A maker somebody told of is noted, to be looked for later."""
    form = LeadForm(request.POST or None, user=request.user, initial=_from_place(request))
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["registration_uuid"]
        try:
            lead = actions.add(tip=form.tip(), registration_uuid=number, by=request.user)
        except FormUsedBefore as used:
            form.show_used_before(used)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%(name)s is noted as a lead.") % {"name": lead.artisan.public_name})
            return redirect("field:record", lead.artisan.code)
    return render(request, "field/lead_form.html", {"form": form}, status=422 if form.errors else 200)


def _from_place(request: HttpRequest) -> dict:
    """The canvass place of `?place=` and its region, for what is told there."""
    places = reachable(request.user, "view", CanvassPlace.objects.select_related("region"))
    place = places.filter(code=codes.normalise(request.GET.get("place", ""))).first()
    return {"place": place.code, "region": place.region} if place else {}


def lead_or_404(request: HttpRequest, code: str) -> Lead:
    """The lead behind the record with this code, if the officer may work on it."""
    rows = Lead.objects.select_related("artisan__region", "artisan__find__place")
    return get_object_or_404(reachable(request.user, "change", rows), artisan__code=code)


@officers_only
def change_lead(request: HttpRequest, code: str) -> HttpResponse:
    """What is known about a lead is corrected or added to, and its next visit set."""
    lead = lead_or_404(request, code)
    form = LeadForm.about(lead, request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(artisan=lead.artisan, tip=form.tip(), by=request.user, seen=form.seen_answers())
        except ChangedMeanwhile as changed:
            form.show(changed)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%(name)s is saved.") % {"name": form.cleaned_data["public_name"]})
            return redirect("field:record", lead.artisan.code)
    clashes = form.clashes
    context = {"form": form, "artisan": lead.artisan, "change": last_change(lead.artisan) if clashes else None}
    return render(request, "field/lead_form.html", context, status=422 if form.errors or clashes else 200)


@officers_only
@done_by_post(to_record)
def meet(request: HttpRequest, code: str) -> HttpResponse:
    """The officer stands before the maker: the lead becomes a draft, to be completed at once."""
    lead = lead_or_404(request, code)
    try:
        artisan = actions.meet(artisan=lead.artisan, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("field:record", lead.artisan.code)
    messages.success(request, _("The lead is now a draft of yours. Complete it with the maker."))
    return redirect("field:edit", artisan.code)


@officers_only
@done_by_post(to_record)
def postpone(request: HttpRequest, code: str) -> HttpResponse:
    """Nobody was there: the next visit moves by one tap."""
    lead = lead_or_404(request, code)
    day = timezone.localdate() + timedelta(days=LATER.get(request.POST.get("days", ""), LATER["7"]))
    try:
        actions.postpone(artisan=lead.artisan, to=day)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Next visit: %(day)s.") % {"day": date_format(day, "j F Y")})
    return redirect("field:record", lead.artisan.code)


@officers_only
def not_found(request: HttpRequest, code: str) -> HttpResponse:
    """No maker behind the lead: it ends, with the reason."""
    lead = lead_or_404(request, code)
    form = NotFoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_up(artisan=lead.artisan, by=request.user, reason=form.reason())
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The lead is closed. Thank you for going there."))
        return redirect("field:record", lead.artisan.code)
    context = {"form": form, "artisan": lead.artisan}
    return render(request, "field/not_found.html", context, status=422 if form.errors else 200)


def lead_section(user: User, artisan: Artisan) -> dict:
    """What a record's page tells of how the maker became known: the tip, and the place and visit of the find.

    A place of another office's area is not told.
    """
    finds = Find.objects.filter(artisan=artisan, place__in=reachable(user, "view", CanvassPlace.objects.all()))
    return {
        "lead": Lead.objects.filter(artisan=artisan).first(),
        "find": finds.select_related("place", "visit__officer").first(),
        "today": timezone.localdate(),
    }
