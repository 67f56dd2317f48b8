"""The three steps of a product. Each keeps what it was told, so one may stop anywhere and come back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from artisans.last_change import newest_of
from core import uploads
from core.refusals import Refusal
from core.versions import ChangedMeanwhile
from products import actions
from products.albums import ProductAlbum
from products.models import Product
from workshop.photo_forms import PhotosForm
from workshop.product_forms import DetailsForm, SaleForm, StepForm
from workshop.views.access import of_a_maker
from workshop.views.albums import fill
from workshop.views.products import product_or_404


@of_a_maker
def photos(request: HttpRequest, code: str, product: str) -> HttpResponse:
    """Step 1: the photos, their order, and what they show."""
    product = product_or_404(request, code, product)
    form, refused, pressed = fill(request, ProductAlbum(product, request.user))
    if pressed:
        return redirect("workshop:product_photos", product.artisan.code, product.code)
    if request.method == "POST" and form.is_valid() and not refused and not form.clashes:
        return redirect("workshop:product_details", product.artisan.code, product.code)
    if refused:
        form = PhotosForm(album=ProductAlbum(product_or_404(request, code, product.code), request.user))
    context = {"form": form, "refused": refused, "piece": uploads.PIECE}
    return _page(request, product, "workshop/product_photos.html", context)


@of_a_maker
def details(request: HttpRequest, code: str, product: str) -> HttpResponse:
    """Step 2: what it is, and what it is made of."""
    product = product_or_404(request, code, product)
    form = DetailsForm(request.POST or None, product=product)
    if _wrote(request, product, form):
        return redirect("workshop:product_sale", product.artisan.code, product.code)
    return _page(request, product, "workshop/product_details.html", {"form": form} | _change(product, form))


@of_a_maker
def sale(request: HttpRequest, code: str, product: str) -> HttpResponse:
    """Step 3: the price, if the person may set it, how it can be ordered, and who may see it."""
    product = product_or_404(request, code, product)
    sets_price = actions.may_set_price(request.user, product.artisan)
    form = SaleForm(request.POST or None, product=product, sets_price=sets_price)
    if _wrote(request, product, form):
        return redirect("workshop:product", product.artisan.code, product.code)
    context = {"form": form, "sets_price": sets_price} | _change(product, form)
    return _page(request, product, "workshop/product_sale.html", context)


def _wrote(request: HttpRequest, product: Product, form: StepForm) -> bool:
    """Writes a valid step; what is in its way stands in the form, with both versions of what another changed too."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        actions.change_product(product=product, by=request.user, seen=form.seen_answers(), **form.changes())
    except ChangedMeanwhile as changed:
        form.show(changed)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    else:
        return True
    return False


def _change(product: Product, form: StepForm) -> dict:
    return {"change": newest_of([product.events.all()]) if form.clashes else None}


def _page(request: HttpRequest, product: Product, template: str, context: dict) -> HttpResponse:
    is_refused = context["form"].errors or context["form"].clashes or context.get("refused")
    context |= {"product": product, "artisan": product.artisan}
    return render(request, template, context, status=422 if is_refused else 200)
