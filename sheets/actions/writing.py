"""Checked rows become drafts, or fill what a record lacks: many at once, and each row once."""

import uuid
from collections.abc import Sequence

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from artisans.actions.papers import place_of as place_of_nik
from artisans.choices import ArtisanState, ConsentMethod, ConsentPurpose
from artisans.models import Artisan, ArtisanCraft, Consent, PersonIdentity, StateChange
from artisans.signals import publicity_changed
from core import bulk, codes, sealing
from sheets.actions import filling
from sheets.choices import BatchState, ConsentBasis, RowChoice, Verdict
from sheets.models import ImportBatch, ImportRow
from sheets.reading import place_of

ROWS_AT_ONCE = 1_000
DONE = ["made", "is_done", "cells", "values", "keys", "verdict", "problems"]
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
    rows = list(batch.rows.unwritten()[:ROWS_AT_ONCE])
    try:
        with transaction.atomic():
            write(batch, rows, by=by)
    except DatabaseError:
        for row in rows:
            write_alone(batch, row, by=by)
    ImportRow.objects.save_again(rows, DONE)
    if len(rows) < ROWS_AT_ONCE:
        batch.state, batch.written_at = BatchState.WRITTEN, timezone.now()
        batch.save(update_fields=["state", "written_at"])


def write_alone(batch: ImportBatch, row: ImportRow, *, by: User) -> None:
    before = (row.cells, row.values, row.keys)
    try:
        with transaction.atomic():
            write(batch, [row], by=by)
    except DatabaseError:
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
    filling.fill_gaps([row for row in here if row.verdict == Verdict.EXISTS and row.choice == RowChoice.FILL], by=by)
    for row in here:
        row.is_done, row.cells, row.keys = True, [], []
        row.values = {"filled": row.values["filled"]} if "filled" in row.values else {}


def may_lie(code: str, by: User) -> bool:
    """Whether the officer may still register there: areas may have changed since the dry run."""
    return by.is_superuser or any(code == area or code.startswith(f"{area}.") for area in by.area_codes)


def make_records(batch: ImportBatch, rows: Sequence[ImportRow], *, by: User) -> None:
    """New drafts with crafts, consents, personal data and the first step of their history."""
    if not rows:
        return
    now = timezone.now()
    artisans = [
        Artisan(
            code=code,
            region_id=row.values["region"],
            state=ArtisanState.DRAFT,
            registered_by=by,
            registration_uuid=uuid.uuid5(uuid.NAMESPACE_OID, f"{batch.pk}:{row.pk}"),
            **{name: row.values[name] for name in PUBLIC if row.values.get(name) not in (None, "")},
        )
        for row, code in zip(rows, free_codes(len(rows)), strict=True)
    ]
    keys = dict(bulk.insert(artisans, returning=["code", "id"]))
    for artisan in artisans:
        artisan.pk = keys[artisan.code]
    pairs = list(zip(rows, artisans, strict=True))
    bulk.insert(
        [
            ArtisanCraft(artisan=artisan, craft_id=craft)
            for row, artisan in pairs
            for craft in row.values.get("crafts", ())
        ]
    )
    bulk.insert([identity(row, artisan) for row, artisan in pairs])
    bulk.insert(
        [
            Consent(artisan=artisan, purpose=purpose, method=ConsentMethod.SIGNED, witness=by, given_at=now)
            for artisan in artisans
            for purpose in PURPOSES[batch.consent_basis]
        ]
    )
    bulk.insert(
        [
            StateChange(artisan=artisan, to_state=ArtisanState.DRAFT, by=by, reason=reason(batch, row))
            for row, artisan in pairs
        ]
    )
    for row, artisan in pairs:
        row.made = artisan
    publicity_changed.send(sender=Artisan, artisan_ids=[artisan.pk for artisan in artisans])


def identity(row: ImportRow, artisan: Artisan) -> PersonIdentity:
    """The personal data of a row; none where the makers have not agreed, for then the row holds none."""
    known = {name: row.values[name] for name in PRIVATE if row.values.get(name) not in (None, "")}
    return PersonIdentity(artisan=artisan, **known, **nik(row, artisan.pk))


def nik(row: ImportRow, artisan_id: int) -> dict[str, str]:
    """The sealed NIK of a row, sealed anew for the record's own row."""
    if not row.values.get("nik_sealed"):
        return {}
    digits = sealing.open_sealed(row.values["nik_sealed"], bound_to=place_of(row.batch_id, row.sheet, row.number))
    sealed = sealing.seal(digits, bound_to=place_of_nik(artisan_id))
    return {"nik_sealed": sealed, "nik_hash": row.values["nik_hash"]}


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
