"""Whose pages somebody may open here: the maker's own, and for the officer of the area those of each maker."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts.permissions import reachable
from artisans.models import Artisan


def maker_or_404(request: HttpRequest, code: str) -> Artisan:
    """The maker with this code, if the person may act for them."""
    makers = reachable(request.user, "act_for", Artisan.objects.select_related("region"))
    return get_object_or_404(makers.distinct(), code=code)
