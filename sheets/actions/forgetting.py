"""What waits in imports of makers who are erased, or who take back the consent to be kept.

Their rows are emptied, and keyed hashes of what they were known by are kept as long as an import uploaded before may
still be written: a row that is read, or typed anew, only later does not make the maker again.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.db.models import F, Q, TextField, Value
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from artisans.actions.blanking import Like, with_a_name, with_a_number
from artisans.actions.mentions import Mentions
from core import sealing
from regions.models import Region
from regions.words import words
from sheets import cells
from sheets.cells import Unclear
from sheets.choices import RowChoice, Verdict
from sheets.models import ColumnMemory, ErasedKey, ImportRow
from sheets.reading import place_of
from sheets.rows import folded, short_hash

ROWS_AT_ONCE = 2_000
EMPTIED = [
    "cells", "values", "problems", "notes", "verdict", "match", "score", "reasons", "same_as", "keys", "choice",
    "is_corrected",
]  # fmt: skip
# An undecided row that is so likely to be the maker's is taken for it.
MORE_LIKELY_THAN_NOT = 0.5


def forget_makers(mentions: Mentions) -> None:
    """Empties the waiting rows of these makers; others that only seemed to be theirs are of somebody new."""
    keys = list(_keys_of_makers(mentions))
    ErasedKey.objects.bulk_create(
        [ErasedKey(key=key, erased_at=timezone.now()) for key in sorted(set(keys))],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["erased_at"],
    )
    places = _Places(mentions)
    for rows in _waiting_rows(mentions):
        for row in rows:
            if _is_theirs(row, mentions, set(keys), places):
                empty(row)
            elif row.match_id in mentions.artisan_ids:
                _is_somebody_new(row)
        ImportRow.objects.save_again(rows, EMPTIED)
    _forget_headings(mentions)


def _is_somebody_new(row: ImportRow) -> None:
    """That the officer said so is kept: it is no namesake's word against a name and a village alone."""
    row.match, row.score, row.reasons = None, None, []
    row.choice = row.choice if row.choice == RowChoice.NEW else ""
    row.verdict = Verdict.NEW if row.verdict == Verdict.EXISTS else row.verdict


def empty(row: ImportRow) -> None:
    """Takes everything out of the row and says why; the row is not saved."""
    row.cells, row.values, row.problems, row.reasons, row.keys = [], {}, {}, [], []
    row.match, row.score, row.same_as, row.choice, row.is_corrected = None, None, None, "", False
    row.verdict = Verdict.LEFT_OUT
    row.notes = [
        _("This row was emptied: its maker was erased, or took back the consent to be kept, after the file was sent.")
    ]


def empty_erased(rows: Sequence[ImportRow], *, uploaded_at: datetime) -> list[ImportRow]:
    """Empties those of the rows whose makers were erased since the file came, and returns them; saves nothing."""
    erased = set(ErasedKey.objects.filter(erased_at__gte=uploaded_at).values_list("key", flat=True))
    if not erased:
        return []
    theirs = [row for row in rows if erased.intersection(_keys_of_row(row.values, by_name=not _is_said_new(row)))]
    for row in theirs:
        empty(row)
    return theirs


def _is_said_new(row: ImportRow) -> bool:
    """Whether the officer said of a row that it is another person than the one who was erased."""
    return row.choice == RowChoice.NEW and row.verdict == Verdict.NEW


def _keys_of_makers(mentions: Mentions) -> Iterator[str]:
    """Numbers alone, and names with villages. Where a number is known, a namesake with another one is somebody else."""
    yield from (short_hash(f"phone|{number}") for number in mentions.phones)
    yield from (short_hash(f"nik|{hashed}") for hashed in mentions.nik_hashes)
    lacking = ("p" if mentions.phones else "") + ("k" if mentions.nik_hashes else "")
    for name in mentions.redactor.names:
        yield from (short_hash(f"name{lacking}|{folded(name.text)}|{region}") for region in mentions.regions)


