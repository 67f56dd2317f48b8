"""What makers ask about their data: the officers' queue with its clock of three times 24 hours, and the answer."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.permissions import may, reachable
from artisans.actions import wishes as actions
from artisans.choices import Wish
from artisans.models import DataWish
from core.pagination import page_of
from core.posting import done_by_post
from core.refusals import Refusal
from fieldwork.views.access import officers_only
from fieldwork.wish_forms import FulfilForm, RefuseForm


@officers_only
def wishes(request: HttpRequest) -> HttpResponse:
    """The open wishes of the officer's areas, what is due first at the top."""
    rows = reachable(request.user, "view", DataWish.objects.open())
    rows = rows.select_related("artisan__region", "asked_by").distinct()
    return render(request, "field/wishes.html", {"page": page_of(request, rows)})


@officers_only
def wish(request: HttpRequest, pk: int) -> HttpResponse:
    """One wish, what it would do, and the two answers."""
    return _page(request, _wish_or_404(request, pk, "view"))


def _page(request: HttpRequest, wish: DataWish, *, status: int = 200, **forms: FulfilForm | RefuseForm) -> HttpResponse:
    context = {
        "wish": wish,
        "artisan": wish.artisan,
        "may_decide": may(request.user, "change", wish),
        "fulfil_form": FulfilForm(wish=wish, prefix="fulfil"),
        "refuse_form": RefuseForm(prefix="refuse"),
    }
    return render(request, "field/wish.html", context | forms, status=status)


def _to_wishes(request: HttpRequest, pk: int) -> HttpResponse:
    _wish_or_404(request, pk, "view")
    return redirect("field:wishes")


@officers_only
@done_by_post(_to_wishes)
def fulfil(request: HttpRequest, pk: int) -> HttpResponse:
    """The record is put right, or erased for good."""
    wish = _wish_or_404(request, pk, "change")
    form = FulfilForm(request.POST, wish=wish, prefix="fulfil")
    if not form.is_valid():
        return _page(request, wish, fulfil_form=form, status=422)
    if wish.wish == Wish.ERASURE:
        step, said = lambda: actions.fulfil_erasure(wish=wish, by=request.user), _("The record is erased for good.")
    else:
        answer = form.cleaned_data["answer"]
        step, said = lambda: actions.correct(wish=wish, by=request.user, answer=answer), _("The maker is told.")
    return _done(request, step, said)


@officers_only
@done_by_post(_to_wishes)
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """No, and why."""
    wish = _wish_or_404(request, pk, "change")
    form = RefuseForm(request.POST, prefix="refuse")
    if not form.is_valid():
        return _page(request, wish, refuse_form=form, status=422)
    answer = form.cleaned_data["answer"]
    return _done(request, lambda: actions.refuse(wish=wish, by=request.user, answer=answer), _("The maker is told."))


def _done(request: HttpRequest, step: Callable[[], object], said: str) -> HttpResponse:
    try:
        step()
        messages.success(request, said)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("field:wishes")


def _wish_or_404(request: HttpRequest, pk: int, verb: str) -> DataWish:
    rows = DataWish.objects.select_related("artisan__region", "asked_by", "decided_by")
    return get_object_or_404(reachable(request.user, verb, rows).distinct(), pk=pk)
