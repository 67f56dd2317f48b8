"""Pairs of records that look like one maker, and what officers say about them."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.permissions import reachable
from artisans.actions.duplicates import decide
from artisans.choices import ArtisanState, SameOrNot
from artisans.models import DuplicatePair
from core.pagination import page_of
from core.posting import done_by_post
from core.refusals import Refusal
from fieldwork.pairs import shown_to
from fieldwork.views.access import officers_only

PER_PAGE = 12


def _to_list(request: HttpRequest, pk: int) -> HttpResponse:
    return redirect("field:duplicates")


@officers_only
def duplicates(request: HttpRequest) -> HttpResponse:
    """What the nightly search found in the officer's areas and nobody has decided yet, the likeliest first."""
    page = page_of(request, _undecided(request).prefetch_related("first__crafts", "second__crafts"), PER_PAGE)
    return render(request, "field/duplicates.html", {"page": page, "pairs": shown_to(request.user, page.object_list)})


@officers_only
@done_by_post(_to_list)
def tell_apart(request: HttpRequest, pk: int) -> HttpResponse:
    """The officer says that the two records are two makers; the pair does not come again."""
    pair = get_object_or_404(
        reachable(request.user, "change", DuplicatePair.objects.select_related("first", "second")), pk=pk
    )
    try:
        decide(first=pair.first, second=pair.second, decision=SameOrNot.DIFFERENT, by=request.user)
        messages.success(request, _("Kept: two different makers. This pair is not shown any more."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("field:duplicates")


def _undecided(request: HttpRequest) -> QuerySet[DuplicatePair]:
    both = ("first__region", "second__region", "first__identity", "second__identity")
    pairs = reachable(request.user, "view", DuplicatePair.objects.undecided().select_related(*both))
    return pairs.exclude(first__state=ArtisanState.MERGED).exclude(second__state=ArtisanState.MERGED)
