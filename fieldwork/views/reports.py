"""Objections to products of the officer's areas."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.permissions import reachable
from core.pagination import page_of
from core.posting import done_by_post
from core.refusals import Refusal
from fieldwork.report_forms import SettleForm
from fieldwork.views.access import officers_only
from products.actions.reports import settle_report
from products.choices import ProductState
from products.models import Product, ProductReport


@officers_only
def reports(request: HttpRequest) -> HttpResponse:
    """Open objections, the oldest first, and what was taken off and is offered again."""
    return _page(request, {})


@officers_only
@done_by_post(lambda request, pk: redirect("field:reports"))
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """The officer's decision about one objection."""
    rows = reachable(request.user, "change", ProductReport.objects.select_related("product__artisan"))
    report = get_object_or_404(rows, pk=pk)
    form = SettleForm(request.POST, prefix=f"r{pk}")
    if not form.is_valid():
        return _page(request, {pk: form}, status=422)
    try:
        settle_report(report=report, by=request.user, takes_off=form.takes_off, word=form.cleaned_data["word"])
        messages.success(
            request,
            _("The product is taken off, and the maker is told.") if form.takes_off else _("The product stays."),
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("field:reports")


def _page(request: HttpRequest, refused: dict[int, SettleForm], status: int = 200) -> HttpResponse:
    rows = reachable(request.user, "view", ProductReport.objects.open())
    page = page_of(request, rows.select_related("product__artisan__region", "product__craft"))
    for report in page.object_list:
        report.form = refused.get(report.pk) or SettleForm(prefix=f"r{report.pk}")
    held = ProductReport.objects.holding().values("product")
    again = Product.objects.filter(state=ProductState.SUBMITTED, pk__in=held)
    again = reachable(request.user, "view", again).select_related("artisan").order_by("name", "pk")[:50]
    return render(request, "field/reports.html", {"page": page, "again": again}, status=status)
