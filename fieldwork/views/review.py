"""A record's steps between its officer and the colleague who verifies it."""

from django.http import HttpRequest, HttpResponse

from artisans.actions import review
from artisans.forms import ReasonForm
from core.posting import done_by_post
from fieldwork.views.access import answer, officers_only, record_or_404, to_record
from fieldwork.views.records import record_page

REVIEW_STEPS = {"return": review.return_for_fix, "reject": review.reject}


@officers_only
@done_by_post(to_record)
def submit(request: HttpRequest, code: str) -> HttpResponse:
    """Sends a draft or a mended record in."""
    artisan = record_or_404(request, code)
    return answer(request, artisan, lambda: review.submit(artisan=artisan, by=request.user))


@officers_only
@done_by_post(to_record)
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """A colleague's yes."""
    artisan = record_or_404(request, code, "verify")
    return answer(request, artisan, lambda: review.verify(artisan=artisan, by=request.user), from_queue=True)


@officers_only
@done_by_post(to_record)
def send_back(request: HttpRequest, code: str) -> HttpResponse:
    """A colleague's no, with the reason: back for mending, or refused for good."""
    artisan = record_or_404(request, code, "verify")
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return record_page(request, artisan, reason_form=form, status=422)
    step = REVIEW_STEPS.get(request.POST.get("do", ""), review.return_for_fix)
    reason = form.cleaned_data["reason"]
    return answer(request, artisan, lambda: step(artisan=artisan, by=request.user, reason=reason), from_queue=True)


@officers_only
@done_by_post(to_record)
def take_back(request: HttpRequest, code: str) -> HttpResponse:
    """Something in a verified record turned out wrong: it leaves the public pages until it is mended."""
    artisan = record_or_404(request, code)
    form = ReasonForm(request.POST, prefix="take-back")
    if not form.is_valid():
        return record_page(request, artisan, take_back_form=form, status=422)
    reason = form.cleaned_data["reason"]
    return answer(request, artisan, lambda: review.return_for_fix(artisan=artisan, by=request.user, reason=reason))


@officers_only
@done_by_post(to_record)
def reopen(request: HttpRequest, code: str) -> HttpResponse:
    """A rejected record becomes a draft again."""
    artisan = record_or_404(request, code)
    return answer(request, artisan, lambda: review.reopen(artisan=artisan, by=request.user))
