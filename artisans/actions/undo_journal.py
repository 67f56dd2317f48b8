"""The undo journal: what an action wrote, row by row, so that it can be taken back, or say what came since (ADR 0033).

Merging and splitting write through it. An entry is {"model": label, "pk": key, "before": values or None, "after":
values or None} in the plain form that JSON carries. Without `before` the row was added, without `after` removed; both
then hold the whole row, else the fields that changed. What one entry changed goes back, or stays, as a whole. It may
also hold "only_while": {"model", "where"}, a row without which it never goes back, "unless" likewise, a row with which
it never does, and "is_word": what somebody said since about it is never dropped.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet
from django.utils.crypto import salted_hmac

Plain = str | int | float | bool | list | None
Row = tuple[str, Plain]
Where = tuple[type[Model], Mapping[str, Any]]


@dataclass(frozen=True)
class Later:
    """What came after an entry was written, and stands in the way of taking it back.

    `now` is what the row says, `back` what taking the entry back would write. `gone` if the whole row has been deleted
    since, `stays` if taking the entry back never changes it.
    """

    model: type[Model]
    pk: Plain
    name: str = ""
    now: Plain = None
    back: Plain = None
    gone: bool = False
    stays: bool = False

    @property
    def label(self) -> str:
        """The field in people's words, or the kind of row."""
        meta = self.model._meta
        return str(meta.get_field(self.name).verbose_name if self.name else meta.verbose_name)

    @property
    def may_go_back(self) -> bool:
        """Whether somebody can choose what becomes of it."""
        return not (self.gone or self.stays)


def digest(later: Collection[Later]) -> str:
    """What came since, as a form carries it to be compared again when it is sent."""
    told = sorted(f"{one.model._meta.label}:{one.pk}:{one}" for one in later)
    return salted_hmac(__name__, "\n".join(told)).hexdigest()


@dataclass
class Journal:
    """Rows written one after another, each with what it takes to go back."""

    entries: list[dict] = field(default_factory=list)

    def set(
        self,
        row: Model,
        *,
        is_word: bool = False,
        only_while: Where | None = None,
        unless: Where | None = None,
        **values: Any,
    ) -> None:
        """Writes values (foreign keys by their `..._id`, many-to-many as keys); those the row has are left out."""
        changed = {name: plain(value) for name, value in values.items() if plain(value) != read(row, name)}
        if not changed:
            return
        before = {name: read(row, name) for name in changed}
        _write(type(row), row.pk, changed)
        for name in changed.keys() - {one.name for one in row._meta.many_to_many}:
            setattr(row, name, values[name])
        self._note(row, before, changed, is_word=is_word, only_while=only_while, unless=unless)

    def add(self, row: Model) -> None:
        """Writes a new row."""
        row.save(force_insert=True)
        self._note(row, None, whole(row))

    def remove(self, row: Model, *, only_while: Where) -> None:
        """Deletes a row on which nothing hangs."""
        type(row)._base_manager.filter(pk=row.pk).delete()
        self._note(row, whole(row), None, only_while=only_while)

    def _note(self, row: Model, before: dict | None, after: dict | None, **more: Any) -> None:
        entry = {"model": row._meta.label_lower, "pk": row.pk, "before": before, "after": after}
        for name in ("only_while", "unless"):
            if more.get(name):
                model, where = more[name]
                where = {lookup: plain(value) for lookup, value in where.items()}
                entry[name] = {"model": model._meta.label_lower, "where": where}
        if more.get("is_word"):
            entry["is_word"] = True
        self.entries.append(entry)


def plain(value: Any) -> Plain:
    """A field's value as JSON carries it, without losing a microsecond; of many keys a sorted list."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, (list, tuple, set, frozenset)):
        return sorted(plain(one) for one in value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def rewritten(entries: list[dict], rewrite: Callable[[type[Model], str, Plain], Plain]) -> list[dict]:
    """The entries with each value as `rewrite` gives it for the model and the name of the field."""

    def values(entry: dict, side: str) -> dict | None:
        model = apps.get_model(entry["model"])
        return entry[side] and {name: rewrite(model, name, value) for name, value in entry[side].items()}

    return [entry | {side: values(entry, side) for side in ("before", "after")} for entry in entries]


def read(row: Model, name: str) -> Plain:
    """What a row says in one field."""
    if row._meta.get_field(name).many_to_many:
        return plain(list(getattr(row, name).order_by().values_list("pk", flat=True)))
    return plain(getattr(row, name))


def whole(row: Model) -> dict[str, Plain]:
    """Every column of a row."""
    return {one.attname: plain(getattr(row, one.attname)) for one in row._meta.concrete_fields}


def later_changes(entries: list[dict]) -> list[Later]:
    """What came since these entries: values written over them, rows that are gone, and conditions no longer met."""
    return [later for later, _entry in _laters(entries)]


def _laters(entries: list[dict]) -> Iterator[tuple[Later, dict]]:
    left = _as_left(entries)
    for entry in entries:
        model, pk, row = apps.get_model(entry["model"]), entry["pk"], _rows(entry).first()
        if not _is_met(entry):
            yield Later(model, pk, gone=row is None, stays=row is not None), entry
        elif entry["before"] is None or entry["after"] is None:
            continue
        elif row is None:
            yield Later(model, pk, gone=True), entry
        else:
            for name, before in entry["before"].items():
                if (now := read(row, name)) != left[entry["model"], pk, name]:
                    yield Later(model, pk, name, now, before, stays=entry.get("is_word", False)), entry


def _as_left(entries: list[dict]) -> dict[tuple[str, Plain, str], Plain]:
    """What the last entry about each field wrote."""
    return {
        (entry["model"], entry["pk"], name): value
        for entry in entries
        for name, value in (entry["after"] or {}).items()
    }


def _rows(entry: dict) -> QuerySet:
    return apps.get_model(entry["model"])._base_manager.filter(pk=entry["pk"])


def _is_met(entry: dict) -> bool:
    return all(
        apps.get_model(entry[name]["model"])._base_manager.filter(**entry[name]["where"]).exists() == wanted
        for name, wanted in (("only_while", True), ("unless", False))
        if name in entry
    )


def take_back(entries: list[dict], *, keep_later: bool) -> None:
    """Writes the rows as they were before the entries; a row that was added goes, unless it holds something since.

    With `keep_later` what was changed since stays as it is now; what stays in any case, stays.
    Raises IntegrityError where something written since stands in the way.
    """
    held = {id(entry) for later, entry in _laters(entries) if keep_later or not later.may_go_back}
    for entry in reversed(entries):
        if id(entry) in held:
            continue
        if entry["before"] is None:
            row = _rows(entry).first()
            if row is not None and whole(row) == entry["after"]:
                _rows(entry).delete()
        elif entry["after"] is None:
            _made_of(entry).save(force_insert=True)
        else:
            _write(apps.get_model(entry["model"]), entry["pk"], entry["before"])


def _made_of(entry: dict) -> Model:
    model = apps.get_model(entry["model"])
    return model(**{name: model._meta.get_field(name).to_python(value) for name, value in entry["before"].items()})


def _write(model: type[Model], pk: Plain, values: Mapping[str, Plain]) -> None:
    many = {one.name for one in model._meta.many_to_many}
    rows = model._base_manager.filter(pk=pk)
    for name in many & values.keys():
        getattr(rows.get(), name).set(values[name])
    if columns := {name: model._meta.get_field(name).to_python(values[name]) for name in values.keys() - many}:
        rows.update(**columns)
