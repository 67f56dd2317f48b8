"""The three steps of a product. Each keeps what it was told, so one may stop anywhere and come back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.photos import read_photo
from core.refusals import Refusal
from products import actions, uploads
from products.models import Product
from products.models.product import MAX_PHOTOS
from workshop.product_forms import DetailsForm, PhotosForm, SaleForm
from workshop.views.products import product_or_404


@login_required
def photos(request: HttpRequest, code: str, product: str) -> HttpResponse:
    """Step 1: the photos, their order, and what they show."""
    product = product_or_404(request, code, product)
    form, refused = PhotosForm(request.POST or None, request.FILES or None, product=product), []
    if request.method == "POST" and form.is_valid():
        actions.describe_photos(product=product, by=request.user, alts=form.alts)
        refused = _take(request, product)
        if not refused:
            return _after_photos(request, product)
        form = PhotosForm(product=product_or_404(request, code, product.code))
    context = {"form": form, "refused": refused, "room": MAX_PHOTOS - len(form.rows), "piece": uploads.PIECE}
    return _page(request, product, "workshop/product_photos.html", context)


def _take(request: HttpRequest, product: Product) -> list[str]:
    """Keeps each file that is a photo; returns a sentence for each that is not, with the file's name."""
    sentences = []
    for file in request.FILES.getlist("files"):
        try:
            actions.add_photo(product=product, by=request.user, image=read_photo(file))
        except ValidationError as error:
            sentences += [f"{file.name}: {sentence}" for sentence in error.messages]
        except Refusal as refusal:
            sentences.append(f"{file.name}: {refusal}")
    return sentences


def _after_photos(request: HttpRequest, product: Product) -> HttpResponse:
    """Moves or removes the photo whose button was pressed; goes on where none was."""
    for name, places in (("earlier", -1), ("later", 1)):
        if request.POST.get(name, "").isascii() and request.POST.get(name, "").isdigit():
            actions.move_photo(product=product, by=request.user, photo_id=int(request.POST[name]), places=places)
            return redirect("workshop:product_photos", product.artisan.code, product.code)
    removed = [photo for photo in product.photos_in_order if str(photo.pk) == request.POST.get("remove")]
    for photo in removed:
        actions.remove_photo(photo=photo, by=request.user)
        messages.success(request, _("The photo is removed."))
    if removed or "stay" in request.POST:
        return redirect("workshop:product_photos", product.artisan.code, product.code)
    return redirect("workshop:product_details", product.artisan.code, product.code)


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
