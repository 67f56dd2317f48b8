"""What the officer decides about single rows before they are written."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import reachable
from artisans.models import Artisan
from clusters.models import Craft
from core.actions import action
from core.refusals import Refusal
from sheets.actions import checking
from sheets.choices import BatchState, RowChoice, Verdict
from sheets.models import ImportBatch, ImportRow
from sheets.rows import Reader, doubts_in

DECIDABLE = (BatchState.CHECKED, BatchState.WRITTEN)


class NotNow(Refusal):
    """The row is written already, or the import is at work."""


class NotYours(Refusal):
    """The record is kept by another office."""


@action
def correct(*, row: ImportRow, values: dict, by: User) -> ImportRow:
    """Takes a row as the officer typed it; whether its maker exists already is looked up at once."""
    locked = _locked(row)
    return _checked_again(locked, values, by=by)


@action
def choose(*, row: ImportRow, choice: str, by: User) -> ImportRow:
    """What becomes of a row whose maker seems to exist already."""
    locked = _locked(row)
    if locked.verdict != Verdict.EXISTS:
        raise NotNow(_("This row no longer seems to exist already. Look at it again."))
    if choice == RowChoice.FILL and not fillable(by, Artisan.objects.filter(pk=locked.match_id)).exists():
        raise NotYours(_("Another office keeps that record, so nothing can be filled in here."))
    locked.choice = choice
    locked.save(update_fields=["choice"])
    return locked


@action
def choose_for_all(*, batch: ImportBatch, choice: str, by: User) -> int:
    """The same for all rows whose makers seem to exist already and for which nothing was chosen; how many they are."""
    ImportBatch.objects.select_for_update().get(pk=batch.pk)
    rows = batch.rows.filter(verdict=Verdict.EXISTS, is_done=False, choice="")
    if choice == RowChoice.FILL:
        rows = rows.filter(match__in=fillable(by, Artisan.objects.all()))
    return rows.update(choice=choice)


@action
def leave_out(*, row: ImportRow, by: User) -> ImportRow:
    """The row becomes no record."""
    locked = _locked(row)
    locked.verdict = Verdict.LEFT_OUT
    locked.save(update_fields=["verdict"])
    return locked


@action
def take_in(*, row: ImportRow, by: User) -> ImportRow:
    """A row that was left out is checked as any other."""
    locked = _locked(row)
    if locked.is_corrected:
        return _checked_again(locked, locked.values, by=by)
    reader = Reader(locked.batch, checking.gazetteer_for(locked.batch, by), list(Craft.objects.order_by("pk")))
    checking.take(locked, reader.read([locked], even_sums=True)[0])
    checking.compare_alone(locked)
    locked.save(update_fields=checking.RESULT)
    return locked


def _checked_again(row: ImportRow, values: dict, *, by: User) -> ImportRow:
    """The row as it was typed, with what is doubtful in its NIK."""
    checked = checking.check_again(row=row, values=values, by=by)
    if values.get("nik_sealed"):
        checked.notes = doubts_in(checked)
        checked.save(update_fields=["notes"])
    return checked


def fillable(by: User, artisans):
    """Those of the records which the officer may change."""
    return reachable(by, "change", artisans.unmerged())


def _locked(row: ImportRow) -> ImportRow:
    """The row of an import that waits for decisions; both are locked."""
    batch = ImportBatch.objects.select_for_update().filter(pk=row.batch_id).first()
    if batch is None:
        raise NotNow(_("This import has been thrown away."))
    locked = ImportRow.objects.select_for_update().get(pk=row.pk)
    locked.batch = batch
    if batch.state not in DECIDABLE or locked.is_done:
        raise NotNow(_("This row is written already, or the import is at work. Nothing was changed."))
    return locked
