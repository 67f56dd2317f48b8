"""Identity numbers sealed anew with today's key, and found by today's hash."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pgtrigger
from django.db import transaction

from artisans.actions.papers import place_of
from artisans.models import Merge, PersonIdentity
from artisans.signals import resealing
from core import sealing

BATCH = 500


@dataclass
class Resealed:
    """How many numbers there are, how many another key sealed or hashed, and the codes of those nobody can open.

    `elsewhere` counts those of them that wait outside the records, in imports.
    """

    kept: int = 0
    elsewhere: int = 0
    sealed_before: int = 0
    hashed_before: int = 0
    lost: list[str] = field(default_factory=list)


def reseal(*, write: bool) -> Resealed:
    """Looks at every number; with `write` it seals and hashes anew those of older keys, a batch a transaction."""
    outcome = Resealed()
    for keys in _batches():
        with transaction.atomic():
            _reseal_batch(keys, outcome, write=write)
    resealing.send(sender=Resealed, outcome=outcome, write=write)
    return outcome


def _batches() -> Iterator[list[int]]:
    last = 0
    rows = PersonIdentity.objects.exclude(nik_sealed="").order_by("pk").values_list("pk", flat=True)
    while keys := list(rows.filter(pk__gt=last)[:BATCH]):
        yield keys
        last = keys[-1]


def _reseal_batch(keys: list[int], outcome: Resealed, *, write: bool) -> None:
    rows = PersonIdentity.objects.filter(pk__in=keys).exclude(nik_sealed="").select_related("artisan").order_by("pk")
    for row in rows.select_for_update(of=("self",)):
        outcome.kept += 1
        try:
            digits = sealing.open_sealed(row.nik_sealed, bound_to=place_of(row.pk))
        except sealing.CannotOpen:
            outcome.lost.append(row.artisan.spoken_code)
            continue
        hashed = sealing.keyed_hash(digits)
        is_old, is_hashed_before = not sealing.is_sealed_newly(row.nik_sealed), hashed != row.nik_hash
        outcome.sealed_before += is_old
        outcome.hashed_before += is_hashed_before
        if write and (is_old or is_hashed_before):
            _write(row.pk, digits, hashed, former=row.nik_hash)


def _write(artisan_id: int, digits: str, hashed: str, *, former: str) -> None:
    """The number stays the same, so the history tells of no change: its hashes, and those kept for an undo, follow."""
    sealed = sealing.seal(digits, bound_to=place_of(artisan_id))
    with pgtrigger.ignore("artisans.PersonIdentity:update_update"):
        PersonIdentity.objects.filter(pk=artisan_id).update(nik_sealed=sealed, nik_hash=hashed)
    if hashed != former:
        past = PersonIdentity.pgh_event_model.objects.filter(pgh_obj_id=artisan_id, nik_hash=former)
        past.update(nik_hash=hashed)
        for merge in Merge.objects.filter(before__nik=former):
            merge.before["nik"] = hashed
            merge.save(update_fields=["before"])
