"""What the maker asks about the data held on them: to be corrected, or erased."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.permissions import reachable
from artisans.actions import wishes as actions
from artisans.choices import Wish
from artisans.models import Artisan, DataWish
from core.posting import done_by_post
from core.refusals import Refusal
from workshop.views.access import maker_or_404, of_a_maker
from workshop.wish_forms import WISH_FORMS, CorrectionForm


@of_a_maker
def wishes(request: HttpRequest, code: str) -> HttpResponse:
    """The maker's wishes with their answers, and a form for a correction."""
    return _ask(request, maker_or_404(request, code), Wish.CORRECTION)


@of_a_maker
def erasure(request: HttpRequest, code: str) -> HttpResponse:
    """What erasing means, and the form that asks for it."""
    return _ask(request, maker_or_404(request, code), Wish.ERASURE)


def _ask(request: HttpRequest, artisan: Artisan, wish: Wish) -> HttpResponse:
    form = WISH_FORMS[wish](request.POST or None)
    if request.method == "POST" and form.is_valid():
        ask = actions.ask_for_correction if isinstance(form, CorrectionForm) else actions.ask_for_erasure
        try:
            ask(artisan=artisan, text=form.cleaned_data["text"], by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your wish lies before the officer, who answers within three days."))
            return redirect("workshop:wishes", artisan.code)
    kept = artisan.wishes.select_related("asked_by", "decided_by").order_by("-asked_at", "-pk")
    mine = set(reachable(request.user, "take_back", artisan.wishes.open()).values_list("pk", flat=True))
    context = {
        "artisan": artisan,
        "form": form,
        "wishes": kept,
        "mine": mine,
        "is_asked": artisan.wishes.open().filter(wish=wish).exists(),
    }
    template = "workshop/wishes.html" if wish == Wish.CORRECTION else "workshop/erasure.html"
    return render(request, template, context, status=422 if form.errors else 200)


def _to_wishes(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    return redirect("workshop:wishes", maker_or_404(request, code).code)


@of_a_maker
@done_by_post(_to_wishes)
def take_back(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The maker thinks otherwise."""
    artisan = maker_or_404(request, code)
    mine = reachable(request.user, "take_back", DataWish.objects.filter(artisan=artisan))
    wish = get_object_or_404(mine.distinct(), pk=pk)
    try:
        actions.take_back(wish=wish, by=request.user)
        messages.success(request, _("The wish is taken back."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("workshop:wishes", artisan.code)
