"""An import from the uploaded file to the confirmed columns, and the work that goes on slice by slice."""

import time
from itertools import islice

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from accounts.models import User
from clusters.models import Craft
from core.actions import action
from core.refusals import Refusal
from regions.models import Region
from sheets import columns
from sheets.actions import checking, undoing, writing
from sheets.choices import BatchState, ConsentBasis
from sheets.models import ImportBatch, ImportRow
from sheets.reading import CannotRead, file_name, place_of, read, without_numbers_of_cards

ROWS_AT_ONCE = 2_000
# A request works no longer than this; the next one goes on.
SECONDS_AT_ONCE = 4.0


class NotNow(Refusal):
    """The import stands where this step makes no sense; another tab may have gone on."""


@action
def upload(*, file: UploadedFile, office: Region, by: User) -> ImportBatch:
    """Keeps the rows of a workbook, chooses its likeliest sheet and proposes the columns. Raises CannotRead."""
    batch = ImportBatch.objects.create(uploaded_by=by, office=office, file_name=file_name(file))
    firsts: list[dict] = []
    for item in stored(batch, read(file)):
        if isinstance(item, str):
            firsts.append({"name": item[:120], "row_count": 0, "rows": []})
            continue
        sheet = firsts[-1]
        sheet["row_count"] += 1
        if item[0] <= columns.HEADINGS_WITHIN:
            sheet["rows"].append(item)
    remembered = columns.memory(office).keys()
    for sheet in firsts:
        sheet["header_row"] = columns.header_row(sheet.pop("rows"), remembered)
    if not any(sheet["row_count"] for sheet in firsts):
        raise CannotRead("empty")
    batch.sheets = firsts
    likeliest = max(range(len(firsts)), key=lambda at: (firsts[at]["header_row"] > 0, firsts[at]["row_count"], -at))
    return _use_sheet(batch, likeliest, firsts[likeliest]["header_row"])


def stored(batch: ImportBatch, items):
    """Passes on names of sheets and rows; the rows are written to the database, many at once."""
    sheet, waiting = -1, []
    for item in items:
        if isinstance(item, str):
            sheet += 1
            yield item
            continue
        number, cells = item
        safe = without_numbers_of_cards(cells, place=place_of(batch.pk, sheet, number))
        waiting.append({"batch_id": batch.pk, "sheet": sheet, "number": number, "cells": safe})
        yield number, safe
        if len(waiting) == ROWS_AT_ONCE:
            ImportRow.objects.save_new(waiting)
            waiting = []
    ImportRow.objects.save_new(waiting)


@action
def use_sheet(*, batch: ImportBatch, sheet: int, header_row: int, by: User) -> ImportBatch:
    """Another sheet of the workbook, or another row of headings; the columns are proposed anew."""
    locked = _locked(batch, BatchState.UPLOADED, BatchState.CHECKED)
    return _use_sheet(locked, sheet, header_row)


def _use_sheet(batch: ImportBatch, sheet: int, header_row: int) -> ImportBatch:
    batch.sheet, batch.header_row, batch.state = sheet, header_row, BatchState.UPLOADED
    top = list(first_rows(batch).values_list("number", "cells"))
    width = max((len(cells) for _number, cells in top), default=0)
    batch.headers = columns.headings(top, header_row, width)
    batch.mapping = columns.proposed(batch.headers, batch.office)
    batch.save()
    return batch


def first_rows(batch: ImportBatch):
    """The first rows of the sheet in use, enough for its headings and some samples."""
    return batch.rows.filter(sheet=batch.sheet, number__lte=batch.header_row + 50).order_by("number")


def samples(batch: ImportBatch, most: int = 3) -> list[list[str]]:
    """For each column the first values below the headings; a sealed number shows as dots."""
    rows = [row.cells for row in first_rows(batch) if row.number > batch.header_row]
    found = []
    for column in range(len(batch.headers)):
        said = (cells[column] for cells in rows if column < len(cells) and cells[column] != "")
        found.append(["•" * 16 if isinstance(cell, dict) else str(cell)[:60] for cell in islice(said, most)])
    return found


