"""Two people at once, on two connections: one pauses in the midst of a step, the other goes as far as it can."""

import re
import threading
import time
from collections.abc import Callable
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field

from django.db import OperationalError, connection, transaction
from psycopg2.errors import DeadlockDetected

from core.refusals import Refusal

LOCKING = re.compile(
    r'^\s*(?:SELECT.*? FROM "(\w+)".* FOR (?:NO KEY )?UPDATE|(?:UPDATE|INSERT INTO|DELETE FROM) "?(\w+)"?)', re.S
)
LONGEST = 10  # seconds that anybody waits here before the test fails

Step = Callable[[], object]


def locked_table(sql: str) -> str:
    """The table whose rows a statement locks, "" for one that only reads."""
    found = LOCKING.match(sql)
    return (found[1] or found[2]) if found else ""


@dataclass
class Side:
    """One of the two: what it does, and what came of it: its answer, or the name of what it raised."""

    step: Step
    paused: threading.Event = field(default_factory=threading.Event)
    goes_on: threading.Event = field(default_factory=threading.Event)
    pid: int = 0
    is_in_a_circle: bool = False
    begins: threading.Barrier | None = None
    answer: object = None

    def start(self, pause_after: int | None = None, *, whole: bool = False) -> "Side":
        self.thread = threading.Thread(target=self._run, args=[pause_after, whole])
        self.thread.start()
        return self

    def _run(self, pause_after: int | None, whole: bool) -> None:
        try:
            connection.ensure_connection()
            self.pid = connection.connection.get_backend_pid()
            if self.begins:
                self.begins.wait(LONGEST)
            with transaction.atomic() if whole else nullcontext():
                with self._pausing(pause_after):
                    self.answer = self.step()
                if whole:
                    self._pause()
        except Refusal as refusal:
            self.answer = type(refusal).__name__
        except Exception as error:  # whatever it is, the test says it
            self.answer = f"{type(error).__name__}: {next(iter(str(error).splitlines()), '')}"
        finally:
            if self.is_in_a_circle:
                self.answer = "deadlock"
            self.paused.set()
            connection.close()

    @contextmanager
    def _pausing(self, after: int | None):
        tables: list[str] = []

        def count(execute, sql, params, many, context):
            try:
                result = execute(sql, params, many, context)
            except OperationalError as error:
                # Also where the step is tried once more and then ends well.
                self.is_in_a_circle |= isinstance(error.__cause__, DeadlockDetected)
                raise
            if (table := locked_table(str(sql))) and table not in tables:
                tables.append(table)
                if len(tables) == after:
                    self._pause()
            return result

        with connection.execute_wrapper(count):
            yield

    def _pause(self) -> None:
        self.paused.set()
        assert self.goes_on.wait(LONGEST)

    def waits_or_is_done(self) -> bool:
        if not self.thread.is_alive():
            return True
        with connection.cursor() as cursor:
            cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE pid = %s AND NOT granted)", [self.pid])
            return cursor.fetchone()[0]


def crosswise(first: Step, second: Step, *, pause_after: int) -> tuple[object, object, bool]:
    """`first` pauses once it has locked rows of so many tables, `second` goes until it waits or is done, then both end.

    Gives what came of either, and whether `first` had as many tables to pause at.
    """
    return _both(Side(first), Side(second), pause_after)


def before_the_end_of(first: Step, second: Step) -> tuple[object, object]:
    """`second` begins when `first` has done all but commit; gives what came of either."""
    return _both(Side(first), Side(second), None)[:2]


def at_the_same_moment(*steps: Step) -> list[object]:
    """All begin at once, and nobody pauses; gives what came of each."""
    start = threading.Barrier(len(steps))
    sides = [Side(step, begins=start) for step in steps]
    for side in sides:
        side.start()
    for side in sides:
        side.thread.join(LONGEST)
        assert not side.thread.is_alive()
    return [side.answer for side in sides]


def _both(one: Side, other: Side, pause_after: int | None) -> tuple[object, object, bool]:
    one.start(pause_after, whole=pause_after is None)
    assert one.paused.wait(LONGEST)
    did_pause = one.thread.is_alive()
    other.start()
    end = time.monotonic() + LONGEST
    while not other.waits_or_is_done():
        assert time.monotonic() < end
        time.sleep(0.01)
    one.goes_on.set()
    for side in (one, other):
        side.thread.join(LONGEST)
        assert not side.thread.is_alive()
    return one.answer, other.answer, did_pause
