"""Whose pages somebody may open here: the maker's own, and for the officer of the area those of each maker."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from accounts.models import User
from accounts.permissions import reachable
from artisans.actions.reading import note_look
from artisans.models import Artisan
from artisans.views.former_codes import LedOn, same_page_of


def of_a_maker(view):
    """Signs people in first. A code that has been leading to another record since a merge leads to the same page of
    that record; what is sent there is done there, for it is the same maker's."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except LedOn as led_on:
            return same_page_of(request, led_on)

    return guarded


def maker_or_404(request: HttpRequest, code: str) -> Artisan:
    """The maker whom this code names today, if the person may act for them. Raises LedOn."""
    makers = reachable(request.user, "act_for", Artisan.objects.named(code).select_related("region"))
    return _bearing(request, code, get_object_or_404(makers.distinct()))


def own_maker_or_404(request: HttpRequest, code: str) -> Artisan:
    """The maker whom this code names today, if the person answers for the record with an account of their own.

    Raises LedOn.
    """
    makers = Artisan.objects.named(code).of_account(request.user).select_related("region")
    return _bearing(request, code, get_object_or_404(makers))


def _bearing(request: HttpRequest, code: str, artisan: Artisan) -> Artisan:
    if artisan.code != code and request.method in {"GET", "HEAD"}:
        raise LedOn(code, artisan)
    return artisan


def is_own(user: User, artisan: Artisan) -> bool:
    """Whether the person answers for the record, and does not merely help as an officer."""
    return artisan.users.filter(pk=user.pk).exists()


def note_a_helpers_look(request: HttpRequest, artisan: Artisan) -> None:
    """Notes that an officer sees what is private in the record; makers see their own as often as they like."""
    if not is_own(request.user, artisan):
        note_look(artisan=artisan, by=request.user)
