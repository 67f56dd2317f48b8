"""Writing the demo's clusters, with what their committees tell on their pages."""

from datetime import timedelta

from clusters.choices import ClusterState
from clusters.models import Cluster, ClusterNews, ClusterPhoto, Craft
from core.loading import Memory
from pages.demo import places, plan
from pages.demo.clusterpages import PagePlan, page_of
from pages.demo.pictures import photo_key
from pages.demo.places import ClusterPlan
from pages.demo.seed_makers import Officers, date, pair_of
from regions.models import Region


def add_clusters(officers: Officers) -> tuple[dict[str, Cluster], int]:
    """The clusters by their key in the plan, and how many are new; centres come before what lies inside them."""
    codes = {cluster.key: plan.code_for(f"cluster {cluster.key}") for cluster in places.CLUSTERS}
    known = {cluster.code: cluster for cluster in Cluster.objects.filter(code__in=codes.values())}
    memory = Memory("demo clusters")
    wanted = set(memory.never_loaded(codes.values())) - known.keys()
    regions = Region.objects.in_bulk({cluster.region for cluster in places.CLUSTERS})
    crafts = {craft.slug: craft for craft in Craft.objects.all()}
    clusters: dict[str, Cluster] = {}
    for number, cluster in enumerate(places.CLUSTERS):
        code = codes[cluster.key]
        if code in known:
            clusters[cluster.key] = known[code]
        elif code in wanted and cluster.craft in crafts:
            page = page_of(cluster, number)
            values = _values(cluster, page, regions[cluster.region], crafts[cluster.craft], clusters)
            clusters[cluster.key] = Cluster.objects.create(code=code, **values)
            _fill_page(clusters[cluster.key], page, officers)
    memory.remember(codes[key] for key in clusters)
    return clusters, len(clusters.keys() - {key for key, code in codes.items() if code in known})


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
    writers = pair_of(cluster.region_id, officers)
    news = [
        (ClusterNews(cluster=cluster, title=one.title, text=one.text, by=writers[0]), _written_at(one.days_ago))
        for one in page.news
        if writers
    ]
    ClusterNews.objects.bulk_create(row for row, _moment in news)
    date(ClusterNews, "published_at", news)


def _written_at(days_ago: int):
    return plan.LAST_DAY - timedelta(days=days_ago)
