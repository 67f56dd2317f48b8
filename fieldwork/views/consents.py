"""What a maker agreed to, purpose by purpose: given and withdrawn at any time."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from artisans.actions.consents import give, withdraw
from artisans.asked import asked, purpose_named
from artisans.choices import ConsentPurpose
from artisans.consent_texts import TEXT_EDITION
from artisans.forms import ConsentForm
from artisans.models import Artisan
from core.posting import done_by_post
from core.refusals import Refusal
from fieldwork.views.access import officers_only, record_or_404


@officers_only
def consents(request: HttpRequest, code: str) -> HttpResponse:
    """All seven purposes of a record, each with its sentence, its yes or no, and its history."""
    return _page(request, record_or_404(request, code))


def to_consents(request: HttpRequest, code: str, purpose: str) -> HttpResponse:
    """The way back to the page of consents."""
    return redirect("field:consents", record_or_404(request, code).code)


@officers_only
@done_by_post(to_consents)
def give_consent(request: HttpRequest, code: str, purpose: str) -> HttpResponse:
    """Writes down the maker's yes to one purpose."""
    artisan, purpose = record_or_404(request, code), _purpose_or_404(purpose)
    form = ConsentForm(request.POST, prefix=purpose)
    if form.is_valid():
        method, on = form.cleaned_data["method"], form.cleaned_data["given_on"]
        try:
            give(artisan=artisan, purpose=purpose, method=method, by=request.user, on=on)
        except Refusal as refusal:
            form.add_error("given_on", str(refusal))
        else:
            messages.success(request, _("Noted: the maker agrees to “%(purpose)s”.") % {"purpose": purpose.label})
            return redirect("field:consents", artisan.code)
    return _page(request, artisan, refused={purpose: form}, status=422)


@officers_only
@done_by_post(to_consents)
def withdraw_consent(request: HttpRequest, code: str, purpose: str) -> HttpResponse:
    """Takes back the maker's yes to one purpose, at once."""
    artisan, purpose = record_or_404(request, code), _purpose_or_404(purpose)
    try:
        withdraw(artisan=artisan, purpose=purpose, by=request.user)
        messages.success(request, _("“%(purpose)s” is withdrawn, from now on.") % {"purpose": purpose.label})
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("field:consents", artisan.code)


def _page(
    request: HttpRequest, artisan: Artisan, *, refused: dict[str, ConsentForm] | None = None, status: int = 200
) -> HttpResponse:
    purposes = asked(artisan)
    for one in purposes:
        one.form = (refused or {}).get(one.purpose) or ConsentForm(prefix=one.purpose)
    context = {"artisan": artisan, "asked": purposes, "edition": TEXT_EDITION}
    return render(request, "field/consents.html", context, status=status)


def _purpose_or_404(name: str) -> ConsentPurpose:
    if (purpose := purpose_named(name)) is None:
        raise Http404
    return purpose
