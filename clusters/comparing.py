"""Clusters side by side, so that a maker sees which of them gives what."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clusters.choices import Benefit
from clusters.models import Cluster
from core import codes
from regions.models import Region

FEWEST, MOST = 2, 4
MOST_OFFERED = 12


@dataclass(frozen=True)
class Choice:
    """The clusters to compare, in the order of the address; what of it was not understood, and what was too much."""

    clusters: list[Cluster]
    unknown: int
    too_many: int

    @property
    def is_enough(self) -> bool:
        return len(self.clusters) >= FEWEST


@dataclass(frozen=True)
class Cell:
    """What one cluster says to one question; `is_given` is True or False for a benefit, None for words."""

    words: str
    is_given: bool | None = None


@dataclass(frozen=True)
class Row:
    """One question, with each cluster's answer."""

    title: str
    cells: list[Cell]


def chosen(typed: Iterable[str], near: Region | None = None) -> Choice:
    """The published clusters with these codes, however they are written, at most four."""
    wanted = [codes.normalise(one) for one in typed if one.strip()][: 10 * MOST]
    valid = list(dict.fromkeys(filter(None, wanted)))
    found = {cluster.code: cluster for cluster in _rows(near).filter(code__in=valid)}
    clusters = [found[code] for code in valid if code in found]
    unknown = sum(code not in found for code in wanted)
    return Choice(clusters[:MOST], unknown=unknown, too_many=len(clusters[MOST:]))


def others(clusters: list[Cluster], near: Region | None) -> list[Cluster]:
    """What else could be compared: active clusters, the nearest to the reader or to the first one chosen.

    They are of its craft; where nothing is chosen yet, those that stand for themselves.
    """
    rows = _rows(near or (clusters[0].region if clusters else None)).joinable()
    rows = rows.filter(craft=clusters[0].craft_id) if clusters else rows.filter(parent=None)
    return list(rows.exclude(pk__in=[cluster.pk for cluster in clusters])[:MOST_OFFERED])


def _rows(near: Region | None):
    rows = Cluster.objects.published().select_related("region", "craft").with_member_count()
    return rows.nearest_to(near) if near else rows.in_reading_order()


def rows(clusters: list[Cluster]) -> list[Row]:
    """Every question with every answer; a question to which none has an answer is left out."""
    benefits = [
        Row(benefit.label, [_given(benefit in cluster.benefits) for cluster in clusters]) for benefit in Benefit
    ]
    words = [
        Row(_("How far"), [Cell(cluster.how_far) for cluster in clusters]),
        Row(_("Place"), [Cell(cluster.region.short_path) for cluster in clusters]),
        Row(_("Kind"), [Cell(cluster.get_kind_display()) for cluster in clusters]),
        Row(_("Craft"), [Cell(cluster.craft.name) for cluster in clusters]),
        Row(_("Members"), [Cell(str(cluster.member_count)) for cluster in clusters]),
    ]
    more = [
        Row(_("What it costs"), [Cell(cluster.fees) for cluster in clusters]),
        Row(_("How to join"), [Cell(cluster.how_to_join) for cluster in clusters]),
        Row(_("Open for visitors"), [Cell(cluster.visitor_hours) for cluster in clusters]),
        Row(_("Founded"), [Cell(str(cluster.founded_on.year) if cluster.founded_on else "") for cluster in clusters]),
        Row(_("Last confirmed"), [Cell(_day(cluster.last_confirmed_at)) for cluster in clusters]),
    ]
    return [row for row in [*words, *benefits, *more] if any(cell.words for cell in row.cells)]


def _given(is_given: bool) -> Cell:
    return Cell(_("Yes") if is_given else _("No"), is_given)


def _day(moment) -> str:
    return date_format(moment, "F Y") if moment else ""
