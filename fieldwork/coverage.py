"""How far the search for makers has come in a region and in each of its parts."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Left
from django.utils import timezone

from artisans.choices import NOT_A_MAKER, ArtisanState
from artisans.models import Artisan
from core.freshness import STALE_AFTER
from fieldwork.models import CanvassPlace, FieldVisit
from regions.choices import CODE_LENGTHS, Level
from regions.models import Region
from regions.querysets import inside, lineage


@dataclass
class Tally:
    """What was found in a region. `visited` are the canvass places somebody has been to, of `places`."""

    registered: int = 0
    verified: int = 0
    leads: int = 0
    places: int = 0
    visited: int = 0
    last_visit_on: datetime.date | None = None

    def add(self, other: "Tally") -> None:
        """Takes in what was found in a part."""
        for name in ("registered", "verified", "leads", "places", "visited"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        days = [day for day in (self.last_visit_on, other.last_visit_on) if day]
        self.last_visit_on = max(days, default=None)

    @property
    def never_visited(self) -> int:
        return self.places - self.visited

    @property
    def is_idle(self) -> bool:
        """Whether nobody has registered a maker there, or been there for twelve months; as the workload counts it."""
        lately = timezone.localdate() - STALE_AFTER
        return not self.registered and (self.last_visit_on is None or self.last_visit_on < lately)


@dataclass
class Part:
    """A region with its tally and, from a regency down, its villages and how many of them are idle."""

    region: Region
    tally: Tally = field(default_factory=Tally)
    villages: int = 0
    idle: int = 0

    @property
    def is_village(self) -> bool:
        return self.region.level == Level.VILLAGE


@dataclass
class Survey:
    """A region, or all areas of an officer, part by part. `unplaced` lies in no part: its village is not known."""

    region: Region | None
    parts: list[Part]
    total: Tally = field(default_factory=Tally)
    unplaced: Tally = field(default_factory=Tally)
    villages: list[Part] = field(default_factory=list)

    @property
    def is_close(self) -> bool:
        """Whether it is told village by village."""
        return bool(self.villages)

    @property
    def idle_villages(self) -> list[Part]:
        return [village for village in self.villages if village.tally.is_idle]

    @property
    def has_unplaced(self) -> bool:
        return self.unplaced != Tally()


def survey(region: Region | None, parts: Iterable[Region]) -> Survey:
    """Counts region by region; from a regency down village by village. Five questions, however many parts there are."""
    found = Survey(region, [Part(part) for part in parts])
    codes = [part.region.code for part in found.parts]
    within = [region.code] if region else codes
    is_close = bool(within) and all(len(code) >= CODE_LENGTHS[Level.REGENCY] for code in within)
    length = CODE_LENGTHS[Level.VILLAGE] if is_close else max(map(len, codes), default=CODE_LENGTHS[Level.PROVINCE])
    counts = tallies(within, length)
    by_code = {part.region.code: part for part in found.parts}
    for code, tally in counts.items():
        found.total.add(tally)
        around = [by_code[one] for one in lineage(code) if one in by_code]
        for part in around:
            part.tally.add(tally)
        if not around:
            found.unplaced.add(tally)
    found.parts = [part for part in found.parts if not part.region.ended_on or part.tally != Tally()]
    if is_close:
        _add_villages(found, within, counts)
    return found


def _add_villages(found: Survey, within: list[str], counts: Mapping[str, Tally]) -> None:
    """Adds the villages, and tells each part how many it has and how many of them are idle."""
    by_code = {part.region.code: part for part in found.parts}
    for village in Region.objects.within(*within).filter(level=Level.VILLAGE).in_reading_order():
        if village.ended_on and village.code not in counts:
            continue
        tally = counts.get(village.code, Tally())
        found.villages.append(Part(village, tally))
        for code in village.lineage[:-1]:
            if code in by_code:
                by_code[code].villages += 1
                by_code[code].idle += tally.is_idle


def tallies(within: Iterable[str], length: int) -> dict[str, Tally]:
    """What was found inside the regions, by the first `length` characters of the codes; three questions."""
    found: defaultdict[str, Tally] = defaultdict(Tally)
    makers = _grouped(Artisan.objects.all(), "region", within, length).annotate(
        registered=Count("pk", filter=~Q(state__in=NOT_A_MAKER)),
        verified=Count("pk", filter=Q(state=ArtisanState.ACTIVE)),
        leads=Count("pk", filter=Q(state=ArtisanState.LEAD)),
    )
    places = _grouped(CanvassPlace.objects.all(), "region", within, length).annotate(places=Count("pk"))
    visits = _grouped(FieldVisit.objects.all(), "place__region", within, length).annotate(
        visited=Count("place", distinct=True), last_visit_on=Max("visited_on")
    )
    for rows in (makers, places, visits):
        for row in rows:
            found[row.pop("part")].add(Tally(**row))
    return found


def _grouped(rows: QuerySet, region: str, within: Iterable[str], length: int) -> QuerySet:
    """The rows inside the regions, by the beginning of their region's code."""
    condition = Q(pk__in=[])
    for code in within:
        condition |= inside(code, region)
    return rows.filter(condition).order_by().values(part=Left(f"{region}_id", length))
