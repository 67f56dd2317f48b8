"""Who did what in a region in a year, what waits, and how far the year's targets are reached.

What is counted, everything inside the region only:
- registered: makers who came into the register in the year, for the officer who entered them; no leads, and none that
  was rejected or merged into another record;
- verified: makers of whom an officer said in the year that they exist, once for each officer who said so;
- returned and waiting: records that lie with their officer to be mended, or with a colleague to be verified, today;
- due: verified makers whom nobody has confirmed for twelve months, for the officer who entered them;
- visits: walks through canvass places in the year;
- idle villages: no maker is registered there, and nobody has been to a canvass place there for twelve months.
Makers whom no officer entered count in the region, and in the row without an officer.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from math import floor

from django.db.models import Count, Exists, F, Min, OuterRef, QuerySet
from django.db.models.functions import Left
from django.utils import timezone

from artisans.choices import NOT_A_MAKER, ArtisanState
from artisans.models import Artisan, StateChange
from core.freshness import STALE_AFTER
from fieldwork.choices import Pace
from fieldwork.models import FieldVisit, Target
from regions.choices import CODE_LENGTHS, Level
from regions.models import Region
from regions.querysets import inside


@dataclass
class Work:
    """Numbers of one officer, of a part of the region, or of the whole; `waiting_since` is of the longest waiting."""

    registered: int = 0
    verified: int = 0
    returned: int = 0
    waiting: int = 0
    waiting_since: datetime | None = None
    due: int = 0
    visits: int = 0
    idle: int = 0

    def add(self, **more: int | datetime | None) -> None:
        """Takes in further numbers; of two moments the earlier counts."""
        for name, value in more.items():
            if name == "waiting_since":
                self.waiting_since = min(filter(None, (self.waiting_since, value)), default=None)
            else:
                setattr(self, name, getattr(self, name) + value)


@dataclass
class Workload:
    """A region's work in a year: as a whole, by the key of the officer (None: nobody), by the code of the part."""

    total: Work = field(default_factory=Work)
    by_officer: defaultdict[int | None, Work] = field(default_factory=lambda: defaultdict(Work))
    by_part: defaultdict[str, Work] = field(default_factory=lambda: defaultdict(Work))

    def add(self, rows: QuerySet) -> None:
        """Takes in rows of {part, officer, numbers...}; what a row does not tell of is not added to."""
        known = {one.name for one in fields(Work)}
        for row in rows:
            numbers = {name: value for name, value in row.items() if name in known}
            if "part" in row:
                self.total.add(**numbers)
                self.by_part[row["part"]].add(**numbers)
            if "officer" in row:
                self.by_officer[row["officer"]].add(**numbers)


def workload(region: Region | None, year: int) -> Workload:
    """Counts the work in the region, None for the whole country: eight questions, however much there is."""
    length = CODE_LENGTHS[Level(min(region.level + 1, Level.VILLAGE))] if region else CODE_LENGTHS[Level.PROVINCE]
    found = Workload()
    for rows in (*_records(region, year, length), *_verified(region, year, length)):
        found.add(rows)
    visits = _in(FieldVisit.objects.filter(visited_on__year=year), region, "place__region")
    found.add(visits.order_by().values("officer", part=Left("place__region_id", length)).annotate(visits=Count("pk")))
    found.add(idle_villages(region).order_by().values(part=Left("code", length)).annotate(idle=Count("pk")))
    return found


def _in(rows: QuerySet, region: Region | None, path: str) -> QuerySet:
    return rows.filter(inside(region.code, path)) if region else rows


def _records(region: Region | None, year: int, length: int) -> Iterator[QuerySet]:
    """What was registered, and what lies where today, by part and by the officer who entered it."""
    makers = _in(Artisan.objects.all(), region, "region")
    counted = {
        "registered": makers.registered_in(year),
        "returned": makers.filter(state=ArtisanState.NEEDS_FIX),
        "waiting": makers.waiting_for_review(),
        "due": makers.due_for_confirmation(),
    }
    for name, records in counted.items():
        grouped = records.order_by().values(part=Left("region_id", length), officer=F("registered_by"))
        since = {"waiting_since": Min("submitted_at")} if name == "waiting" else {}
        yield grouped.annotate(**{name: Count("pk")}, **since)


def _verified(region: Region | None, year: int, length: int) -> Iterator[QuerySet]:
    """Apart by part and by officer: a maker whom two officers verified is one maker of the part."""
    makers = _in(Artisan.objects.verified_in(year), region, "region")
    yield makers.order_by().values(part=Left("region_id", length)).annotate(verified=Count("pk"))
    said = _in(StateChange.objects.verifications(year), region, "artisan__region")
    said = said.exclude(artisan__state__in=NOT_A_MAKER)
    yield said.order_by().values(officer=F("by")).annotate(verified=Count("artisan", distinct=True))


def idle_villages(region: Region | None) -> QuerySet:
    """The villages of the region without a maker, where nobody has been for twelve months."""
    lately = timezone.localdate() - STALE_AFTER
    villages = _in(Region.objects.offered().filter(level=Level.VILLAGE), region, "")
    makers = Artisan.objects.of_makers().filter(region=OuterRef("pk"))
    visits = FieldVisit.objects.filter(place__region=OuterRef("pk"), visited_on__gte=lately)
    return villages.filter(~Exists(makers), ~Exists(visits)).in_reading_order()


@dataclass(frozen=True)
class Standing:
    """How one number of a target stands: what is done, what the year asks, and what the day of the year asks so far."""

    done: int
    aim: int
    asked_by_now: int
    year_is_over: bool

    @property
    def pace(self) -> Pace:
        if self.done >= self.aim:
            return Pace.REACHED
        if self.year_is_over:
            return Pace.MISSED
        return Pace.ON_PACE if self.done >= self.asked_by_now else Pace.BEHIND

    @property
    def missing(self) -> int:
        """How many are missing to where the day, or the end, of the year should find the work."""
        return max(0, self.asked_by_now - self.done)


def standings(target: Target, work: Work, today: date) -> dict[str, Standing]:
    """How the two numbers of a target stand on that day."""
    share = share_of_year(target.year, today)
    return {
        name: Standing(getattr(work, name), aim, floor(aim * share), today.year > target.year)
        for name, aim in (("registered", target.registered), ("verified", target.verified))
    }


def share_of_year(year: int, today: date) -> float:
    """How much of the year has gone on that day, from 0 to 1."""
    if today.year != year:
        return float(today.year > year)
    return today.timetuple().tm_yday / date(year, 12, 31).timetuple().tm_yday
