"""Pages that stand above the single apps: the front door, what Sentra is, and everybody's own page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.notices import mark_read
from artisans.actions import freshness
from artisans.choices import UNDECIDED_MEMBERSHIP, Confirmed
from artisans.models import Artisan, Membership
from clusters.models import Cluster, Craft
from core.pagination import page_of
from core.posting import done_by_post
from core.refusals import Refusal
from orders.choices import EnquiryState
from pages import atlas
from products.models import Product
from regions.choices import Level
from regions.models import Region


def home(request: HttpRequest) -> HttpResponse:
    """The search, the crafts, the newest products and the largest clusters."""
    clusters = Cluster.objects.published().filter(parent=None).select_related("region", "craft").with_member_count()
    context = {
        "crafts": Craft.objects.order_by("pk"),
        "products": Product.objects.offered().for_cards().newest_first()[:8],
        "clusters": clusters.order_by("-member_count", "pk")[:6],
        "counts": {
            "artisans": Artisan.objects.published().count(),
            "clusters": Cluster.objects.published().count(),
            "products": Product.objects.offered().count(),
        },
    }
    return render(request, "pages/home.html", context)


def map(request: HttpRequest, code: str = "") -> HttpResponse:  # noqa: A001 - the page's name in addresses
    """Clusters and makers on the map, from the country down to a regency, with the same as a list beside it."""
    region = (
        get_object_or_404(Region.objects.select_related("parent"), code=code, level__lte=Level.REGENCY)
        if code
        else None
    )
    parts = atlas.parts(region)
    is_regency = region is not None and region.level == Level.REGENCY
    clusters = atlas.cluster_places(region)
    context = {
        "region": region,
        "parts": parts,
        "maker_count": atlas.within(Artisan.objects.published(), region).count(),
        "clusters": clusters,
        "places": [*clusters, *(atlas.villages(region) if is_regency else [])],
        "counts": {part.region.code: part.makers + part.clusters for part in parts},
        "links": {} if is_regency else {part.region.code: part.url for part in parts},
    }
    return render(request, "pages/map.html", context)


def about(request: HttpRequest) -> HttpResponse:
    """What Sentra is, for whom, how a maker gets in, whose data it builds on."""
    return render(request, "pages/about.html")


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """The own page: the makers' records one answers for, their clusters, and what one may do."""
    memberships = Membership.objects.select_related("cluster").order_by("-requested_at")
    mine = Artisan.objects.of_account(request.user).select_related("region").prefetch_related("crafts")
    led = Cluster.objects.filter(pk__in=Artisan.objects.clusters_led_by(request.user))
    to_answer = Q(memberships__state__in=UNDECIDED_MEMBERSHIP, memberships__awaits_maker=False)
    waiting = Count("memberships", filter=to_answer, distinct=True)
    asking = Count("enquiries", filter=Q(enquiries__state=EnquiryState.NEW), distinct=True)
    context = {
        "artisans": mine.annotate(asking=asking)
        .prefetch_related(Prefetch("memberships", memberships))
        .in_reading_order(),
        "clusters_led": led.annotate(waiting=waiting, asking=asking).in_reading_order(),
    }
    context["notices"] = request.user.notices.filter(read_at=None).order_by("-at", "-pk")[:5]
    return render(request, "pages/account.html", context)


@login_required
def notices(request: HttpRequest) -> HttpResponse:
    """What the site has told the person, the newest first."""
    page = page_of(request, request.user.notices.order_by("-at", "-pk"))
    return render(request, "pages/notices.html", {"page": page})


@login_required
@done_by_post(lambda request: redirect("pages:notices"))
def read_notices(request: HttpRequest) -> HttpResponse:
    """Marks all that was told so far as read."""
    mark_read(by=request.user)
    return redirect("pages:notices")


def to_account(request: HttpRequest, code: str) -> HttpResponse:
    """The way back to the own page."""
    return redirect("pages:account")


@login_required
@done_by_post(to_account)
def still_active(request: HttpRequest, code: str) -> HttpResponse:
    """The maker's own word: still at work, or at work again after a rest."""
    artisan = get_object_or_404(Artisan.objects.of_account(request.user), code=code)
    try:
        freshness.confirm(artisan=artisan, how=Confirmed.OWN_ACCOUNT, by=request.user)
        messages.success(request, _("Thank you. Everybody can now see that you are at work."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("pages:account")
