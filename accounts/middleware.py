"""What is asked of people who work with other people's data."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _


class StaffSecondFactorMiddleware:
    """Sends officers and administrators without a second factor to set one up, before any other page (production)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        # An administrator need not be ticked as staff to work on every record.
        works_here = request.user.is_authenticated and (request.user.is_staff or request.user.is_superuser)
        if not (settings.STAFF_NEED_SECOND_FACTOR and works_here):
            return None
        name = request.resolver_match.url_name or ""
        if name.startswith(("mfa_", "account_")) or name in {"health", "set_language"} or is_mfa_enabled(request.user):
            return None
        messages.info(request, _("Your work needs a second factor. Set it up once; then you can go on."))
        return redirect("mfa_activate_totp")


class NothingKeptMiddleware:
    """Lets no browser or proxy keep a page of somebody signed in: phones are shared, and "back" outlives signing out.

    An answer that says itself how long it may be kept (a public photo, the suggestions of regions) is left alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "Cache-Control" not in response and request.user.is_authenticated:
            response["Cache-Control"] = "private, no-store"
        return response
