"""Writing a million rows in a minute: COPY into tables without indexes, foreign keys and triggers, which come back after."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from io import StringIO

from django.db import connection, models, transaction

AT_ONCE = 50_000


class Shelf:
    """A model's table, to be filled with rows of the given columns; all other columns get the model's defaults."""

    def __init__(self, model: type[models.Model], *columns: str) -> None:
        fields = [field for field in model._meta.concrete_fields if not field.generated]
        left = [field for field in fields if field.column not in columns]
        self.table = model._meta.db_table
        self.columns = [*columns, *(field.column for field in left)]
        self.rest = "".join(f"\t{cell(field.get_db_prep_save(field.get_default(), connection))}" for field in left)

    def fill(self, rows: Iterable[Sequence]) -> None:
        """Appends the rows, whose texts hold no tab, line end or backslash."""
        self.append("\t".join(map(cell, row)) for row in rows)

    def append(self, lines: Iterable[str]) -> None:
        """The same for rows that are lines already, with tabs between the columns."""
        chunk: list[str] = []
        for line in lines:
            chunk.append(line + self.rest)
            if len(chunk) == AT_ONCE:
                self._copy(chunk)
                chunk.clear()
        if chunk:
            self._copy(chunk)
        self.renumber()

    def renumber(self) -> None:
        """Lets the next row get the next number."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{self.table}', 'id'), (SELECT max(id) FROM {self.table}))"  # noqa: S608 - our own tables
            )

    def _copy(self, lines: list[str]) -> None:
        columns = ", ".join(f'"{column}"' for column in self.columns)
        with connection.cursor() as cursor:
            cursor.copy_expert(f"COPY {self.table} ({columns}) FROM STDIN", StringIO("\n".join(lines) + "\n"))


def cell(value: object) -> str:
    """A value as COPY reads it."""
    if value is None:
        return r"\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, datetime):
        return value.isoformat()
    return "{}" if value == [] else str(value)


@contextmanager
def unguarded(*tables: str) -> Iterator[None]:
    """Lets the tables be filled quickly; in the end PostgreSQL builds the indexes and checks every foreign key.

    The triggers are off meanwhile: what is filled in leaves no history. Whoever breaks it off finds all as it was.
    """
    names = list(tables)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")  # no check may be waiting
        cursor.execute(
            "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE contype = 'f' AND conrelid::regclass::text = ANY(%s)",
            [names],
        )
        keys = cursor.fetchall()
        cursor.execute(
            "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index "
            "WHERE indrelid::regclass::text = ANY(%s) AND NOT indisunique",
            [names],
        )
        indexes = cursor.fetchall()
        for table, name, _definition in keys:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
        for table in names:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        cursor.execute("SET maintenance_work_mem = '256MB'")
        for _name, definition in indexes:
            cursor.execute(definition)
        for table, name, definition in keys:
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
        for table in names:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("RESET maintenance_work_mem")
