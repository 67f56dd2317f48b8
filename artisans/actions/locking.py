"""The one door to a record: every action locks the maker's row here, before anything else it locks or writes.

Whoever comes second waits and then sees the record as the first one left it: erased, part of another, in another
state. The order of all locks stands in CONTRIBUTING.md; tests/locks holds it.
"""

from collections.abc import Callable, Collection

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from artisans.choices import ArtisanState
from artisans.models import Artisan
from core.refusals import Refusal


class RecordErased(Refusal):
    """The record is no longer there; nothing of it is known any more."""

    def __init__(self) -> None:
        super().__init__(_("This record was erased meanwhile, so nothing was changed."))


class BecamePartOfAnother(Refusal):
    """The record was merged into another, where this step may not be wanted."""

    def __init__(self, survivor: Artisan | None = None) -> None:
        if survivor is None:
            super().__init__(_("This record has become part of another, so nothing was changed."))
            return
        sentence = _(
            "Meanwhile this record became part of %(name)s (%(code)s), so nothing was changed. Do it there if it still"
            " fits."
        )
        super().__init__(sentence % {"name": survivor.public_name, "code": survivor.spoken_code})


def locked_record(artisan: Artisan | int) -> Artisan:
    """The record as it is now, held until the transaction ends; of a merged one the record that it became part of.

    For what is said of the person, or belongs to them, whichever record holds it. Raises RecordErased.
    """
    key = artisan.pk if isinstance(artisan, Artisan) else artisan
    while True:
        savepoint = transaction.savepoint()
        record = Artisan.objects.select_for_update(no_key=True).filter(pk=key).first()
        if record is None:
            raise RecordErased
        if record.state != ArtisanState.MERGED:
            transaction.savepoint_commit(savepoint)
            return record
        # Lets go of the merged row: whoever undoes the merge locks both in the order of their keys.
        transaction.savepoint_rollback(savepoint)
        key = _key_after(record)


def locked_same_record(artisan: Artisan | int) -> Artisan:
    """The record itself as it is now, held until the transaction ends.

    For steps that were decided while looking at this record. Raises RecordErased, and BecamePartOfAnother.
    """
    record = locked_record(artisan)
    if record.pk != (artisan.pk if isinstance(artisan, Artisan) else artisan):
        raise BecamePartOfAnother(record)
    return record


def locked_rows(keys: Collection[int], *, exclusively: bool = False) -> dict[int, Artisan]:
    """Those of these rows that are still there, merged ones too, held in the order of their keys.

    `exclusively` also holds back who hangs something new on them: for merging, splitting and erasing.
    """
    rows = Artisan.objects.select_for_update(no_key=not exclusively).filter(pk__in=keys).order_by("pk")
    return {row.pk: row for row in rows}


def locked_pair(*artisans: Artisan, exclusively: bool = False) -> list[Artisan]:
    """These very rows, in the order in which they are given. Raises RecordErased if one of them is gone."""
    rows = locked_rows([artisan.pk for artisan in artisans], exclusively=exclusively)
    if any(artisan.pk not in rows for artisan in artisans):
        raise RecordErased
    return [rows[artisan.pk] for artisan in artisans]


def locked_with_maker(
    rows: QuerySet, *, exclusively: bool = False, between: Callable[[], object] | None = None
) -> Model | None:
    """The one row of `rows` that hangs on a maker by its `artisan`, held after its maker; None if it is gone.

    It may have moved to another record meanwhile: the maker who is held is the one it names now. `between` locks what
    comes after makers and before such rows. `exclusively` is for a row that will be deleted.
    """
    while True:
        savepoint = transaction.savepoint()
        seen = rows.values_list("artisan", flat=True).first()
        makers = locked_rows([seen] if seen else [])
        if between:
            between()
        row = rows.select_for_update(of=("self",), no_key=not exclusively).first()
        if row is None or row.artisan_id == seen:
            transaction.savepoint_commit(savepoint)
            if row and seen:
                row.artisan = makers[seen]
            return row
        transaction.savepoint_rollback(savepoint)


def locked_family(artisans: Collection[Artisan]) -> list[Artisan]:
    """All records of these makers, with those that became one with them, held exclusively, by key."""
    while True:
        savepoint = transaction.savepoint()
        rows = locked_rows(_family_of(artisans), exclusively=True)
        # A merge that ended while this waited may have brought one more.
        if rows.keys() == _family_of(artisans):
            transaction.savepoint_commit(savepoint)
            return list(rows.values())
        transaction.savepoint_rollback(savepoint)


def _family_of(artisans: Collection[Artisan]) -> set[int]:
    return set(Artisan.objects.of_the_same_maker(artisans).values_list("pk", flat=True))


def _key_after(merged: Artisan) -> int:
    """The record that a merged one leads to, or itself where the merge has just been undone."""
    survivor = Artisan.objects.named(merged.code).first()
    if survivor is None and Artisan.objects.filter(pk=merged.pk).exists():
        raise BecamePartOfAnother
    if survivor is None:
        raise RecordErased
    return survivor.pk
