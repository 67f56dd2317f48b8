"""Buyers whom a maker knows: a private link for each, which can be taken back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.posting import done_by_post
from core.refusals import Refusal
from products.actions import buyer_links as actions
from workshop.product_forms import BuyerForm
from workshop.views.access import maker_or_404, of_a_maker


@of_a_maker
def buyer_links(request: HttpRequest, code: str) -> HttpResponse:
    """The links that the maker gave away, and a form for another one. A new link is shown once, right after."""
    artisan = maker_or_404(request, code)
    form, new = BuyerForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            word = actions.make_link(artisan=artisan, name=form.cleaned_data["name"], by=request.user)
        except Refusal as refusal:
            form.add_error("name", str(refusal))
        else:
            # It cannot be shown again after a redirect: only its hash is kept.
            new, form = request.build_absolute_uri(reverse("products:known", args=[word])), BuyerForm()
    links = artisan.buyer_links.live().select_related("made_by").order_by("-made_at", "-pk")
    context = {"artisan": artisan, "form": form, "links": links, "new": new}
    response = render(request, "workshop/buyer_links.html", context, status=422 if form.errors else 200)
    response["Cache-Control"] = "private, no-store"
    return response


def to_links(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The way back to the list."""
    return redirect("workshop:buyer_links", maker_or_404(request, code).code)


@of_a_maker
@done_by_post(to_links)
def revoke_link(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Takes a link back: from now on it opens nothing."""
    artisan = maker_or_404(request, code)
    link = get_object_or_404(artisan.buyer_links.live(), pk=pk)
    actions.revoke_link(link=link, by=request.user)
    messages.success(request, _("The link for %(name)s opens nothing any more.") % {"name": link.name})
    return redirect("workshop:buyer_links", artisan.code)