def _keys_of_row(values: dict, *, by_name: bool = True) -> Iterator[str]:
    phone, hashed = values.get("phone"), values.get("nik_hash")
    if phone:
        yield short_hash(f"phone|{phone}")
    if hashed:
        yield short_hash(f"nik|{hashed}")
    if not by_name:
        return
    lacking = ["", *([] if phone else ["p"]), *([] if hashed else ["k"]), *([] if phone or hashed else ["pk"])]
    for name in {folded(values.get(said, "")) for said in ("public_name", "legal_name")} - {""}:
        yield from (short_hash(f"name{kind}|{name}|{values.get('region', '')}") for kind in lacking)


class _Places:
    """The words of the villages where the makers live or lived, as a sheet may say them."""

    def __init__(self, mentions: Mentions) -> None:
        named = Region.objects.filter(code__in=mentions.regions).values_list("name", flat=True)
        self.names = [set(words(name)) for name in named]

    def are_named(self, row: ImportRow) -> bool:
        said = set(words(" ".join(_texts(row.cells))))
        return any(name <= said for name in self.names)


def _waiting_rows(mentions: Mentions) -> Iterator[list[ImportRow]]:
    """Rows that may be theirs and can still be written, some at once and held."""
    said = ["cells", "values"]
    theirs = Q(match__in=mentions.artisan_ids) | with_a_name(said, mentions) | with_a_number(said, mentions)
    if mentions.nik_hashes:
        theirs |= Q(Like(Cast(F("cells"), TextField()), Value('%"sealed": %')))
    found = ImportRow.objects.filter(theirs, is_done=False).order_by("pk")
    last = 0
    while rows := list(found.filter(pk__gt=last).select_for_update(of=("self",))[:ROWS_AT_ONCE]):
        yield rows
        last = rows[-1].pk


def _is_theirs(row: ImportRow, mentions: Mentions, keys: set[str], places: _Places) -> bool:
    if mentions.redactor.has_a_number("\n".join([*_texts(row.cells), *_texts(row.values)])):
        return True
    seems_theirs = row.match_id in mentions.artisan_ids
    is_another = _is_said_new(row) or (seems_theirs and row.choice == RowChoice.NEW)
    if keys.intersection(_keys_of_row(row.values, by_name=not is_another)) or _nik_hashes(row) & mentions.nik_hashes:
        return True
    if seems_theirs and not is_another:
        has_other_number = bool(mentions.phones and row.values.get("phone"))
        return bool(row.choice) or ((row.score or 0) >= MORE_LIKELY_THAN_NOT and not has_other_number)
    return not row.values.get("region") and _is_named_alike(row, mentions, places)


def _is_named_alike(row: ImportRow, mentions: Mentions, places: _Places) -> bool:
    """Whether a row whose place is not understood has one of the names, and no number of somebody else's."""
    names = {folded(name.text) for name in mentions.redactor.names}
    if not names & {folded(text) for text in _texts(row.cells)}:
        return False
    is_read = bool(row.verdict)
    return (is_read or places.are_named(row)) and not (mentions.phones and _has_a_phone(row))


def _has_a_phone(row: ImportRow) -> bool:
    for cell in row.cells:
        try:
            if cells.phone(cell)[0]:
                return True
        except Unclear:
            continue
    return False


def _nik_hashes(row: ImportRow) -> set[str]:
    """The hashes of the sealed numbers in a row, whether it has been read or not."""
    here, found = place_of(row.batch_id, row.sheet, row.number), set()
    for cell in row.cells:
        if isinstance(cell, dict):
            try:
                found.add(sealing.keyed_hash(sealing.open_sealed(cell["sealed"], bound_to=here)))
            except sealing.CannotOpen:
                continue
    return found


def _texts(said: object) -> Iterator[str]:
    """The texts and whole numbers in cells or values."""
    parts: Iterable = said.values() if isinstance(said, dict) else said if isinstance(said, list) else ()
    for part in parts:
        if isinstance(part, (dict, list)):
            yield from _texts(part)
        elif part is not None:
            yield cells.text(part) if isinstance(part, float) else str(part)


def _forget_headings(mentions: Mentions) -> None:
    """A row of data that was taken for headings may have taught the office a maker's name."""
    named = with_a_name(["heading"], mentions) | with_a_number(["heading"], mentions)
    told = ColumnMemory.objects.filter(named)
    gone = [memory.pk for memory in told if mentions.redactor.names_somebody(memory.heading)]
    ColumnMemory.objects.filter(pk__in=gone).delete()
