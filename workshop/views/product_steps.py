"""The three steps of a product. Each keeps what it was told, so one may stop anywhere and come back."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from core import uploads
from core.refusals import Refusal
from products import actions
from products.albums import ProductAlbum
from products.models import Product
from workshop.photo_forms import PhotosForm
from workshop.product_forms import DetailsForm, SaleForm
from workshop.views.albums import fill
from workshop.views.products import product_or_404


@login_required
def photos(request: HttpRequest, code: str, product: str) -> HttpResponse:
    """Step 1: the photos, their order, and what they show."""
    product = product_or_404(request, code, product)
    form, refused, pressed = fill(request, ProductAlbum(product, request.user))
    if pressed:
        return redirect("workshop:product_photos", product.artisan.code, product.code)
    if request.method == "POST" and form.is_valid() and not refused:
        return redirect("workshop:product_details", product.artisan.code, product.code)
    if refused:
        form = PhotosForm(album=ProductAlbum(product_or_404(request, code, product.code), request.user))
    context = {"form": form, "refused": refused, "piece": uploads.PIECE}
    return _page(request, product, "workshop/product_photos.html", context)


@login_required
def details(request: HttpRequest, code: str, product: str) -> HttpResponse:
    """Step 2: what it is, and what it is made of."""
    product = product_or_404(request, code, product)
    form = DetailsForm(request.POST or None, product=product)
    if request.method == "POST" and form.is_valid():
        actions.change_product(product=product, by=request.user, **form.cleaned_data)
        return redirect("workshop:product_sale", product.artisan.code, product.code)
    return _page(request, product, "workshop/product_details.html", {"form": form})


@login_required
def sale(request: HttpRequest, code: str, product: str) -> HttpResponse:
    """Step 3: the price, if the person may set it, how it can be ordered, and who may see it."""
    product = product_or_404(request, code, product)
    sets_price = actions.may_set_price(request.user, product.artisan)
    form = SaleForm(request.POST or None, product=product, sets_price=sets_price)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_product(product=product, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("workshop:product", product.artisan.code, product.code)
    return _page(request, product, "workshop/product_sale.html", {"form": form, "sets_price": sets_price})


def _page(request: HttpRequest, product: Product, template: str, context: dict) -> HttpResponse:
    is_refused = context["form"].errors or context.get("refused")
    context |= {"product": product, "artisan": product.artisan}
    return render(request, template, context, status=422 if is_refused else 200)
