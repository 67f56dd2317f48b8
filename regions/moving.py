"""Records whose region's code has ended: they get its successor, or are listed for people to decide."""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pgtrigger
from django.db import IntegrityError, transaction
from django.db.models import ForeignKey, Model
from pghistory.models import Event

from regions.loader import DATA, BadFile, keys_to_regions
from regions.models import CODE_PATTERN, Region
from regions.signals import moved

FORMER_CODES = DATA / "former_codes.csv"
HEADER = ["former", "code", "source"]

# Former code -> what took its place: one code, or several of which somebody has to choose.
Successors = dict[str, list[str]]


@dataclass
class Outcome:
    """What became of the records of ended regions.

    `moved` counts by former code, new code and kind of record. `asked` leads from a former code, its successors and the
    kind to the records: with several successors, or none, somebody has to say; so where another record stands in the
    way (`in_the_way`).
    """

    moved: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    asked: dict[tuple[str, tuple[str, ...], str], list[str]] = field(default_factory=lambda: defaultdict(list))
    in_the_way: dict[tuple[str, str, str], list[str]] = field(default_factory=lambda: defaultdict(list))


def read_former_codes(file: Path = FORMER_CODES) -> Successors:
    """The table, with a line for each pair of a former code and one that took its place. Raises BadFile."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        if next(rows, None) != HEADER:
            raise BadFile(f"Line 1 of {file} must be the header {','.join(HEADER)}.")
        found: Successors = defaultdict(list)
        for cells in rows:
            if trouble := _trouble(cells):
                raise BadFile(f"Line {rows.line_num} of {file}: {trouble}.")
            found[cells[0]].append(cells[1])
    return dict(found)


def _trouble(cells: list[str]) -> str:
    if len(cells) != len(HEADER):
        return f"{len(cells)} cells instead of {len(HEADER)}"
    former, code, source = cells
    for one in (former, code):
        if not re.fullmatch(CODE_PATTERN, one, re.ASCII):
            return f"{one!r} is no code such as 33.27.13.2003"
    if former == code or former.count(".") != code.count("."):
        return f"{code} cannot take the place of {former}"
    return "" if source.strip() else "it does not say where this is from"


def successors(former: str, table: Successors, offered: set[str]) -> tuple[str, ...]:
    """The codes in force that took the place of a former one, over any number of editions."""
    found, seen, open_ = set(), set(), [former]
    while open_:
        code = open_.pop()
        if code in offered:
            found.add(code)
        elif code not in seen:
            seen.add(code)
            open_ += table.get(code, [])
    return tuple(sorted(found))


@transaction.atomic
def move(table: Successors, *, write: bool) -> Outcome:
    """Gives the records of ended regions their successors, where there is one; without `write` it only says so."""
    outcome = Outcome()
    offered = set(Region.objects.offered().filter(code__in=_all_named(table)).values_list("code", flat=True))
    for key in keys_to_regions():
        if not is_record_of_the_past(key.model) and key.model is not Region:
            _move_all(key, table, offered, outcome)
    transaction.set_rollback(not write)
    return outcome


def _all_named(table: Successors) -> set[str]:
    return {code for codes in table.values() for code in codes}


def is_record_of_the_past(model: type[Model]) -> bool:
    """Whether its rows tell what was, and never change: histories and logs."""
    triggers = getattr(model._meta, "triggers", [])
    return issubclass(model, Event) or any(isinstance(trigger, pgtrigger.Protect) for trigger in triggers)


def _move_all(key: ForeignKey, table: Successors, offered: set[str], outcome: Outcome) -> None:
    kind = f"{key.model._meta.label}.{key.name}"
    changed = []
    for row in _of_ended_regions(key):
        former = getattr(row, key.attname)
        codes = successors(former, table, offered)
        if len(codes) != 1:
            outcome.asked[former, codes, kind].append(_name_of(row))
        elif _give(row, key, codes[0]):
            outcome.moved[former, codes[0], kind] += 1
            changed.append(row.pk)
        else:
            outcome.in_the_way[former, codes[0], kind].append(_name_of(row))
    if changed:
        moved.send(sender=key.model, keys=changed)


def _of_ended_regions(key: ForeignKey) -> Iterator[Model]:
    rows = key.model._base_manager.filter(**{f"{key.name}__ended_on__isnull": False})
    yield from rows.select_for_update(of=["self"], no_key=True).order_by("pk")


def _give(row: Model, key: ForeignKey, code: str) -> bool:
    """Whether the row could get the region: there may be another row that has it, such as an officer's same area."""
    setattr(row, key.attname, code)
    try:
        with transaction.atomic():
            row.save(update_fields=[key.name])
    except IntegrityError:
        return False
    return True


def _name_of(row: Model) -> str:
    """How an operator finds the record: by its public code, or its key. Never by a name."""
    return str(getattr(row, "code", row.pk))
