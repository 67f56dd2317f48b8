"""Lists that come with Sentra, loaded at every upgrade into tables that people keep (ADR 29).

What the list said last is remembered for each row (LoadedRow). So a later loading tells what people have changed or
deleted, which stays, from what only a new edition of the list changes.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from core.models import BilingualName, LoadedRow

Values = dict[str, Any]


@dataclass
class Loading:
    """What became of one list, by the keys of its rows.

    `kept` names the fields that people changed and that say something else than the list, `deleted` the rows that
    people deleted, `impossible` the fields that cannot be as the list wants beside what people made.
    """

    kind: str
    size: int
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    kept: dict[str, list[str]] = field(default_factory=dict)
    deleted: list[str] = field(default_factory=list)
    impossible: dict[str, list[str]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[str]:
        """Sentences for whoever runs the command."""
        yield f"{self.size} {self.kind}: {len(self.added)} added, {len(self.changed)} changed."
        if self.kept:
            yield f"{self.kind}: stays as people changed it: {_in_words(self.kept)}."
        if self.deleted:
            yield f"{self.kind}: stays deleted, as people deleted it: {', '.join(self.deleted)}."
        if self.impossible:
            yield f"{self.kind}: not possible beside what people made: {_in_words(self.impossible)}."


def _in_words(fields: dict[str, list[str]]) -> str:
    return "; ".join(f"{key} ({', '.join(names)})" for key, names in fields.items())


class Memory:
    """What was last loaded of one list. Whoever opens it holds the list until the transaction ends."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"core_loadedrow.{kind}"])
        self.rows = {row.key: row for row in LoadedRow.objects.filter(kind=kind)}

    def never_loaded(self, keys: Iterable[str]) -> list[str]:
        return [key for key in keys if key not in self.rows]

    def values_of(self, key: str) -> Values:
        return self.rows[key].values if key in self.rows else {}

    def remember(self, keys: Iterable[str]) -> None:
        """That these rows were loaded, whatever becomes of them."""
        LoadedRow.objects.bulk_create(LoadedRow(kind=self.kind, key=key) for key in self.never_loaded(keys))

    def remember_values(self, key: str, object_id: int, values: Values) -> None:
        known = self.rows.get(key)
        if known is None or (known.object_id, known.values) != (object_id, values):
            LoadedRow.objects.update_or_create(
                kind=self.kind, key=key, defaults={"object_id": object_id, "values": values}
            )


class WordList:
    """A list of words with slugs, such as the crafts, on its way into its table.

    `standing` leads from the list's keys to the rows of the table that they are: those loaded before, whatever people
    call them now; those of the same slug or Indonesian name; and new ones.
    """

    def __init__(self, kind: str, model: type[BilingualName], listed: dict[str, Values], *, overwrite: bool) -> None:
        """`listed` leads from slugs to the values of new rows; `overwrite` takes the list's word for everything."""
        self.overwrite = overwrite
        self.memory = Memory(kind)
        self.loading = Loading(kind, len(listed))
        rows = {row.pk: row for row in model.objects.select_for_update(no_key=True).order_by("pk")}
        self.names = {row.name_id: row.pk for row in rows.values()}
        self.standing = self._known(rows, listed)
        for key, values in listed.items():
            if key not in self.standing:
                self._add(key, model, values)

    def _known(self, rows: dict[int, BilingualName], listed: dict[str, Values]) -> dict[str, BilingualName]:
        loaded = {key: rows.get(row.object_id) for key, row in self.memory.rows.items()}
        by_slug = {row.slug: row for row in rows.values()}
        known = {key: row for key in listed if (row := loaded.get(key) or by_slug.get(key))}
        taken = {row.pk for row in known.values()}
        for key, values in listed.items():
            namesake = self.names.get(values["name_id"])
            if key not in known and namesake and namesake not in taken:
                known[key] = rows[namesake]
        return known

    def _add(self, key: str, model: type[BilingualName], values: Values) -> None:
        if key in self.memory.rows and not self.overwrite:
            self.loading.deleted.append(key)
        elif values["name_id"] in self.names:
            self.loading.impossible[key] = ["name_id"]
        else:
            self.standing[key] = row = model.objects.create(slug=key, **values)
            self.names[row.name_id] = row.pk
            self.loading.added.append(key)

    def write(
        self, offered: dict[str, Values], may: Callable[[BilingualName, str, Any], bool] = lambda *_: True
    ) -> list[BilingualName]:
        """Writes what the list says and people did not change into the standing rows, and returns those that changed.

        They are saved by the caller. `may` is asked whether a row can take a field's value beside what people made.
        """
        changed = []
        for key, row in self.standing.items():
            now = {name: getattr(row, name) for name in offered[key]}
            write, kept = self._differences(key, offered[key], now)
            refused = [
                name for name, value in write.items() if not (self._is_free(row, name, value) and may(row, name, value))
            ]
            for name in write.keys() - set(refused):
                setattr(row, name, write[name])
            self._tell(key, kept, refused, is_changed=len(write) > len(refused))
            if len(write) > len(refused):
                changed.append(row)
            # What was refused counts as not yet offered: a later loading tries again.
            self.memory.remember_values(key, row.pk, offered[key] | {name: now[name] for name in refused})
        return changed

    def _differences(self, key: str, offered: Values, now: Values) -> tuple[Values, list[str]]:
        is_ours = self.overwrite or key in self.loading.added
        return differences(offered=offered, last=now if is_ours else self.memory.values_of(key), now=now)

    def _is_free(self, row: BilingualName, name: str, value: Any) -> bool:
        if name != "name_id":
            return True
        if self.names.get(value, row.pk) != row.pk:
            return False
        self.names[value] = row.pk
        return True

    def _tell(self, key: str, kept: list[str], refused: list[str], *, is_changed: bool) -> None:
        if is_changed and key not in self.loading.added:
            self.loading.changed.append(key)
        if kept:
            self.loading.kept[key] = kept
        if refused:
            self.loading.impossible[key] = refused


def differences(*, offered: Values, last: Values, now: Values) -> tuple[Values, list[str]]:
    """The values to write, and the names of the fields that stay as people changed them.

    A field that still says what was last loaded takes what is offered; one that was never loaded is people's.
    """
    other = {name: value for name, value in offered.items() if now[name] != value}
    write = {name: value for name, value in other.items() if name in last and last[name] == now[name]}
    return write, [name for name in other if name not in write]
