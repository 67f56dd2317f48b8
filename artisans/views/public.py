"""Makers as the public sees them."""

from datetime import datetime

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.permissions import may
from artisans.choices import ArtisanState, ConsentPurpose
from artisans.filters import ArtisanFilter
from artisans.models import Artisan
from artisans.views.gone import gone_or_404
from core.pagination import page_of
from core.photos import serve_photo


def list(request: HttpRequest) -> HttpResponse:  # noqa: A001 - the page's name in addresses and templates
    """All makers whom the public may see, by craft, region, kind and name."""
    artisans = Artisan.objects.published().with_photo_consent().select_related("region").prefetch_related("crafts")
    found = ArtisanFilter(request.GET, queryset=artisans.in_reading_order())
    return render(request, "artisans/list.html", {"filter": found, "page": page_of(request, found.qs)})


def detail(request: HttpRequest, code: str, slug: str = "") -> HttpResponse:
    """One maker: the work, the story, the clusters, when last confirmed. No telephone number, no exact place."""
    visible = Artisan.objects.visible_to(request.user).named(code).with_photo_consent()
    artisan = visible.select_related("region").prefetch_related("crafts").first()
    if artisan is None:
        return gone_or_404(request, code)
    if code != artisan.code:
        # Not for ever: the merge that took the code away may be undone.
        return redirect(reverse("artisans:detail", args=[artisan.code, artisan.slug], query=request.GET))
    if slug != artisan.slug:
        return redirect(artisan, permanent=True)
    running = artisan.memberships.running().in_published_clusters()
    context = {
        "artisan": artisan,
        "memberships": running.select_related("cluster").order_by("cluster__name"),
        "products": artisan.products.published().for_cards().newest_first()[:12],
        "since": _resting_since(artisan),
        "channels": artisan.channels.shown(),
        "may_act": may(request.user, "act_for", artisan),
        "may_keep": may(request.user, "change", artisan),
    }
    return render(request, "artisans/detail.html", context)


def _resting_since(artisan: Artisan) -> datetime | None:
    """When a maker who is not at work became dormant or closed down, as far as the history knows."""
    if artisan.state not in (ArtisanState.DORMANT, ArtisanState.CLOSED):
        return None
    return artisan.state_changes.filter(to_state=artisan.state).aggregate(last=Max("at"))["last"]


def photo(request: HttpRequest, key: str, width: int) -> HttpResponse:
    """One rendition of a maker's photo: for everybody while the maker consents, else for officers of the area."""
    artisan = get_object_or_404(Artisan.objects.unmerged(), photo=f"artisans/{key}")
    is_public = Artisan.objects.published().consenting_to(ConsentPurpose.PHOTO).filter(pk=artisan.pk).exists()
    if not is_public and not may(request.user, "see", artisan):
        raise Http404
    return serve_photo(artisan.photo, width, is_public=is_public)
