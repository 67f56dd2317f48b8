"""What the map of Indonesia shows: how many makers and clusters each part of a region has, and where they are."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, F, QuerySet
from django.db.models.functions import Left
from django.urls import reverse

from artisans.models import Artisan
from clusters.models import Cluster
from regions.choices import Level
from regions.models import Region

# So many characters of a code name the parts of the country, of a province, of a regency or city.
PART_LENGTH = {None: 2, Level.PROVINCE: 5, Level.REGENCY: 8}
# A map with more marks than this can be read by nobody; the lists beside it hold all.
MOST_MARKS = 500


@dataclass(frozen=True)
class Part:
    """A region of the next level with what the public may see there."""

    region: Region
    makers: int
    clusters: int

    @property
    def url(self) -> str:
        """Where one sees more: the map of a province or regency, the makers of a district."""
        if self.region.level <= Level.REGENCY:
            return reverse("pages:map_of", args=[self.region.code])
        return reverse("artisans:list", query={"region": self.region.code})


@dataclass(frozen=True)
class Village:
    """A village with makers, as a mark: the public sees no maker's own place, only the middle of the village."""

    name: str
    lat: float | None
    lon: float | None
    code: str

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("artisans:list", query={"region": self.code})


def parts(region: Region | None) -> list[Part]:
    """The regions right below, or the provinces, that have a maker or a cluster; by name. Three queries."""
    length = PART_LENGTH[region and region.level]
    makers = counted(within(Artisan.objects.published(), region), length)
    clusters = counted(within(Cluster.objects.published(), region), length)
    there = Region.objects.filter(code__in=[*makers, *clusters]).order_by("name")
    return [Part(one, makers[one.code], clusters[one.code]) for one in there if len(one.code) == length]


def within(rows: QuerySet, region: Region | None) -> QuerySet:
    return rows.in_region(region.code) if region else rows


def counted(rows: QuerySet, length: int) -> Counter[str]:
    """How many of the rows lie in each region of that many characters; rows of a larger region count for none."""
    parts_of_rows = rows.order_by().annotate(part=Left("region_id", length)).values_list("part")
    return Counter(dict(parts_of_rows.annotate(Count("pk"))))


def cluster_places(region: Region | None) -> QuerySet:
    """The clusters with a place; on a map larger than a regency's only those that are no part of another."""
    clusters = within(Cluster.objects.published().exclude(lat=None), region)
    if region is None or region.level < Level.REGENCY:
        clusters = clusters.filter(parent=None)
    return clusters.only("code", "name", "lat", "lon").in_reading_order()[:MOST_MARKS]


def villages(region: Region) -> list[Village]:
    """The villages of a regency in which makers whom the public may see are at work."""
    rows = within(Artisan.objects.published(), region).order_by().values("region_id")
    rows = rows.annotate(makers=Count("pk"), name=F("region__name"), lat=F("region__lat"), lon=F("region__lon"))
    return [
        Village(f"{row['name']} ({row['makers']})", row["lat"], row["lon"], row["region_id"])
        for row in rows.order_by("region_id")[:MOST_MARKS]
    ]
