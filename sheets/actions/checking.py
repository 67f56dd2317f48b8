"""The dry run: a verdict for each row, some hundreds at once. Nothing is written to the register."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from artisans.duplicates import Likeness, Sighting, likely_many
from clusters.models import Craft
from sheets.actions.forgetting import empty_erased
from sheets.choices import BatchState, Verdict
from sheets.models import ImportBatch, ImportRow
from sheets.places import Gazetteer
from sheets.rows import Reader, Understood, are_twins, known_by

ROWS_AT_ONCE = 2_000
# A sheet that says the same name a thousand times is not compared a million times.
MOST_NAMESAKES = 50
FOUND = [
    "values",
    "problems",
    "notes",
    "verdict",
    "match",
    "score",
    "reasons",
    "same_as",
    "keys",
]
RESULT = [*FOUND, "cells", "choice", "is_corrected"]


def data_rows(batch: ImportBatch):
    """The rows below the headings of the sheet in use."""
    return batch.rows.filter(sheet=batch.sheet, number__gt=batch.header_row)


def check_slice(batch: ImportBatch, *, by: User) -> None:
    """Gives a verdict to the next unchecked rows of a locked import; after the last one it is checked."""
    waiting = data_rows(batch).unchecked().only("batch", "sheet", "number", "cells")
    rows = list(waiting.select_for_update(of=("self",))[:ROWS_AT_ONCE])
    reader = Reader(batch, gazetteer_for(batch, by), list(Craft.objects.order_by("pk")))
    for row, understood in zip(rows, reader.read(rows), strict=True):
        take(row, understood)
    emptied = empty_erased(rows, uploaded_at=batch.uploaded_at)
    compare(rows)
    ImportRow.objects.save_again(rows, FOUND)
    ImportRow.objects.save_again(emptied, ["cells"])
    if len(rows) < ROWS_AT_ONCE:
        find_twins(data_rows(batch).sound())
        batch.state = BatchState.CHECKED
        batch.save(update_fields=["state"])


def gazetteer_for(batch: ImportBatch, by: User) -> Gazetteer:
    """The villages where the officer may register; an administrator's are the office's, and all others if named."""
    return Gazetteer(by.area_codes or (batch.office_id,), everywhere=by.is_superuser)


def take(row: ImportRow, understood: Understood) -> None:
    """Writes what was understood to the row; whether its maker exists already is found afterwards."""
    row.values, row.problems, row.notes = understood.values, understood.problems, understood.notes
    row.match, row.score, row.reasons, row.same_as, row.keys = None, None, [], None, []
    if understood.is_no_maker:
        row.verdict, row.notes = Verdict.LEFT_OUT, [_("This row is a sum or a heading, not a maker.")]
    else:
        row.verdict = Verdict.BROKEN if row.problems else Verdict.NEW


def compare(rows: Sequence[ImportRow]) -> None:
    """Finds which of the sound rows are in the register already."""
    sound = [row for row in rows if row.verdict == Verdict.NEW]
    for row in sound:
        row.keys = known_by(row.values)
    found = likely_many([sighting(row.values) for row in sound], limit=1)
    for row, likenesses in zip(sound, found, strict=True):
        if likenesses:
            seems_to_be(row, likenesses[0])


def find_twins(rows: QuerySet[ImportRow]) -> None:
    """Marks those rows which are an earlier one over again; the first of them in the sheet stays what it is."""
    by_key: dict[str, list[ImportRow]] = {}
    twins = []
    for row in rows.known_by_the_same().defer("cells").order_by("number"):
        if row.verdict == Verdict.NEW and (twin := earlier_twin(row, by_key)):
            row.verdict, row.same_as = Verdict.EXISTS, twin.number
            twins.append(row)
        for key in row.keys:
            by_key.setdefault(key, []).append(row)
    ImportRow.objects.save_again(twins, ["verdict", "same_as"])


def earlier_twin(row: ImportRow, by_key: dict[str, list[ImportRow]]) -> ImportRow | None:
    candidates = (one for key in row.keys for one in by_key.get(key, ())[:MOST_NAMESAKES])
    return next((one for one in candidates if are_twins(row.values, one.values)), None)


def sighting(values: dict) -> Sighting:
    return Sighting(
        name=values["public_name"],
        phone=values.get("phone", ""),
        region_code=values["region"],
        nik_hash=values.get("nik_hash", ""),
        legal_name=values.get("legal_name", ""),
    )


def seems_to_be(row: ImportRow, likeness: Likeness) -> None:
    row.verdict, row.match, row.score = Verdict.EXISTS, likeness.artisan, likeness.score
    row.reasons = [str(reason.value) for reason in likeness.reasons]


def check_again(*, row: ImportRow, values: dict, by: User) -> ImportRow:
    """A row that the officer has typed anew: sound now, but its maker may exist already."""
    row.values, row.problems, row.notes, row.choice = values, {}, [], ""
    row.match, row.score, row.reasons, row.same_as = None, None, [], None
    row.verdict, row.is_corrected = Verdict.NEW, True
    compare_alone(row)
    row.save(update_fields=RESULT)
    return row


def compare_alone(row: ImportRow) -> None:
    """The same for one row among those that are checked; one of an erased maker is emptied."""
    empty_erased([row], uploaded_at=row.batch.uploaded_at)
    compare([row])
    if row.verdict != Verdict.NEW:
        return
    others = data_rows(row.batch).sound().filter(keys__overlap=row.keys).exclude(pk=row.pk).order_by("number")
    twin = next((one for one in others.defer("cells")[:MOST_NAMESAKES] if are_twins(row.values, one.values)), None)
    if twin is not None:
        row.verdict, row.same_as = Verdict.EXISTS, twin.number
