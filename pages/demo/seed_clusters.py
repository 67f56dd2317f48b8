"""Writing the demo's clusters, with what their committees tell on their pages."""

from datetime import timedelta

from clusters.choices import ClusterState
from clusters.models import Cluster, ClusterNews, ClusterPhoto, Craft
from pages.demo import places, plan
from pages.demo.clusterpages import PagePlan, page_of
from pages.demo.pictures import photo_key
from pages.demo.places import ClusterPlan
from pages.demo.seed_makers import Officers, date
from regions.models import Region


def add_clusters(officers: Officers) -> tuple[dict[str, Cluster], int]:
    """The clusters by their key in the plan, and how many are new; centres come before what lies inside them."""
    regions = Region.objects.in_bulk({cluster.region for cluster in places.CLUSTERS})
    crafts = {craft.slug: craft for craft in Craft.objects.all()}
    clusters: dict[str, Cluster] = {}
    new = 0
    for number, cluster in enumerate(places.CLUSTERS):
        page = page_of(cluster, number)
        clusters[cluster.key], is_new = Cluster.objects.get_or_create(
            code=plan.code_for(f"cluster {cluster.key}"),
            defaults=_values(cluster, page, regions[cluster.region], crafts[cluster.craft], clusters),
        )
        if is_new:
            _fill_page(clusters[cluster.key], page, officers)
        new += is_new
    return clusters, new


def _values(cluster: ClusterPlan, page: PagePlan, region: Region, craft: Craft, known: dict[str, Cluster]) -> dict:
    return {
        "name": cluster.name,
        "kind": cluster.kind,
        "state": ClusterState.ACTIVE,
        "parent": known.get(cluster.parent),
        "craft": craft,
        "region": region,
        "benefits": list(cluster.benefits),
        "fees": page.fees,
        "description": cluster.description,
        "how_to_join": cluster.how_to_join,
        "visitor_hours": page.visitor_hours,
        "lat": region.lat,
        "lon": region.lon,
        "photo": photo_key("clusters", plan.code_for(f"cluster {cluster.key}")),
        "last_confirmed_at": plan.LAST_DAY,
        "is_demo": True,
    }


def _fill_page(cluster: Cluster, page: PagePlan, officers: Officers) -> None:
    """The photos in their order, and the news, written by an officer of the area."""
    ClusterPhoto.objects.bulk_create(
        ClusterPhoto(cluster=cluster, key=photo_key("clusters", cluster.code, position), alt=alt, position=position)
        for position, (_spec, alt) in enumerate(page.pictures)
    )
    writer = next(field for code, (field, _office) in officers.items() if cluster.region_id.startswith(code))
    news = [
        (ClusterNews(cluster=cluster, title=one.title, text=one.text, by=writer), _written_at(one.days_ago))
        for one in page.news
    ]
    ClusterNews.objects.bulk_create(row for row, _moment in news)
    date(ClusterNews, "published_at", news)


def _written_at(days_ago: int):
    return plan.LAST_DAY - timedelta(days=days_ago)
