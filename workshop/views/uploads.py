"""Photos that come piece by piece, and their order after dragging: answers for js/photos.js."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from core.posting import done_by_post
from core.refusals import Refusal
from products import actions, uploads
from workshop.product_forms import PhotosForm
from workshop.upload_forms import OrderForm, PieceForm
from workshop.views.products import product_or_404


def to_photos(request: HttpRequest, code: str, product: str) -> HttpResponse:
    """The way back to the photos."""
    product = product_or_404(request, code, product)
    return redirect("workshop:product_photos", product.artisan.code, product.code)


@login_required
@done_by_post(to_photos)
def upload(request: HttpRequest, code: str, product: str) -> HttpResponse:
    """Takes one piece of a photo, which is the body of the request; the address says which piece of which photo."""
    product = product_or_404(request, code, product)
    form = PieceForm(request.GET)
    if not form.is_valid():
        return _refused(_("This is no part of the photo. Choose the photo again."))
    try:
        received = uploads.receive(product=product, by=request.user, piece=request.body, **form.cleaned_data)
    except Refusal as refusal:
        return _refused(str(refusal))
    answer = {"offset": received.offset}
    if received.photo:
        form = PhotosForm(product=product_or_404(request, code, product.code))
        row = next(row for row in form.rows if row[0].pk == received.photo.pk)
        answer["row"] = render_to_string("workshop/_photo.html", {"photo": row[0], "alt": row[1]}, request)
    return JsonResponse(answer)


@login_required
@done_by_post(to_photos)
def order_photos(request: HttpRequest, code: str, product: str) -> HttpResponse:
    """Takes the order that the photos were dragged into."""
    product = product_or_404(request, code, product)
    form = OrderForm(request.POST)
    if not form.is_valid():
        return _refused(_("The photos have changed meanwhile. Look at them again before you order them."))
    try:
        actions.order_photos(product=product, by=request.user, photo_ids=form.cleaned_data["order"])
    except Refusal as refusal:
        return _refused(str(refusal))
    return JsonResponse({"order": form.cleaned_data["order"]})


def _refused(sentence: str) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=422)