@action
def confirm_columns(
    *,
    batch: ImportBatch,
    mapping: dict[str, str],
    default_region: Region | None,
    default_craft: Craft | None,
    consent_basis: str,
    consent_source: str,
    by: User,
) -> ImportBatch:
    """Takes the officer's word for the columns, remembers it for the office, and begins the dry run.

    Rows corrected by hand keep what was typed, as long as the consents are the same.
    """
    locked = _locked(batch, BatchState.UPLOADED, BatchState.CHECKED)
    keeps_corrections = locked.consent_basis == consent_basis
    locked.mapping, locked.default_region, locked.default_craft = mapping, default_region, default_craft
    locked.consent_basis = consent_basis
    locked.consent_source = consent_source if consent_basis != ConsentBasis.NONE else ""
    locked.state = BatchState.CHECKING
    locked.save()
    columns.remember(locked.headers, mapping, locked.office)
    rows = locked.rows.all()
    if keeps_corrections:
        rows = rows.exclude(is_corrected=True)
    rows.exclude(verdict="").update(
        verdict="",
        values={},
        problems={},
        notes=[],
        keys=[],
        match=None,
        score=None,
        same_as=None,
        choice="",
        is_corrected=False,
    )
    return locked


@action
def begin_writing(*, batch: ImportBatch, by: User) -> ImportBatch:
    """From here on the checked rows become records."""
    locked = _locked(batch, BatchState.CHECKED, BatchState.WRITTEN)
    if not locked.rows.unwritten().exists():
        raise NotNow(_("There is no row to write."))
    locked.state = BatchState.WRITING
    locked.save(update_fields=["state"])
    locked.rows.exclude(sheet=locked.sheet).delete()
    locked.rows.filter(number__lte=locked.header_row).delete()
    return locked


@action
def begin_undoing(*, batch: ImportBatch, by: User) -> ImportBatch:
    """From here on the import is taken back."""
    locked = _locked(batch, BatchState.WRITTEN)
    if not locked.rows.filter(is_done=True, made__isnull=False).exists():
        raise NotNow(_("Nothing of this import can be taken back any more: its rows are forgotten after 30 days."))
    locked.state = BatchState.UNDOING
    locked.save(update_fields=["state"])
    return locked


@action
def drop(*, batch: ImportBatch, by: User) -> None:
    """Throws away an import that has written nothing; twice is as good as once."""
    if not ImportBatch.objects.select_for_update().filter(pk=batch.pk).first():
        return
    _locked(batch, BatchState.UPLOADED, BatchState.CHECKING, BatchState.CHECKED)
    ImportRow.objects.filter(batch=batch)._raw_delete(using="default")
    batch.delete()


def _locked(batch: ImportBatch, *states: str) -> ImportBatch:
    locked = ImportBatch.objects.select_for_update().filter(pk=batch.pk).first()
    if locked is None:
        raise NotNow(_("This import has been thrown away."))
    if locked.state not in states:
        raise NotNow(
            _("This import is now “%(state)s”, so nothing was changed.") % {"state": locked.get_state_display()}
        )
    return locked


SLICES = {
    BatchState.CHECKING: checking.check_slice,
    BatchState.WRITING: writing.write_slice,
    BatchState.UNDOING: undoing.undo_slice,
}


def work(*, batch: ImportBatch, by: User, seconds: float = SECONDS_AT_ONCE) -> ImportBatch:
    """Does slices of the work until it is done or the time is up. Each slice is certain by itself.

    While another tab works at the same import, nothing is done here.
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end and _do_slice(batch, by=by):
        pass
    return ImportBatch.objects.filter(pk=batch.pk).first() or batch


@action
def _do_slice(batch: ImportBatch, *, by: User) -> bool:
    """Does the next slice, if there is one and nobody else does it just now."""
    locked = ImportBatch.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=batch.pk).first()
    if locked is None or locked.state not in SLICES:
        return False
    SLICES[locked.state](locked, by=by)
    return True
