"""The identity numbers that wait in imports are sealed anew together with those of the records."""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from artisans.actions.resealing import Resealed
from artisans.models import Artisan, PersonIdentity
from core import sealing
from sheets.actions.filling import PRIVATE, nik_of
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
    if write:
        renew_traces()


def renew_traces() -> None:
    """Makes anew, with today's key, the traces of what imports filled and what still stands as it was filled."""
    rows = ImportRow.objects.filter(values__has_key="filled", made__isnull=False).order_by("pk")
    for key in rows.values_list("pk", flat=True).iterator():
        with transaction.atomic():
            row = rows.select_for_update(of=("self",)).select_related("made__identity").filter(pk=key).first()
            if row is not None and _renew(row.values["filled"], row.made):
                ImportRow.objects.save_again([row], ["values"])


def _renew(filled: dict, artisan: Artisan) -> bool:
    identity = getattr(artisan, "identity", None) or PersonIdentity(artisan=artisan)
    old = [name for name in filled.keys() - {"crafts", "identity"} if not sealing.is_sealed_newly(filled[name])]
    for name in old:
        value = nik_of(identity) if name == "nik" else getattr(identity if name in PRIVATE else artisan, name)
        if sealing.is_trace_of(filled[name], str(value)):
            filled[name] = sealing.trace(str(value))
    return bool(old)


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
