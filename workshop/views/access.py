"""Whose pages somebody may open here: the maker's own, and for the officer of the area those of each maker."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts.models import User
from accounts.permissions import reachable
from artisans.actions.reading import note_look
from artisans.models import Artisan


def maker_or_404(request: HttpRequest, code: str) -> Artisan:
    """The maker with this code, if the person may act for them."""
    makers = reachable(request.user, "act_for", Artisan.objects.unmerged().select_related("region"))
    return get_object_or_404(makers.distinct(), code=code)


def own_maker_or_404(request: HttpRequest, code: str) -> Artisan:
    """The maker with this code, if the person answers for the record with an account of their own."""
    makers = Artisan.objects.unmerged().of_account(request.user).select_related("region")
    return get_object_or_404(makers, code=code)


def is_own(user: User, artisan: Artisan) -> bool:
    """Whether the person answers for the record, and does not merely help as an officer."""
    return artisan.users.filter(pk=user.pk).exists()


def note_a_helpers_look(request: HttpRequest, artisan: Artisan) -> None:
    """Notes that an officer sees what is private in the record; makers see their own as often as they like."""
    if not is_own(request.user, artisan):
        note_look(artisan=artisan, by=request.user)
