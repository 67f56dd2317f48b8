"""What a maker agreed to, purpose by purpose: given and withdrawn at any time."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from artisans.actions.consents import NEVER_SENT_IN, give, withdraw
from artisans.choices import ConsentPurpose
from artisans.consent_texts import ON_WITHDRAWAL, READ_ALOUD, TEXT_EDITION
from artisans.forms import ConsentForm
from artisans.models import Artisan, Consent
from core.posting import done_by_post
from core.refusals import Refusal
from fieldwork.views.access import officers_only, record_or_404


@dataclass
class Asked:
    """One purpose on the page: the sentence to read aloud, what stands, what was before, and the form for a yes."""

    purpose: ConsentPurpose
    history: list[Consent]
    rests_on: list[str]
    needs_erasure: bool
    form: ConsentForm

    @property
    def standing(self) -> Consent | None:
        return next((consent for consent in self.history if consent.is_standing), None)

    @property
    def read_aloud(self) -> str:
        return READ_ALOUD[self.purpose]

    @property
    def on_withdrawal(self) -> str:
        return ON_WITHDRAWAL[self.purpose]


@officers_only
def consents(request: HttpRequest, code: str) -> HttpResponse:
    """All six purposes of a record, each with its sentence, its yes or no, and its history."""
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
    context = {"artisan": artisan, "asked": _asked(artisan, refused or {}), "edition": TEXT_EDITION}
    return render(request, "field/consents.html", context, status=status)


def _asked(artisan: Artisan, refused: dict[str, ConsentForm]) -> list[Asked]:
    kept = list(artisan.consents.select_related("witness", "withdrawn_by").order_by("-given_at", "-pk"))
    standing = {consent.purpose for consent in kept if consent.is_standing}
    return [
        Asked(
            purpose=purpose,
            history=[consent for consent in kept if consent.purpose == purpose],
            rests_on=_rests_on(artisan, purpose, standing),
            needs_erasure=purpose == ConsentPurpose.STORE and artisan.state not in NEVER_SENT_IN,
            form=refused.get(purpose) or ConsentForm(prefix=purpose),
        )
        for purpose in ConsentPurpose
    ]


def _rests_on(artisan: Artisan, purpose: ConsentPurpose, standing: set[str]) -> list[str]:
    """What is missing for this consent to show anything, in whole sentences."""
    by_phone = (ConsentPurpose.WHATSAPP, ConsentPurpose.SHOW_NUMBER)
    sentences = []
    if purpose in by_phone and not (hasattr(artisan, "identity") and artisan.identity.phone):
        sentences.append(_("No telephone number is written in this record yet."))
    if purpose == ConsentPurpose.PHOTO and not artisan.photo:
        sentences.append(_("There is no photo in this record yet."))
    if purpose in (ConsentPurpose.PHOTO, *by_phone) and ConsentPurpose.PUBLIC_PROFILE not in standing:
        sentences.append(_("It shows nothing as long as the maker has not agreed to a public page."))
    if purpose == ConsentPurpose.SHARE_BANK and ConsentPurpose.STORE not in standing:
        sentences.append(_("First ask whether the record may be kept at all."))
    return sentences


def _purpose_or_404(purpose: str) -> ConsentPurpose:
    try:
        return ConsentPurpose(purpose)
    except ValueError:
        raise Http404 from None
