"""A maker's products: the list, one product with what it still lacks, and its way to the public page."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from core.pagination import page_of
from core.posting import done_by_post
from core.refusals import Refusal
from products import actions
from products.choices import ProductState, Visibility
from products.models import Product
from workshop.views.access import maker_or_404, of_a_maker


def product_or_404(request: HttpRequest, code: str, product: str) -> Product:
    """The product with this code of the maker with that one, if the person may act for the maker."""
    artisan = maker_or_404(request, code)
    found = get_object_or_404(artisan.products.for_pages().select_related("entered_by"), code=product)
    found.artisan = artisan
    return found


@of_a_maker
def products(request: HttpRequest, code: str) -> HttpResponse:
    """All products of a maker, the newest first, each with its state."""
    artisan = maker_or_404(request, code)
    page = page_of(request, artisan.products.for_pages().order_by("-created_at", "-pk"))
    return render(request, "workshop/products.html", {"artisan": artisan, "page": page})


def to_products(request: HttpRequest, code: str) -> HttpResponse:
    """The way back to the list."""
    return redirect("workshop:products", maker_or_404(request, code).code)


@of_a_maker
@done_by_post(to_products)
def add_product(request: HttpRequest, code: str) -> HttpResponse:
    """Begins a product and leads to its first step."""
    artisan = maker_or_404(request, code)
    try:
        product = actions.begin_product(artisan=artisan, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("workshop:products", artisan.code)
    return redirect("workshop:product_photos", artisan.code, product.code)


@of_a_maker
def product(request: HttpRequest, code: str, product: str) -> HttpResponse:
    """One product as buyers will see it, its three steps, and what can be done with it now."""
    product = product_or_404(request, code, product)
    context = {
        "product": product,
        "artisan": product.artisan,
        "photos": product.photos_in_order,
        "prices": product.price_entries.select_related("set_by").order_by("-pk")[:10],
        "is_for_few": product.visibility != Visibility.PUBLIC,
        "is_taken_off": product.reports.holding().exists(),
        "own_accounts": set(product.artisan.users.values_list("pk", flat=True)),
    }
    return render(request, "workshop/product.html", context)


def to_product(request: HttpRequest, code: str, product: str) -> HttpResponse:
    """The way back to the product."""
    product = product_or_404(request, code, product)
    return redirect("workshop:product", product.artisan.code, product.code)


@of_a_maker
@done_by_post(to_product)
def offer_product(request: HttpRequest, code: str, product: str) -> HttpResponse:
    """Shows the product to those who may see it, or says for what it waits."""
    return _step(request, product_or_404(request, code, product), actions.offer_product, _said_after_offering)


def _said_after_offering(product: Product) -> str:
    if product.state == ProductState.PUBLISHED:
        return _("The product is published.")
    return _("The product is ready. It is shown as soon as an officer has looked at it or at the record.")


@of_a_maker
@done_by_post(to_product)
def archive_product(request: HttpRequest, code: str, product: str) -> HttpResponse:
    """Takes the product off the public pages."""
    said = _("The product is no longer shown. You can show it again at any time.")
    return _step(request, product_or_404(request, code, product), actions.archive_product, lambda _product: said)


@of_a_maker
@done_by_post(to_product)
def confirm_product(request: HttpRequest, code: str, product: str) -> HttpResponse:
    """Notes that the product is still made and still costs what is written."""
    said = _("Thank you. Buyers see that it is still made.")
    return _step(request, product_or_404(request, code, product), actions.confirm_product, lambda _product: said)


@of_a_maker
@done_by_post(to_product)
def discard_draft(request: HttpRequest, code: str, product: str) -> HttpResponse:
    """Throws a draft away."""
    product = product_or_404(request, code, product)
    try:
        actions.discard_draft(product=product, by=request.user)
        messages.success(request, _("The draft is thrown away."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("workshop:product", product.artisan.code, product.code)
    return redirect("workshop:products", product.artisan.code)


def _step(
    request: HttpRequest, product: Product, action: Callable[..., Product], said: Callable[[Product], str]
) -> HttpResponse:
    try:
        messages.success(request, said(action(product=product, by=request.user)))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("workshop:product", product.artisan.code, product.code)
