"""Where the reader is, for lists that put the nearest first: told by an address, or known of a maker who signs in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import capfirst

from accounts.permissions import Person
from clusters.models import Cluster, Craft
from regions.models import CODE_PATTERN, Region
from regions.nearness import how_far

# Somebody who answers for a whole school or cooperative has few records; a list of doors stays short.
MOST = 4


@dataclass(frozen=True)
class Shortcut:
    """The clusters of one craft near one of the reader's own makers."""

    craft: Craft
    region: Region
    url: str
    is_here: bool


def shortcuts(person: Person, near: Region | None) -> list[Shortcut]:
    """For each craft of the reader's own makers, the list that begins with the nearest clusters of that craft."""
    found: dict[tuple, Shortcut] = {}
    for maker in _own_makers(person):
        for craft in maker.crafts.all():
            url = reverse("clusters:list", query={"craft": craft.slug, "near": maker.region_id})
            key = (craft.pk, maker.region_id)
            found[key] = Shortcut(craft, maker.region, url, near is not None and near.pk == maker.region_id)
    return list(found.values())[:MOST]


def _own_makers(person: Person) -> list:
    if not person.is_authenticated:
        return []
    return list(person.artisans.select_related("region").prefetch_related("crafts").order_by("pk")[:MOST])


def place_of(person: Person, code: str) -> Region | None:
    """The region with this code; without one, that of the reader's first own maker, if there is any."""
    if re.fullmatch(CODE_PATTERN, code, re.ASCII):
        return Region.objects.filter(pk=code).first()
    makers = _own_makers(person)
    return makers[0].region if makers else None


def say_how_far(clusters: Iterable[Cluster], near: Region | None) -> None:
    """Gives each cluster that was counted from a place (`km`) the words for it."""
    for cluster in clusters:
        km = getattr(cluster, "km", None)
        cluster.how_far = capfirst(how_far(near.pk, cluster.region_id, km)) if near else ""
