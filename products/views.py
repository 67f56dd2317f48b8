"""Products as buyers and visitors see them."""

from django.core.paginator import Paginator
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django_htmx.http import push_url

from accounts.permissions import may
from artisans.views.gone import gone_or_404
from core.limits import cut_off, was_cut_off
from core.pagination import PER_PAGE
from core.photos import serve_photo
from products import keeping, ways
from products.filters import Panel, address, chips, narrower, offered, orders, readings, title
from products.forms import SearchForm
from products.links import opened_links
from products.models import Product, ProductPhoto
from products.search import Query, search


def list(request: HttpRequest) -> HttpResponse:  # noqa: A001 - the page's name in addresses and templates
    """The search: by words, materials, craft, place, price and availability, with a number beside each choice."""
    if answer := keeping.unchanged(request):
        return answer
    form = SearchForm(request.GET)
    asked = form.query()
    try:
        results = search(asked)
    except OperationalError as error:
        if not was_cut_off(error):
            raise
        return too_slow(request, form, asked)
    query, panel = results.query, Panel(results)
    ways_out = [] if results.total else ways.ways_out(results, panel)
    context = frame(request, form, query, "products/_found.html") | {
        "results": results,
        "panel": panel,
        "readings": readings(results),
        "offered": offered(results),
        "orders": orders(query),
        "quantities": ways.quantities(results),
        "cheapest": ways.cheapest(results),
        "gap": ways.gap(results),
        "ways_out": [choice for choice, _query in ways_out],
        "crafts": [] if results.total else ways.crafts(),
        "nearest": ways.nearest(results, ways_out),
        "page": Paginator(range(results.total), PER_PAGE).get_page(query.page),
        "last_page_url": address(query.but(page=results.pages)),
        "as_typed_url": address(results.typed.but(verbatim=True)),
    }
    response = keeping.kept(request, render(request, context["template"], context), results.version)
    if request.htmx and not form.errors:
        url = address(results.typed)
        push_url(response, request.build_absolute_uri(url) != request.htmx.current_url and url)
    return response


def frame(request: HttpRequest, form: SearchForm, query: Query, part: str) -> dict[str, object]:
    """What every answer needs: the page with `part` in it, or the part alone for htmx to put in its place."""
    filters_on = chips(query)
    return {
        "template": "products/list.html" if keeping.is_whole(request) else part,
        "part": part,
        "title": title(filters_on),
        "action": address(Query()),
        "form": form,
        "chips": filters_on,
    }


def too_slow(request: HttpRequest, form: SearchForm, query: Query) -> HttpResponse:
    """Says that the search was cut off, and offers what would make it a smaller one; what was asked for is kept."""
    context = frame(request, form, query, "products/_too_slow.html") | {
        "kept": [(name, value) for name, value in query.parameters() if name not in {"q", "page"}],
        "narrower": narrower(query),
    }
    response = cut_off(request, context["template"], context)
    response["HX-Reswap"] = "innerHTML"
    patch_vary_headers(response, keeping.VARY)
    return response


def detail(request: HttpRequest, code: str, slug: str = "") -> HttpResponse:
    """One product: photos, price, materials, who makes it and where, when last confirmed."""
    visible = Product.objects.visible_to(request.user, opened_links(request)).for_pages()
    product = visible.filter(code=code).first()
    if product is None:
        return gone_or_404(request, code)
    if slug != product.slug:
        return redirect(product, permanent=True)
    artisan = product.artisan
    may_keep = may(request.user, "act_for", artisan)
    running = artisan.memberships.running().in_published_clusters()
    context = {
        "product": product,
        "photos": product.photos_in_order,
        "materials": sorted(product.materials.all(), key=str),
        "memberships": running.select_related("cluster__parent").order_by("cluster__name"),
        "channels": artisan.channels.shown(),
        "more": artisan.products.published().exclude(pk=product.pk).for_cards().newest_first()[:6],
        "is_public": Product.objects.published().filter(pk=product.pk).exists(),
        "prices": product.price_entries.select_related("set_by").order_by("-pk") if may_keep else None,
    }
    return render(request, "products/detail.html", context)


def photo(request: HttpRequest, key: str, width: int) -> HttpResponse:
    """One rendition of a product's photo, for whoever may see the product."""
    kept = get_object_or_404(ProductPhoto, key=f"products/{key}")
    if not Product.objects.visible_to(request.user, opened_links(request)).filter(pk=kept.product_id).exists():
        raise Http404
    is_public = Product.objects.published().filter(pk=kept.product_id).exists()
    return serve_photo(kept.key, width, is_public=is_public)
