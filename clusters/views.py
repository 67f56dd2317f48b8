"""Clusters as the public sees them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.permissions import may, reachable
from clusters.comparing import chosen, others, rows
from clusters.filters import ClusterFilter
from clusters.models import Cluster
from clusters.near import place_of, say_how_far, shortcuts
from core.pagination import page_of
from core.photos import serve_photo

NEWS_SHOWN = 3


def list(request: HttpRequest) -> HttpResponse:  # noqa: A001 - the page's name in addresses and templates
    """All clusters, by craft, region, kind and name, with their places on the map."""
    clusters = Cluster.objects.published().select_related("region", "craft", "parent")
    found = ClusterFilter(request.GET, queryset=clusters.in_reading_order())
    places = found.qs.exclude(lat=None).select_related(None).only("code", "name", "lat", "lon")[:500]
    page = page_of(request, found.qs.with_member_count())
    near = found.form.cleaned_data.get("near")
    say_how_far(page, near)
    context = {
        "filter": found,
        "page": page,
        "places": places,
        "near": near,
        "shortcuts": shortcuts(request.user, near),
        "may_compare": len(page.object_list) > 1,
    }
    return render(request, "clusters/list.html", context)


def compare(request: HttpRequest) -> HttpResponse:
    """Two to four clusters side by side: `?c=<code>`, once each, and `near=<region>` for how far they are."""
    near = place_of(request.user, request.GET.get("near", ""))
    choice = chosen(request.GET.getlist("c"), near)
    say_how_far(choice.clusters, near)
    offered = others(choice.clusters, near)
    say_how_far(offered, near)
    context = {
        "choice": choice,
        "clusters": choice.clusters,
        "offered": offered,
        "near": near,
        "rows": rows(choice.clusters),
    }
    return render(request, "clusters/compare.html", context)


def detail(request: HttpRequest, code: str, slug: str = "") -> HttpResponse:
    """One cluster: its craft, committee, members who agreed to be shown, products, and how to join.

    A proposed one is shown to those alone who prepare its page.
    """
    clusters = Cluster.objects.visible_to(request.user).select_related("region", "craft", "parent").with_member_count()
    cluster = get_object_or_404(clusters, code=code)
    if slug != cluster.slug:
        return redirect(cluster, permanent=cluster.is_published)
    shown = cluster.memberships.running().of_published_artisans().select_related("artisan__region")
    children = cluster.children.published().with_member_count()
    own = cluster.memberships.open().filter(artisan__users=request.user.pk)
    news = [*cluster.news.newest_first()[: NEWS_SHOWN + 1]]
    context = {
        "cluster": cluster,
        "photos": cluster.photos_in_order if cluster.shows_photos else [],
        "committee": shown.committee().in_committee_order(),
        "page": page_of(request, shown.in_committee_order(), per_page=48),
        "children": children.in_reading_order(),
        "products": cluster.craft.products.offered().of_members(cluster).for_cards().newest_first()[:8],
        "news": news[:NEWS_SHOWN],
        "has_older_news": len(news) > NEWS_SHOWN,
        "may_decide": may(request.user, "decide_members", cluster),
        "own_membership": own.first() if request.user.is_authenticated else None,
    }
    return render(request, "clusters/detail.html", context)


def news(request: HttpRequest, code: str) -> HttpResponse:
    """All that the committee has told, the newest first."""
    cluster = get_object_or_404(Cluster.objects.published().select_related("region", "craft"), code=code)
    context = {"cluster": cluster, "page": page_of(request, cluster.news.newest_first(), per_page=12)}
    return render(request, "clusters/news.html", context)


def photo(request: HttpRequest, key: str, width: int) -> HttpResponse:
    """One rendition of a cluster's photo: for everybody as long as the cluster is there, else for who runs its page."""
    clusters = Cluster.objects.showing(f"clusters/{key}")
    is_public = clusters.with_photos_for_all().exists()
    if not is_public and not reachable(request.user, "run", clusters).exists():
        raise Http404
    return serve_photo(f"clusters/{key}", width, is_public=is_public)
