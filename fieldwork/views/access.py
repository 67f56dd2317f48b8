"""Who may enter the officers' pages, and which record an officer reaches there."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string

from accounts.permissions import may, reachable
from artisans.models import Artisan
from core.refusals import Refusal


def officers_only(view):
    """Signs people in first; to others than officers and administrators these pages do not exist."""

    @login_required
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not may(request.user, "change", Artisan):
            raise Http404
        return view(request, *args, **kwargs)

    guarded.__name__, guarded.__doc__ = view.__name__, view.__doc__
    return guarded


def record_or_404(request: HttpRequest, code: str, verb: str = "change", *, also_former: bool = False) -> Artisan:
    """The record that bears this code, if the officer may do this to it and it is no part of another by now.

    With `also_former` a code that led to another record since a merge gives that record.
    """
    people = ("registered_by", "submitted_by", "verified_by", "last_confirmed_by")
    records = Artisan.objects.named(code) if also_former else Artisan.objects.unmerged().filter(code=code)
    return get_object_or_404(reachable(request.user, verb, records.select_related("region", "identity", *people)))


def to_record(request: HttpRequest, code: str) -> HttpResponse:
    """The way back to the record's page."""
    return redirect("field:record", record_or_404(request, code).code)


def answer(
    request: HttpRequest, artisan: Artisan, step: Callable[[], Artisan], *, from_queue: bool = False
) -> HttpResponse:
    """Does one step of review and goes back to the record, with what came of it; a reviewer is led on to the queue."""
    try:
        artisan = step()
        told = {"state": artisan.get_state_display(), "from_queue": from_queue}
        messages.success(request, render_to_string("field/_state_now.html", told))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("field:record", artisan.code)
