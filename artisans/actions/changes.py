"""Changes to rows, written down so that they can be taken back exactly: merging and splitting are made of them.

An entry is {"model": label, "pk": key, "before": values or None, "after": values or None} in the plain form that JSON
carries. Without `before` the row was added, without `after` removed; else both hold the fields that changed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Model

Plain = str | int | float | bool | None


@dataclass(frozen=True)
class Later:
    """A value that somebody changed after the entry was written; `gone` if the whole row has been deleted since.

    `now` is what the row says, `back` what taking the entry back would write.
    """

    model: type[Model]
    pk: Plain
    name: str = ""
    now: Plain = None
    back: Plain = None
    gone: bool = False

    @property
    def label(self) -> str:
        """The field in people's words, or the kind of row that is gone."""
        meta = self.model._meta
        return str(meta.get_field(self.name).verbose_name if self.name else meta.verbose_name)


@dataclass
class Changes:
    """Rows written one after another, each with what it takes to go back."""

    entries: list[dict] = field(default_factory=list)

    def set(self, row: Model, **values: Any) -> None:
        """Writes values (foreign keys by their `..._id`) into a row; those it has already are left out."""
        changed = {name: value for name, value in values.items() if plain(value) != plain(getattr(row, name))}
        if not changed:
            return
        before = {name: plain(getattr(row, name)) for name in changed}
        for name, value in changed.items():
            setattr(row, name, value)
        row.save(update_fields=list(changed))
        self._note(row, row.pk, before, {name: plain(value) for name, value in changed.items()})

    def add(self, row: Model) -> None:
        """Writes a new row."""
        row.save(force_insert=True)
        self._note(row, row.pk, None, {})

    def remove(self, row: Model) -> None:
        """Deletes a row on which nothing hangs."""
        values = {one.attname: plain(getattr(row, one.attname)) for one in row._meta.concrete_fields}
        type(row)._base_manager.filter(pk=row.pk).delete()
        self._note(row, row.pk, values, None)

    def _note(self, row: Model, pk: Plain, before: dict | None, after: dict | None) -> None:
        self.entries.append({"model": row._meta.label_lower, "pk": pk, "before": before, "after": after})


def plain(value: Any) -> Plain:
    """A field's value as JSON carries it, without losing a microsecond."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def later_changes(entries: list[dict]) -> list[Later]:
    """What somebody has written over these entries since, and which of their rows are gone."""
    return [later for entry in entries if entry["before"] and entry["after"] for later in _later_than(entry)]


def _later_than(entry: dict) -> Iterator[Later]:
    model = apps.get_model(entry["model"])
    row = model._base_manager.filter(pk=entry["pk"]).first()
    if row is None:
        yield Later(model, entry["pk"], gone=True)
        return
    for name, after in entry["after"].items():
        if (now := plain(getattr(row, name))) != after:
            yield Later(model, entry["pk"], name, now, entry["before"][name])


def take_back(entries: list[dict], *, keep_later: bool) -> None:
    """Writes the rows as they were before the entries. With `keep_later` what was changed since stays as it is now.

    Raises IntegrityError where something written since stands in the way.
    """
    kept = {(later.model, later.pk, later.name) for later in later_changes(entries)} if keep_later else set()
    held = {(model, pk) for model, pk, _name in kept}
    for entry in reversed(entries):
        model, pk, before = apps.get_model(entry["model"]), entry["pk"], entry["before"]
        rows = model._base_manager.filter(pk=pk)
        if before is None:
            if (model, pk) not in held:
                rows.delete()
            continue
        values = {name: model._meta.get_field(name).to_python(value) for name, value in before.items()}
        if entry["after"] is None:
            model(**values).save(force_insert=True)
        elif values := {name: value for name, value in values.items() if (model, pk, name) not in kept}:
            rows.update(**values)
