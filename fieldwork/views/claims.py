"""Officers give a record to its maker: codes, and the accounts that answer for the record."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from accounts.lost_phones import is_locked
from accounts.models import User
from artisans.actions import claiming
from artisans.models import Artisan
from core.posting import done_by_post
from core.refusals import Refusal
from fieldwork.claim_forms import ForWhomForm
from fieldwork.claim_slips import Slip, slip_of
from fieldwork.views.access import officers_only, record_or_404

private = cache_control(private=True, no_store=True)


@officers_only
@private
def claim(request: HttpRequest, code: str) -> HttpResponse:
    """Who answers for the record, which code is out, and a new one, shown on the answer to this one question."""
    artisan = record_or_404(request, code)
    former = list(claiming.former_accounts(artisan))
    form = ForWhomForm(
        request.POST if request.method == "POST" else None, locked=[one for one in former if is_locked(one)]
    )
    if request.method != "POST" or not form.is_valid():
        return _page(request, artisan, form, former)
    account = form.account
    if account is None:
        return _with_slip(request, artisan, None, lambda: claiming.issue(artisan=artisan, by=request.user))
    again = partial(claiming.issue_again, artisan=artisan, account=account, by=request.user)
    return _with_slip(request, artisan, account, again)


def to_claim(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The way back to the record's codes and accounts."""
    return redirect("field:claim", record_or_404(request, code).code)


@officers_only
@private
@done_by_post(to_claim)
def lost_phone(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Locks the account whose phone is lost and shows the code with which its owner comes back."""
    artisan = record_or_404(request, code)
    account = artisan.users.filter(pk=pk).first() or get_object_or_404(claiming.former_accounts(artisan), pk=pk)
    lost = partial(claiming.report_lost_phone, artisan=artisan, account=account, by=request.user)
    return _with_slip(request, artisan, account, lost)


@officers_only
@done_by_post(to_claim)
def end_hold(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Takes the record out of an account."""
    artisan = record_or_404(request, code)
    account = get_object_or_404(artisan.users, pk=pk)
    claiming.end_hold(artisan=artisan, account=account, by=request.user)
    messages.success(request, _("%(name)s no longer answers for this record.") % {"name": account})
    return redirect("field:claim", artisan.code)


def _with_slip(request: HttpRequest, artisan: Artisan, account: User | None, step: Callable[[], str]) -> HttpResponse:
    try:
        slip = slip_of(request, artisan, step(), account)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("field:claim", artisan.code)
    former = list(claiming.former_accounts(artisan))
    return _page(request, artisan, ForWhomForm(locked=[]), former, slip=slip)


def _page(
    request: HttpRequest, artisan: Artisan, form: ForWhomForm, former: list[User], slip: Slip | None = None
) -> HttpResponse:
    claims = artisan.claims.select_related("issued_by", "used_by", "reopens")
    context = {
        "artisan": artisan,
        "form": form,
        "slip": slip,
        "accounts": artisan.users.order_by("pk"),
        "former": [account for account in former if not is_locked(account)],
        "open_claim": claims.filter(ended_at=None).first(),
        "used_claims": claims.filter(used_at__isnull=False).order_by("-used_at"),
    }
    return render(request, "field/claim.html", context, status=422 if form.errors else 200)
