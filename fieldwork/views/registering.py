"""Registering a newly found maker."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from accounts.permissions import reachable
from artisans.choices import ArtisanState
from artisans.models import Artisan
from core import codes
from core.form_once import FormUsedBefore
from core.posting import done_by_post
from core.refusals import Refusal
from fieldwork.actions.registering import register as put_into_register
from fieldwork.alike import Alike, alike, told_apart
from fieldwork.forms import EntryForm
from fieldwork.models import CanvassPlace
from fieldwork.views.access import officers_only
from regions.models import Region
from regions.positions import PARTS, PositionField


@officers_only
def register(request: HttpRequest) -> HttpResponse:
    """A newly found maker in eight answers, kept as a draft or sent to a colleague."""
    before = _record_before(request)
    place = _place(request, before)
    form = EntryForm(
        request.POST or None,
        request.FILES or None,
        user=request.user,
        place=place,
        initial=_begun(request, before, place),
    )
    found = _alike(request, form) if request.method == "POST" and form.is_valid() else []
    must_decide = any(one.must_be_decided for one in found)
    if must_decide:
        form.add_error(None, _("This maker may be in the register already. Look and say whether it is the same."))
    elif request.method == "POST" and form.is_valid():
        try:
            artisan = put_into_register(
                entry=form.entry(),
                registration_uuid=form.cleaned_data["registration_uuid"],
                by=request.user,
                submit=form.is_submitting,
                place=form.found_at,
                apart=told_apart(found),
            )
        except FormUsedBefore as used:
            form.show_used_before(used)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _registered(artisan))
            return redirect("field:record", artisan.code)
    context = {"form": form, "alike": found, "must_decide": must_decide}
    return render(request, "field/register.html", context, status=422 if form.errors else 200)


def _alike(request: HttpRequest, form: EntryForm) -> list[Alike]:
    """The records that may be this maker; none for a form that comes twice, whose own record would be the likest."""
    number = form.cleaned_data["registration_uuid"]
    if Artisan.objects.filter(registered_by=request.user, registration_uuid=number).exists():
        return []
    return alike(form.entry().sighting(), user=request.user, apart=request.POST.getlist("apart"))


def _record_before(request: HttpRequest) -> Artisan | None:
    """The record of `?after=`, whose neighbour is to be registered: its place and crafts are those of the next one."""
    return _by_code(request, "after", Artisan.objects.select_related("region"))


def _place(request: HttpRequest, before: Artisan | None) -> CanvassPlace | None:
    """The canvass place of `?place=`, or the one where the record before was found."""
    if place := _by_code(request, "place", CanvassPlace.objects.select_related("region")):
        return place
    places = CanvassPlace.objects.filter(finds__artisan=before).select_related("region")
    return reachable(request.user, "change", places).first() if before else None


def _by_code(request: HttpRequest, name: str, rows: QuerySet):
    """The row, within the officer's reach, whose code the address gives."""
    code = codes.normalise(request.GET.get(name, "")[:10])
    return reachable(request.user, "change", rows).filter(code=code).first() if code else None


def _begun(request: HttpRequest, before: Artisan | None, place: CanvassPlace | None) -> dict:
    """What the new form has filled in: region and crafts of the record before, else the region of the last entry."""
    if before:
        return {"region": before.region, "crafts": list(before.crafts.all())}
    if place:
        return {"region": place.region}
    entries = reachable(request.user, "change", Artisan.objects.filter(registered_by=request.user))
    last = entries.select_related("region").order_by("-registered_at", "-pk").first()
    return {"region": last.region} if last else {}


def _registered(artisan: Artisan) -> str:
    """What to tell the officer who has registered a maker, with the door to the next one."""
    return render_to_string("field/_registered.html", {"text": saved(artisan), "artisan": artisan})


def saved(artisan: Artisan) -> str:
    """What to tell the officer whose answers were kept."""
    if artisan.state == ArtisanState.SUBMITTED:
        return _("%(name)s is sent in. A colleague will verify the record.") % {"name": artisan.public_name}
    return _("%(name)s is saved.") % {"name": artisan.public_name}


def _to_form(request: HttpRequest) -> HttpResponse:
    return redirect("field:register")


@officers_only
@done_by_post(_to_form)
def nearest_region(request: HttpRequest) -> JsonResponse:
    """The village whose middle lies nearest to a position, as {code, label}; {} if none does. Posted: no address says
    where anybody lives."""
    position = PositionField(required=False).prepare_value(tuple(request.POST.get(part, "") for part in PARTS))
    regions = reachable(request.user, "work_in", Region.objects.all())
    region = regions.nearest(position.lat, position.lon) if position else None
    return JsonResponse({"code": region.code, "label": region.full_path} if region else {})
