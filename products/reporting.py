"""Anybody may say what is wrong with a product."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.adapter import visitor
from core.brakes import Brake
from core.refusals import Refusal
from products.actions.reports import report_product
from products.links import opened_links
from products.models import Product

HOUR, DAY = 60 * 60, 24 * 60 * 60
OF_AN_ADDRESS = Brake("report-address", 10, HOUR)
OF_A_PRODUCT = Brake("report-product", 10, DAY)
OF_ALL = Brake("report-all", 1_000, DAY)


class TooMuch(Refusal):
    """More objections came than an officer can read."""


class ReportForm(forms.Form):
    """What is wrong. `homepage` is a trap: people do not see it, machines fill it in."""

    text = forms.CharField(
        label=gettext_lazy("What is wrong with this product?"),
        min_length=10,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Such as: the photo is of somebody else's product, the price is a fraud, it offends people."
        ),
    )

    def clean(self) -> dict:
        if self.data.get("homepage"):
            raise ValidationError(_("The field “Leave this empty” was filled in. It is empty again: send once more."))
        return super().clean()


def report(request: HttpRequest, code: str) -> HttpResponse:
    """A form about one product that the person can see."""
    shown = Product.objects.shown_to(request.user, opened_links(request)).select_related("artisan")
    product = get_object_or_404(shown, code=code)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _check(request, product)
            report_product(product=product, text=form.cleaned_data["text"])
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Thank you. An officer of the area looks at it."))
            return redirect(product)
    return render(
        request, "products/report.html", {"product": product, "form": form}, status=422 if form.errors else 200
    )


def _check(request: HttpRequest, product: Product) -> None:
    """Counts an objection that is about to be kept. Raises TooMuch."""
    if not OF_AN_ADDRESS.lets_pass(visitor(request)):
        raise TooMuch(_("From your connection many objections came within an hour. Wait an hour and send it again."))
    if not OF_A_PRODUCT.lets_pass(product.code):
        raise TooMuch(_("Many people have told us of this product today, and an officer will look at it."))
    if not OF_ALL.lets_pass():
        raise TooMuch(_("Today more objections came than usual. Send yours tomorrow, please."))
