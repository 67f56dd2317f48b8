"""The identity numbers that wait in imports are sealed anew together with those of the records."""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from artisans.actions.resealing import Resealed
from core import sealing
from sheets.models import ImportRow
from sheets.reading import place_of

BATCH = 500


def reseal_rows(*, outcome: Resealed, write: bool, **_kwargs) -> None:
    """Looks at every row that holds a sealed number, in its cells or read from them; a batch is a transaction."""
    last = 0
    rows = ImportRow.objects.annotate(told=Cast("cells", TextField())).order_by("pk")
    rows = rows.filter(Q(told__contains='"sealed": ') | Q(values__has_key="nik_sealed"))
    while keys := list(rows.filter(pk__gt=last).values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            found = ImportRow.objects.select_for_update().filter(pk__in=keys).order_by("pk")
            changed = [row for row in found if _reseal(row, outcome)]
            if write:
                ImportRow.objects.save_again(changed, ["cells", "values"])
        last = keys[-1]


def _reseal(row: ImportRow, outcome: Resealed) -> bool:
    """Seals and hashes the row's numbers anew; whether an older key had done it. The row is not saved."""
    outcome.elsewhere += 1
    here = place_of(row.batch_id, row.sheet, row.number)
    is_old, is_hashed_before = False, False
    try:
        for holder, name in _sealed(row):
            digits = sealing.open_sealed(holder[name], bound_to=here)
            if not sealing.is_sealed_newly(holder[name]):
                is_old, holder[name] = True, sealing.seal(digits, bound_to=here)
            if name == "nik_sealed" and holder["nik_hash"] != (hashed := sealing.keyed_hash(digits)):
                is_hashed_before, holder["nik_hash"] = True, hashed
    except sealing.CannotOpen:
        outcome.lost.append(f"import {row.batch_id} row {row.number}")
        return False
    outcome.sealed_before += is_old
    outcome.hashed_before += is_hashed_before
    return is_old or is_hashed_before


def _sealed(row: ImportRow) -> Iterator[tuple[dict, str]]:
    """Where the row keeps sealed texts: what holds one, and under which name."""
    for cell in row.cells:
        if isinstance(cell, dict):
            yield cell, "sealed"
    if row.values.get("nik_sealed"):
        yield row.values, "nik_sealed"
