"""What a step locks, table by table in its order, as PostgreSQL is asked for it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection

MAKERS = "artisans_artisan"
BEFORE_MAKERS = {"sheets_importbatch"}
# Rows that a step adds are nobody else's yet; but what may be there already waits for who has just added it.
LOCKING = re.compile(
    r'^\s*(?:SELECT.*? FROM "(\w+)".* FOR (?:NO KEY )?UPDATE'
    r'|(?:UPDATE|DELETE FROM) "?(\w+)"?'
    r'|INSERT INTO "?(\w+)"?.* ON CONFLICT)',
    re.DOTALL,
)


@dataclass
class Record:
    """The tables whose rows were locked, in the order in which that began, and what is wrong with how it was done."""

    tables: list[str] = field(default_factory=list)
    makers: set[int] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def note(self, sql: str, cursor) -> None:
        if sql.startswith(f'INSERT INTO "{MAKERS}"') and cursor.description:
            self.makers |= set(self._keys(cursor))
        found = LOCKING.match(sql)
        if not found:
            return
        table = found[1] or found[2] or found[3]
        is_select = bool(found[1])
        if table == MAKERS and is_select:
            self._note_makers(sql, cursor)
        elif table == MAKERS and cursor.rowcount and MAKERS not in self.tables:
            self.faults.append(f"a maker written without being held: {sql[:200]}")
        elif is_select and cursor.rowcount > 1 and "ORDER BY" not in sql:
            self.faults.append(f"rows in no order: {sql[:200]}")
        if cursor.rowcount and table not in self.tables:
            self.tables.append(table)

    def _note_makers(self, sql: str, cursor) -> None:
        """Makers are locked by key, and all of them before anything else."""
        keys = self._keys(cursor)
        late = set(keys) - self.makers if set(self.tables) - {MAKERS, *BEFORE_MAKERS} else set()
        if late:
            self.faults.append(f"makers locked after {self.tables}")
        if keys != sorted(keys):
            self.faults.append(f"makers in no order: {sql[:200]}")
        self.makers |= set(keys)

    @staticmethod
    def _keys(cursor) -> list[int]:
        """The first column of the rows, which stay to be read."""
        keys = [row[0] for row in cursor.fetchall()]
        if keys:
            cursor.scroll(0, mode="absolute")
        return keys


@contextmanager
def recorded() -> Iterator[Record]:
    """Records what is locked inside."""
    record = Record()

    def note(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        record.note(str(sql), context["cursor"].cursor)
        return result

    with connection.execute_wrapper(note):
        yield record
