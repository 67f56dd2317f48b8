"""A maker takes the own record: types the code, sees whose record it is, chooses a number and a password."""

from functools import partial

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters

from accounts import sending
from accounts.adapter import visitor
from accounts.models import User
from artisans.actions import claiming
from artisans.claim_forms import ClaimCodeForm, NewAccountForm, OwnNumberForm
from artisans.models import Artisan, Claim
from core.afterwards import afterwards
from core.brakes import Brake
from core.posting import done_by_post
from core.refusals import Refusal

# Where the visitor's session keeps which claim the code opened; the code itself is kept nowhere.
SESSION_KEY = "claim"
BACKEND = "accounts.backends.RegistryBackend"
HOUR = 60 * 60
# Many phones of one provider share an address, so an address may do more than one number or code.
WRONG_CODES_OF_AN_ADDRESS = Brake("claim-code-address", 20, HOUR)
WRONG_CODES_OF_ALL = Brake("claim-code-all", 600, HOUR)
FORMS_WITH_ONE_CODE = Brake("claim-forms", 20, HOUR)
ASKED_OF_AN_ADDRESS = Brake("claim-asked-address", 20, HOUR)
ASKED_FOR_A_NUMBER = Brake("claim-asked-number", 3, HOUR)
private = cache_control(private=True, no_store=True)


@sensitive_post_parameters("code")
@private
def enter(request: HttpRequest) -> HttpResponse:
    """Takes the code, typed or brought by the link's fragment (static/js/claim-code.js); wrong ones are counted."""
    form = ClaimCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        claim = _found(request, form)
        if claim:
            request.session[SESSION_KEY] = claim.pk
            return redirect("claim:take")
    context = {"form": form, "can_send": sending.is_possible()}
    return render(request, "claim/enter.html", context, status=422 if form.errors else 200)


def _found(request: HttpRequest, form: ClaimCodeForm) -> Claim | None:
    """The claim with the code that was typed; what is wrong stands in the form."""
    if not (WRONG_CODES_OF_AN_ADDRESS.is_open(visitor(request)) and WRONG_CODES_OF_ALL.is_open()):
        form.add_error("code", _("Too many wrong codes came from here. Wait an hour, or ask the officer of your area."))
        return None
    try:
        return claiming.find(typed=form.cleaned_data["code"])
    except Refusal as refusal:
        WRONG_CODES_OF_AN_ADDRESS.lets_pass(visitor(request))
        WRONG_CODES_OF_ALL.lets_pass()
        form.add_error("code", str(refusal))
        return None


def _opened(request: HttpRequest) -> tuple[Claim | None, Artisan | None]:
    """The claim that this visitor has opened with a code, and its record, while both stand."""
    claim = Claim.objects.select_related("artisan", "reopens").filter(pk=request.session.get(SESSION_KEY)).first()
    return claim, claiming.record_of(claim)


def _code_again(request: HttpRequest) -> HttpResponse:
    request.session.pop(SESSION_KEY, None)
    messages.error(request, _("Type the code of your record once more."))
    return redirect("claim:enter")


@sensitive_post_parameters("phone", "password")
@private
def take(request: HttpRequest) -> HttpResponse:
    """Shows whose record it is, by public name and village, and takes a number and a password for it.

    A code that opens a locked account says whose, before it does."""
    claim, artisan = _opened(request)
    if artisan is None:
        return _code_again(request)
    account = claiming.account_of(claim)
    form = NewAccountForm(request.POST or None, artisan=artisan, again=account)
    if request.method == "POST" and not request.user.is_authenticated and form.is_valid():
        taker = _account_for(request, claim, form)
        if taker:
            return _welcome(request, taker, remember=form.cleaned_data["remember"])
    context = {"form": form, "artisan": artisan, "account": account}
    return render(request, "claim/take.html", context, status=422 if form.errors else 200)


def _account_for(request: HttpRequest, claim: Claim, form: NewAccountForm) -> User | None:
    """The account that holds the record now; what is wrong stands in the form."""
    if not FORMS_WITH_ONE_CODE.lets_pass(str(claim.pk)):
        form.add_error(None, _("You have tried too often. Wait an hour, or ask the officer of your area."))
        return None
    sent = {name: form.cleaned_data[name] for name in ("phone", "password")}
    try:
        return claiming.take_with_number(claim=claim, name=form.cleaned_data.get("name", ""), **sent)
    except claiming.NumberHasAccount as refusal:
        form.add_error("phone", str(refusal))
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    return None


def _welcome(request: HttpRequest, account: User, *, remember: bool) -> HttpResponse:
    login(request, account, backend=BACKEND)
    request.session.pop(SESSION_KEY, None)
    # Phones are shared: staying signed in is a choice.
    request.session.set_expiry(None if remember else 0)
    messages.success(request, _("Welcome. The record is yours; from now on you sign in with your number."))
    return redirect("pages:account")


@done_by_post(lambda request: redirect("claim:enter"))
def join(request: HttpRequest) -> HttpResponse:
    """The record goes into the account that is signed in."""
    claim, artisan = _opened(request)
    if artisan is None or not request.user.is_authenticated:
        return _code_again(request)
    try:
        claiming.take(claim=claim, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("claim:take")
    del request.session[SESSION_KEY]
    messages.success(request, _("The record of %(name)s belongs to your account now.") % {"name": artisan.public_name})
    return redirect("pages:account")


@sensitive_post_parameters("phone")
@private
def ask(request: HttpRequest) -> HttpResponse:
    """Sends the code of the own record to its number, if the register knows it; the answer is always the same."""
    form = OwnNumberForm(request.POST or None)
    if request.method == "POST" and sending.is_possible() and form.is_valid():
        phone = form.cleaned_data["phone"]
        if ASKED_OF_AN_ADDRESS.lets_pass(visitor(request)) and ASKED_FOR_A_NUMBER.lets_pass(phone):
            link = request.build_absolute_uri(reverse("claim:enter"))
            afterwards(request, partial(claiming.send_code, phone=phone, link=link, language=get_language()))
            messages.success(request, _("If a record waits for this number, a code is on its way to it. Type it here."))
            return redirect("claim:enter")
        form.add_error("phone", _("It was asked too often. Wait an hour, or ask the officer of your area."))
    context = {"form": form, "can_send": sending.is_possible()}
    return render(request, "claim/ask.html", context, status=422 if form.errors else 200)
