"""Officers give a record to its maker: codes, and the accounts that answer for the record."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from artisans.actions import claiming
from artisans.models import Artisan
from core.posting import done_by_post
from core.refusals import Refusal
from fieldwork.claim_slips import slip_of
from fieldwork.views.access import officers_only, record_or_404

private = cache_control(private=True, no_store=True)


@officers_only
@private
def claim(request: HttpRequest, code: str) -> HttpResponse:
    """Who answers for the record, which code is out, and a new one, shown on the answer to this one question."""
    artisan = record_or_404(request, code)
    if request.method == "POST":
        return _with_slip(request, artisan, lambda: claiming.issue(artisan=artisan, by=request.user))
    return _page(request, artisan)


def to_claim(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The way back to the record's codes and accounts."""
    return redirect("field:claim", record_or_404(request, code).code)


@officers_only
@private
@done_by_post(to_claim)
def lost_phone(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Locks the account whose phone is lost and shows the code with which its owner comes back."""
    artisan = record_or_404(request, code)
    account = get_object_or_404(artisan.users, pk=pk)
    return _with_slip(
        request, artisan, lambda: claiming.report_lost_phone(artisan=artisan, account=account, by=request.user)
    )


@officers_only
@done_by_post(to_claim)
def end_hold(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Takes the record out of an account."""
    artisan = record_or_404(request, code)
    account = get_object_or_404(artisan.users, pk=pk)
    claiming.end_hold(artisan=artisan, account=account, by=request.user)
    messages.success(request, _("%(name)s no longer answers for this record.") % {"name": account})
    return redirect("field:claim", artisan.code)


def _with_slip(request: HttpRequest, artisan: Artisan, step: Callable[[], str]) -> HttpResponse:
    try:
        slip = slip_of(request, artisan, step())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("field:claim", artisan.code)
    return _page(request, artisan, slip=slip)


def _page(request: HttpRequest, artisan: Artisan, **slip) -> HttpResponse:
    claims = artisan.claims.select_related("issued_by", "used_by", "reopens")
    context = {
        "artisan": artisan,
        "accounts": artisan.users.order_by("pk"),
        "open_claim": claims.filter(ended_at=None).first(),
        "used_claims": claims.filter(used_at__isnull=False).order_by("-used_at"),
    }
    return render(request, "field/claim.html", context | slip)
