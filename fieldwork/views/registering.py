"""Registering a newly found maker."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.permissions import reachable
from artisans.actions import registering
from artisans.choices import ArtisanState
from artisans.models import Artisan
from core.refusals import Refusal
from fieldwork.forms import EntryForm
from fieldwork.views.access import officers_only
from regions.models import Region


@officers_only
def register(request: HttpRequest) -> HttpResponse:
    """A newly found maker in eight answers, kept as a draft or sent to a colleague."""
    form = EntryForm(request.POST or None, request.FILES or None, user=request.user, initial=_same_place(request))
    if request.method == "POST" and form.is_valid():
        try:
            artisan = registering.register(
                entry=form.entry(),
                registration_uuid=form.cleaned_data["registration_uuid"],
                by=request.user,
                submit=form.is_submitting,
            )
        except Refusal as refusal:
            form.begin_anew()
            form.add_error(None, str(refusal))
        else:
            messages.success(request, saved(artisan))
            return redirect("field:record", artisan.code)
    return render(request, "field/register.html", {"form": form}, status=422 if form.errors else 200)


def _same_place(request: HttpRequest) -> dict:
    """The region of `?region=`, so that the next maker in the same street is entered faster."""
    here = reachable(
        request.user, "work_in", Region.objects.filter(code=request.GET.get("region", "")[:13].strip("\x00"))
    )
    return {"region": here.first()}


def saved(artisan: Artisan) -> str:
    """What to tell the officer whose answers were kept."""
    if artisan.state == ArtisanState.SUBMITTED:
        return _("%(name)s is sent in. A colleague will verify the record.") % {"name": artisan.public_name}
    return _("%(name)s is saved.") % {"name": artisan.public_name}
