"""Files of records that officers take along: .xlsx and .csv.

Cells are text, whole numbers or dates; no cell can be taken for a formula (docs/adr/0015). The columns bear the names
by which the import knows them, so that a file mended in a spreadsheet program can come back.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from tempfile import TemporaryFile
from typing import IO

import xlsxwriter
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext, pgettext_lazy

from accounts import phones
from artisans.choices import ArtisanKind, ArtisanState, WorkMode
from clusters.models import Craft
from core import codes
from sheets.choices import FileFormat

Cell = str | int | date | None
Row = dict[str, object]

ROWS_AT_ONCE = 2000
LEVELS = 4
# What a spreadsheet program takes for the beginning of a formula, also in the wide forms of East Asian keyboards.
BEGINS_A_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
# Text that it would take for a number or a time: 0220123456789 loses its 0, 52.08.01 becomes an hour.
READS_AS_A_NUMBER = re.compile(r"[\d.,]+")


@dataclass(frozen=True)
class Column:
    """A column: its heading, its width in characters, and how its cell is read from a row of `rows`."""

    heading: str
    cell: Callable[[Row], Cell]
    width: int = 16
    is_private: bool = False


def text(name: str) -> Callable[[Row], str]:
    return lambda row: row[name] or ""


def number(name: str) -> Callable[[Row], int | None]:
    return lambda row: row[name]


def day(name: str) -> Callable[[Row], date | None]:
    return lambda row: localdate(row[name]) if row[name] else None


def chosen(name: str, choices) -> Callable[[Row], str]:
    return lambda row: str(choices(row[name]).label) if row[name] else ""


def place(level: int) -> Callable[[Row], str]:
    """The name of the region of that level (1: province) in which the maker works."""
    return lambda row: names_from_above(row["region__path"], row["region_id"])[level - 1]


@lru_cache(maxsize=4096)
def names_from_above(path: str, code: str) -> tuple[str, ...]:
    """The names from the province down to the village, "" for levels below the region itself."""
    depth = code.count(".")
    names = path.rsplit(", ", depth)[::-1]
    return (*names, *[""] * (LEVELS - depth - 1))


COLUMNS = (
    Column(pgettext_lazy("column", "Code"), lambda row: codes.spoken(row["code"]), 10),
    Column(pgettext_lazy("column", "Name"), text("public_name"), 32),
    Column(pgettext_lazy("column", "Kind"), chosen("kind", ArtisanKind)),
    Column(pgettext_lazy("column", "Craft"), lambda row: ", ".join(row["craft_names"]), 24),
    Column(pgettext_lazy("column", "Village"), place(4), 24),
    Column(pgettext_lazy("column", "District"), place(3), 24),
    Column(pgettext_lazy("column", "Regency or city"), place(2), 24),
    Column(pgettext_lazy("column", "Province"), place(1), 20),
    Column(pgettext_lazy("column", "Region code"), text("region_id"), 15),
    Column(pgettext_lazy("column", "State"), chosen("state", ArtisanState)),
    Column(pgettext_lazy("column", "Registered"), day("registered_at"), 12),
    Column(pgettext_lazy("column", "Verified"), day("verified_at"), 12),
    Column(pgettext_lazy("column", "Last confirmed"), day("last_confirmed_at"), 12),
    Column(pgettext_lazy("column", "Men at work"), number("workers_male"), 10),
    Column(pgettext_lazy("column", "Women at work"), number("workers_female"), 10),
    Column(pgettext_lazy("column", "Work mode"), chosen("work_mode", WorkMode)),
    Column(pgettext_lazy("column", "Machines and tools"), text("machines"), 32),
    Column(
        pgettext_lazy("column", "Phone"), lambda row: phones.shown(row["identity__phone"] or ""), 18, is_private=True
    ),
    Column(pgettext_lazy("column", "Name in the identity card"), text("identity__legal_name"), 32, is_private=True),
    Column(pgettext_lazy("column", "Year of birth"), number("identity__birth_year"), 10, is_private=True),
    Column(pgettext_lazy("column", "NIB"), text("identity__nib"), 16, is_private=True),
    Column(pgettext_lazy("column", "How to find the place"), text("place_note"), 40, is_private=True),
)
FIELDS = (
    "code", "public_name", "kind", "region_id", "region__path", "state", "registered_at", "verified_at",
    "last_confirmed_at", "workers_male", "workers_female", "work_mode", "machines", "craft_names",
)  # fmt: skip
PRIVATE_FIELDS = (
    "identity__phone", "identity__legal_name", "identity__birth_year", "identity__nib", "place_note",
)  # fmt: skip


def columns(*, with_private: bool) -> tuple[Column, ...]:
    """The columns of a file, from left to right."""
    return tuple(column for column in COLUMNS if with_private or not column.is_private)


def rows(records: QuerySet, *, with_private: bool) -> Iterator[Row]:
    """The records as plain rows in reading order, by one query, a few thousand at a time in memory."""
    name = "name_en" if (get_language() or "").startswith("en") else "name_id"
    crafts = Craft.objects.filter(artisans=OuterRef("pk")).order_by(name).values(name)
    fields = (*FIELDS, *PRIVATE_FIELDS) if with_private else FIELDS
    found = records.annotate(craft_names=ArraySubquery(crafts)).in_reading_order().values(*fields)
    return found.iterator(chunk_size=ROWS_AT_ONCE)


def plain(words: str) -> str:
    """The words on one line, without control or invisible characters, which could hide what a cell begins with."""
    seen = (" " if unicodedata.category(char) in {"Cc", "Zl", "Zp"} else char for char in words)
    return "".join(char for char in seen if unicodedata.category(char) not in {"Cf", "Cn", "Cs"}).strip()


def guarded(cell: Cell) -> Cell:
    """A cell for .csv, where every program guesses what it is: text that misleads gets an apostrophe before it."""
    if isinstance(cell, str):
        cell = plain(cell)
        return f"'{cell}" if BEGINS_A_FORMULA.match(cell) or READS_AS_A_NUMBER.fullmatch(cell) else cell
    return cell


def write_csv(shown: Iterable[Column], found: Iterable[Row], file: IO[bytes]) -> None:
    """UTF-8 with a mark at its start, by which Excel knows it; dates as 2026-11-22."""
    lines = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(lines)
    writer.writerow(str(column.heading) for column in shown)
    writer.writerows([guarded(column.cell(row)) for column in shown] for row in found)
    lines.detach()


def write_xlsx(shown: Iterable[Column], found: Iterable[Row], file: IO[bytes]) -> None:
    """One sheet, a row at a time to the disk; text is written as text, whatever it begins with."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as workbook:
        bold, as_day = workbook.add_format({"bold": True}), workbook.add_format({"num_format": "dd/mm/yyyy"})
        sheet = workbook.add_worksheet(gettext("Makers")[:31])
        sheet.freeze_panes(1, 2)
        for place_no, column in enumerate(shown):
            sheet.set_column(place_no, place_no, column.width)
            sheet.write_string(0, place_no, str(column.heading), bold)
        for row_no, row in enumerate(found, start=1):
            for place_no, column in enumerate(shown):
                cell = column.cell(row)
                if isinstance(cell, str):
                    sheet.write_string(row_no, place_no, plain(cell))
                elif isinstance(cell, date):
                    sheet.write_datetime(row_no, place_no, datetime(cell.year, cell.month, cell.day), as_day)  # noqa: DTZ001
                elif cell is not None:
                    sheet.write_number(row_no, place_no, cell)


WRITERS = {FileFormat.XLSX: write_xlsx, FileFormat.CSV: write_csv}


def write(file_format: FileFormat, found: Iterable[Row], *, with_private: bool) -> IO[bytes]:
    """The file, on the disk and nameless, ready to be read from its beginning."""
    file = TemporaryFile()  # noqa: SIM115 - whoever sends it to the reader closes it
    WRITERS[file_format](columns(with_private=with_private), found, file)
    file.seek(0)
    return file
