"""Who may enter the officers' pages, and which record an officer reaches there."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from accounts.permissions import may, reachable
from artisans.models import Artisan
from artisans.views.former_codes import LedOn, same_page_of
from core.refusals import Refusal


def officers_only(view):
    """Signs people in first; to others than officers and administrators these pages do not exist."""

    @login_required
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not may(request.user, "change", Artisan):
            raise Http404
        try:
            return view(request, *args, **kwargs)
        except LedOn as led_on:
            return _lead_on(request, led_on)

    guarded.__name__, guarded.__doc__ = view.__name__, view.__doc__
    return guarded


def _lead_on(request: HttpRequest, led_on: LedOn) -> HttpResponse:
    """The same page of the other record; what was asked to be done to a record that is gone is not done to another."""
    if request.method in {"GET", "HEAD"}:
        return same_page_of(request, led_on)
    text = _(
        "Meanwhile a colleague has made that record a part of %(name)s, so nothing was done. Look at %(name)s, and do"
        " it there if it still fits."
    )
    messages.warning(request, text % {"name": led_on.artisan.public_name})
    return redirect("field:record", led_on.artisan.code)


def record_or_404(request: HttpRequest, code: str, verb: str = "change", *, also_former: bool = False) -> Artisan:
    """The record that bears this code, if the officer may do this to it.

    A code that has been leading to another record since a merge gives that record with `also_former`; otherwise it
    raises LedOn, for the guard of the page.
    """
    people = ("registered_by", "submitted_by", "verified_by", "last_confirmed_by")
    records = Artisan.objects.named(code).select_related("region", "identity", *people)
    artisan = get_object_or_404(reachable(request.user, verb, records))
    if artisan.code != code and not also_former:
        raise LedOn(code, artisan)
    return artisan


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
