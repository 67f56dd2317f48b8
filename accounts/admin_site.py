"""The officers' and administrators' workplace: Django's admin behind our own sign-in."""

from collections.abc import Callable
from functools import update_wrapper

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

# Doors of the stock admin that lead past our own: the password has its page under /akun/, and "view on site" would
# tell the address, and so the name, of any record whose number somebody guesses.
CLOSED_DOORS = {"password_change", "password_change_done", "view_on_site"}


# How the lists' own filters and dates compare. Others, which Django would take from any address, break on half a
# regular expression or let one compute for minutes.
COMPARISONS = {"exact", "in", "isnull", "gte", "lt", "year", "month", "day"}


def is_ours(parameter: str) -> bool:
    """Whether a parameter of an address compares a field ("state__exact") as our lists do, or compares nothing."""
    _field, marks, comparison = parameter.rpartition("__")
    return not marks or comparison in COMPARISONS


class RegistrySite(AdminSite):
    """One sign-in for the whole site; for signed-in people who are no staff, the admin does not exist."""

    site_title = site_header = "Sentra"
    index_title = _("Workplace")

    def get_urls(self) -> list:
        return [url for url in super().get_urls() if getattr(url, "name", "") not in CLOSED_DOORS]

    def admin_view(self, view: Callable, cacheable: bool = False) -> Callable:
        guarded = super().admin_view(view, cacheable)

        def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if request.user.is_authenticated and not self.has_permission(request):
                raise Http404
            if "%00" in request.META["QUERY_STRING"]:
                raise BadRequest("No filter or search of ours holds a null character.")
            if not all(is_ours(parameter) for parameter in request.GET):
                raise BadRequest("No filter of ours compares in this way.")
            return guarded(request, *args, **kwargs)

        return update_wrapper(answer, guarded)

    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """Leads to our sign-in page, which throttles and asks for the second factor, then to where people wanted."""
        wanted = request.GET.get(REDIRECT_FIELD_NAME, "")
        if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
            wanted = reverse("admin:index")
        if self.has_permission(request):
            return redirect(wanted)
        if request.user.is_authenticated:
            raise Http404
        return redirect(reverse(settings.LOGIN_URL, query={REDIRECT_FIELD_NAME: wanted}))

    def logout(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return redirect("account_logout")
