"""What an import's page tells of its rows: counts, a page of them, and of each only what the reader may see."""

from dataclasses import dataclass

from django.http import HttpRequest

from accounts.models import User
from accounts.permissions import reachable
from artisans.duplicates import Reason
from artisans.models import Artisan
from clusters.models import Craft
from core.pagination import page_of
from regions.models import Region
from sheets.actions.checking import data_rows
from sheets.choices import BatchState, RowChoice, Verdict
from sheets.models import ImportBatch, ImportRow
from sheets.rows import known_fields

PER_PAGE = 20


@dataclass
class Told:
    """A row for the page: where it lies, what it is like, and the record it seems to be, or which office keeps that.

    `made` is the record that was written or filled, where the reader may open it.
    """

    row: ImportRow
    place: str = ""
    crafts: str = ""
    made: Artisan | None = None
    match: Artisan | None = None
    office: str = ""
    reasons: str = ""
    percent: int | None = None

    @property
    def problems(self) -> list[dict]:
        return [{"field": known_fields().get(name, ""), **said} for name, said in self.row.problems.items()]

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What may be chosen for a row whose maker seems to exist."""
        offered = [RowChoice.SKIP, RowChoice.FILL, RowChoice.NEW]
        if self.match is None:
            offered.remove(RowChoice.FILL)
        return [(choice.value, choice.label) for choice in offered]


def page_context(request: HttpRequest, batch: ImportBatch) -> dict:
    """Counts by verdict, the rows of the chosen one a page at a time, and what is still to be written."""
    rows = data_rows(batch)
    counts = rows.counts()
    verdict = request.GET.get("verdict", "")
    if verdict not in Verdict.values:
        verdict = ""
    context = {
        "total": sum(counts.values()),
        "verdicts": [(one, counts.get(one, 0)) for one in Verdict],
        "verdict": verdict,
        "to_write": rows.unwritten().count(),
        "undecided": rows.filter(verdict=Verdict.EXISTS, choice="", is_done=False).count(),
        "done": progress(batch, rows, counts),
    }
    if batch.is_working:
        return context
    shown = rows.filter(verdict=verdict) if verdict else rows
    page = page_of(request, shown.select_related("match__region", "made__region").order_by("number"), PER_PAGE)
    return context | {"page": page, "told": told_all(request.user, page.object_list), "made": made_counts(rows)}


def progress(batch: ImportBatch, rows, counts: dict[str, int]) -> int:
    """How many rows the work at hand has done."""
    if batch.state == BatchState.CHECKING:
        return sum(count for verdict, count in counts.items() if verdict)
    if batch.state == BatchState.WRITING:
        return sum(counts.values()) - rows.unwritten().count()
    return sum(counts.values()) - rows.filter(is_done=True, made__isnull=False).count()


def made_counts(rows) -> dict[str, int]:
    """Of what was written: records made, records filled, rows skipped."""
    done = rows.filter(is_done=True)
    made = done.filter(made__isnull=False)
    filled = made.filter(verdict=Verdict.EXISTS, choice=RowChoice.FILL).count()
    return {
        "made": made.count() - filled,
        "filled": filled,
        "skipped": done.filter(made=None).count(),
        "kept": rows.filter(is_done=False, made__isnull=False).count(),
    }


def told(user: User, row: ImportRow) -> Told:
    return told_all(user, [row])[0]


def told_all(user: User, rows) -> list[Told]:
    """The rows as this person may see them: a record of another area shows as its office only."""
    rows = list(rows)
    codes = {row.values.get("region") for row in rows} | {
        code for row in rows for said in row.problems.values() for code in said["choices"]
    }
    regions = Region.objects.in_bulk(codes - {None})
    crafts = {craft.pk: craft.name for craft in Craft.objects.all()}
    records = {key for row in rows for key in (row.match_id, row.made_id) if key}
    mine = set(reachable(user, "view", Artisan.objects.filter(pk__in=records)).values_list("pk", flat=True))
    return [told_one(row, regions, crafts, mine) for row in rows]


def told_one(row: ImportRow, regions: dict, crafts: dict, mine: set[int]) -> Told:
    region = regions.get(row.values.get("region"))
    told = Told(row, place=region.short_path if region else row.values.get("region_typed", ""))
    told.crafts = ", ".join(crafts[key] for key in row.values.get("crafts", ()) if key in crafts)
    for said in row.problems.values():
        said["regions"] = [regions[code] for code in said["choices"] if code in regions]
    if row.made_id in mine:
        told.made = row.made
    if row.match_id in mine:
        told.match = row.match
        told.percent = min(round((row.score or 0) * 100), 99)
        told.reasons = ", ".join(str(Reason(reason).label) for reason in row.reasons if reason in Reason.values)
    elif row.match_id:
        told.office = row.match.region.trail[min(1, row.match.region.level - 1)][1]
    return told
