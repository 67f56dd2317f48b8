"""What the maker agrees to, given and taken back in the own account."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from artisans.actions.consents import give, withdraw
from artisans.asked import asked, purpose_named
from artisans.choices import ConsentMethod, ConsentPurpose
from core.posting import done_by_post
from core.refusals import Refusal
from workshop.views.access import is_own, maker_or_404, of_a_maker, own_maker_or_404


@of_a_maker
def consents(request: HttpRequest, code: str) -> HttpResponse:
    """Every purpose with its sentence and a button. Officers note what a maker says to them on a page of their own."""
    artisan = maker_or_404(request, code)
    if not is_own(request.user, artisan):
        return redirect("field:consents", artisan.code)
    return render(request, "workshop/consents.html", {"artisan": artisan, "asked": asked(artisan)})


def _to_consents(request: HttpRequest, code: str, purpose: str) -> HttpResponse:
    artisan = maker_or_404(request, code)
    return redirect("workshop:consents" if is_own(request.user, artisan) else "field:consents", artisan.code)


@of_a_maker
@done_by_post(_to_consents)
def give_consent(request: HttpRequest, code: str, purpose: str) -> HttpResponse:
    """The maker's own yes to one purpose."""
    artisan, purpose = own_maker_or_404(request, code), _purpose_or_404(purpose)
    give(artisan=artisan, purpose=purpose, method=ConsentMethod.OWN_ACCOUNT, by=request.user)
    messages.success(request, _("You agreed: %(purpose)s.") % {"purpose": purpose.label})
    return redirect("workshop:consents", artisan.code)


@of_a_maker
@done_by_post(_to_consents)
def withdraw_consent(request: HttpRequest, code: str, purpose: str) -> HttpResponse:
    """The maker's own no, at once."""
    artisan, purpose = own_maker_or_404(request, code), _purpose_or_404(purpose)
    try:
        withdraw(artisan=artisan, purpose=purpose, by=request.user)
        messages.success(request, _("“%(purpose)s” is withdrawn, from now on.") % {"purpose": purpose.label})
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("workshop:consents", artisan.code)


def _purpose_or_404(name: str) -> ConsentPurpose:
    if (purpose := purpose_named(name)) is None:
        raise Http404
    return purpose
