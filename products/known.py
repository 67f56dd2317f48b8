"""What a maker shows not to everybody: to known buyers by a private link, and to fellow members."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from artisans.models import Artisan
from core.pagination import page_of
from products.actions.buyer_links import open_link
from products.links import opened_links, remember
from products.models import Product


def known(request: HttpRequest, word: str) -> HttpResponse:
    """Opens a maker's private link: this browser is known to the maker from now on."""
    link = open_link(word=word)
    if link is None:
        raise Http404
    remember(request, link)
    return redirect("products:of_maker", link.artisan.code)


def of_maker(request: HttpRequest, code: str) -> HttpResponse:
    """All products of a maker that this person may see, those that not everybody sees first."""
    artisan = get_object_or_404(Artisan.objects.visible_to(request.user).select_related("region").named(code))
    shown = Product.objects.shown_to(request.user, opened_links(request)).filter(artisan=artisan)
    for_few = shown.exclude(pk__in=Product.objects.published())
    context = {
        "artisan": artisan,
        "for_few": for_few.for_cards().newest_first()[:60],
        "page": page_of(request, shown.published().for_cards().newest_first()),
    }
    response = render(request, "products/of_maker.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
