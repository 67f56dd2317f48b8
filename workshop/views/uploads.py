"""Photos of a product that come piece by piece, and their order after dragging: answers for js/photos.js."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from core.posting import done_by_post
from products.albums import ProductAlbum
from workshop.views.access import of_a_maker
from workshop.views.albums import put_in_order, receive
from workshop.views.products import product_or_404


def to_photos(request: HttpRequest, code: str, product: str) -> HttpResponse:
    """The way back to the photos."""
    product = product_or_404(request, code, product)
    return redirect("workshop:product_photos", product.artisan.code, product.code)


@of_a_maker
@done_by_post(to_photos)
def upload(request: HttpRequest, code: str, product: str) -> HttpResponse:
    """Takes one piece of a photo."""
    return receive(request, ProductAlbum(product_or_404(request, code, product), request.user))


@of_a_maker
@done_by_post(to_photos)
def order_photos(request: HttpRequest, code: str, product: str) -> HttpResponse:
    """Takes the order that the photos were dragged into."""
    return put_in_order(request, ProductAlbum(product_or_404(request, code, product), request.user))
