"""Addresses with the code of a record that became part of another: they lead to the same page of that one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from artisans.models import Artisan


class LedOn(Exception):
    """The code in the address has been leading to another record since a merge."""

    def __init__(self, code: str, artisan: Artisan) -> None:
        self.code, self.artisan = code, artisan


def same_page_of(request: HttpRequest, led_on: LedOn) -> HttpResponse:
    """Leads there; not for ever, since the merge that took the code away may be undone."""
    match = request.resolver_match
    codes = {name: led_on.artisan.code for name, value in match.kwargs.items() if value == led_on.code}
    return redirect(reverse(match.view_name, kwargs=match.kwargs | codes, query=request.GET))
