"""Checked rows become drafts, or fill what a record lacks: many at once, and each row once."""

import uuid
from collections.abc import Sequence

from django.db import DataError, IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from artisans.choices import ArtisanState, ConsentMethod, ConsentPurpose
from artisans.models import Artisan, ArtisanCraft, Consent, PersonIdentity, StateChange
from artisans.signals import publicity_changed
from core import bulk, codes
from sheets.actions import filling
from sheets.actions.forgetting import EMPTIED, empty_erased
from sheets.choices import BatchState, ConsentBasis, RowChoice, Verdict
from sheets.models import ImportBatch, ImportRow

ROWS_AT_ONCE = 2_000
# What is wrong with a row; whatever else stops the writing, such as a colleague at the same record, passes.
SETS_A_ROW_ASIDE = (DataError, IntegrityError)
DONE = ["match", "made", "is_done", "cells", "values", "keys", "verdict", "problems", "notes"]
PUBLIC = ("public_name", "kind", "place_note", "story", "workers_male", "workers_female", "machines")
PRIVATE = ("legal_name", "phone", "birth_year", "nib")
PURPOSES = {
    ConsentBasis.NONE: (),
    ConsentBasis.STORE: (ConsentPurpose.STORE,),
    ConsentBasis.PROFILE: (ConsentPurpose.STORE, ConsentPurpose.PUBLIC_PROFILE),
}


def write_slice(batch: ImportBatch, *, by: User) -> None:
    """Writes the next rows of a locked import; after the last one it is written. What was written forgets its cells.

    Rows that cannot be written together are written one by one, and the one at fault is set aside as broken.
    """
    rows = held_rows(batch)
    emptied = empty_erased(rows, uploaded_at=batch.uploaded_at)
    ImportRow.objects.save_again(emptied, EMPTIED)
    sound = [row for row in rows if row.verdict != Verdict.LEFT_OUT]
    try:
        with transaction.atomic():
            write(batch, sound, by=by)
    except SETS_A_ROW_ASIDE:
        for row in sound:
            write_alone(batch, row, by=by)
    ImportRow.objects.save_again(sound, DONE)
    if not batch.rows.unwritten().exists():
        batch.state, batch.written_at = BatchState.WRITTEN, timezone.now()
        batch.save(update_fields=["state", "written_at"])


def held_rows(batch: ImportBatch) -> list[ImportRow]:
    """The next rows to write, held against whoever erases one of their makers; makers first, as everywhere."""
    waiting = batch.rows.unwritten().defer("cells", "keys", "reasons")
    keys = list(waiting.values_list("pk", "match")[:ROWS_AT_ONCE])
    filling.locked_survivors({match for _key, match in keys})
    return list(waiting.filter(pk__in=[key for key, _match in keys]).select_for_update(of=("self",)))


def write_alone(batch: ImportBatch, row: ImportRow, *, by: User) -> None:
    before = (row.cells, row.values, row.keys)
    try:
        with transaction.atomic():
            write(batch, [row], by=by)
    except SETS_A_ROW_ASIDE:
        row.cells, row.values, row.keys = before
        row.made, row.is_done = None, False
        set_aside(row, "public_name", _("This row could not be written. Type it anew."))


def set_aside(row: ImportRow, name: str, sentence: str) -> None:
    row.verdict, row.problems = Verdict.BROKEN, {name: {"text": sentence, "choices": []}}


def write(batch: ImportBatch, rows: Sequence[ImportRow], *, by: User) -> None:
    """Writes these rows; each then says which record it became or filled."""
    here = []
    for row in rows:
        if may_lie(row.values.get("region", ""), by):
            here.append(row)
        else:
            set_aside(row, "region", _("This place lies outside your area."))
    make_records(batch, [row for row in here if row.verdict == Verdict.NEW or row.choice == RowChoice.NEW], by=by)
    fills = [row for row in here if row.verdict == Verdict.EXISTS and row.choice == RowChoice.FILL]
    for row in filling.fill_gaps(fills, by=by):
        set_aside(row, "public_name", _("The record to be filled is gone, or another office keeps it. Check the row."))
    for row in here:
        if row.verdict == Verdict.BROKEN:
            continue
        row.is_done, row.cells, row.keys = True, [], []
        row.values = {name: row.values[name] for name in ("filled", "filled_at") if name in row.values}


def may_lie(code: str, by: User) -> bool:
    """Whether the officer may still register there: areas may have changed since the dry run."""
    return by.is_superuser or any(code == area or code.startswith(f"{area}.") for area in by.area_codes)


def make_records(batch: ImportBatch, rows: Sequence[ImportRow], *, by: User) -> None:
    """New drafts with crafts, consents, personal data and the first step of their history."""
    if not rows:
        return
    now = timezone.now()
    records = [record(batch, row, code, by=by) for row, code in zip(rows, free_codes(len(rows)), strict=True)]
    keys = dict(bulk.insert(Artisan, records, returning=["code", "id"]))
    pairs = [(row, keys[told["code"]]) for row, told in zip(rows, records, strict=True)]
    bulk.insert(
        ArtisanCraft,
        [{"artisan_id": key, "craft_id": craft} for row, key in pairs for craft in row.values.get("crafts", ())],
    )
    bulk.insert(PersonIdentity, [identity(row, key) for row, key in pairs])
    consent = {"method": ConsentMethod.SIGNED, "witness_id": by.pk, "given_at": now}
    bulk.insert(
        Consent,
        [
            {"artisan_id": key, "purpose": purpose, **consent}
            for _row, key in pairs
            for purpose in PURPOSES[batch.consent_basis]
        ],
    )
    bulk.insert(
        StateChange,
        [
            {"artisan_id": key, "to_state": ArtisanState.DRAFT, "by_id": by.pk, "reason": reason(batch, row)}
            for row, key in pairs
        ],
    )
    for row, key in pairs:
        row.made_id = key
    publicity_changed.send(sender=Artisan, artisan_ids=[key for _row, key in pairs])


def record(batch: ImportBatch, row: ImportRow, code: str, *, by: User) -> dict[str, object]:
    """The public record that a row becomes, by column."""
    return {
        "code": code,
        "region_id": row.values["region"],
        "state": ArtisanState.DRAFT,
        "registered_by_id": by.pk,
        "registration_uuid": uuid.uuid5(uuid.NAMESPACE_OID, f"{batch.pk}:{row.pk}"),
        **said(row, PUBLIC),
    }


def said(row: ImportRow, names: Sequence[str]) -> dict[str, object]:
    """Those of these values that the row has."""
    return {name: row.values[name] for name in names if row.values.get(name) not in (None, "")}


def identity(row: ImportRow, artisan_id: int) -> dict[str, object]:
    """The personal data of a row, by column; none where the makers have not agreed, for then the row holds none."""
    return {"artisan_id": artisan_id, **said(row, PRIVATE), **filling.nik(row, artisan_id)}


def reason(batch: ImportBatch, row: ImportRow) -> str:
    """Where the record comes from, for its history."""
    said = _("From the spreadsheet “%(file)s”, row %(row)d.") % {"file": batch.file_name, "row": row.number}
    if batch.has_consents:
        said += " " + _("Consent signed on paper; kept: %(source)s.") % {"source": batch.consent_source}
    return said


def free_codes(count: int) -> list[str]:
    """So many public codes that no record has; bulk_create draws none again where one is taken."""
    found: set[str] = set()
    while len(found) < count:
        drawn = {codes.new_code() for _ in range(count - len(found))}
        found |= drawn - set(Artisan.objects.filter(code__in=drawn).values_list("code", flat=True))
    return sorted(found)[:count]
