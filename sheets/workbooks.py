"""Reads one workbook from its standard input and writes its rows to its standard output, a line of JSON each.

Run as a program of its own by sheets.reading, without Django and with little memory and time: a file is a stranger's,
and what it does to the one who reads it must not be done to the server. Lines are {"sheet": name}, followed by
[row number counting from 1, [cells]] for each row with something in it; the last line is {"end": true}. A file that
is refused gives the one line {"error": word} (the words are those of sheets.reading.REFUSALS).
"""

import csv
import datetime
import io
import json
import sys
import zipfile
from collections.abc import Iterator

MOST_ROWS = 60_000
MOST_COLUMNS = 60
MOST_SHEETS = 40
LONGEST_CELL = 1_000
MEMORY = 600 * 2**20
SECONDS = 15
# What a zip may hold when unpacked. Sixty thousand rows of sixteen columns take 60 MB.
UNPACKED = 150 * 2**20
MOST_ENTRIES = 2_000

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
DELIMITERS = ";,\t|"

# Signs that no table of a database takes: control signs become spaces, halves of letters question marks.
UNSTORABLE = dict.fromkeys([*range(32), 127], " ") | dict.fromkeys(range(0xD800, 0xE000), "?")

Cell = str | int | float


class Refused(Exception):
    """The file is not read; the text is a word of sheets.reading.REFUSALS."""


def main() -> None:
    content = sys.stdin.buffer.read()
    try:
        limit_resources()
        # All of them before the first is told: a file that is refused at its last row has then filled no table.
        told = [json.dumps(line, ensure_ascii=False, separators=(",", ":")) for line in lines(content, sys.argv[1])]
        told.append(json.dumps({"end": True}))
    except Refused as refused:
        told = [json.dumps({"error": str(refused)})]
    except MemoryError:
        told = [json.dumps({"error": "bomb"})]
    for line in told:
        sys.stdout.write(line + "\n")


def limit_resources() -> None:
    """Little memory and time, where the system can say so (Windows cannot)."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def lines(content: bytes, extension: str) -> Iterator[dict | list]:
    """The output for a file with this content, whose name ends with this extension."""
    kind = kind_of(content)
    if (kind == "csv") != (extension == "csv"):
        raise Refused("not_a_sheet" if kind == "csv" else "extension")
    sheets = csv_sheets(content) if kind == "csv" else workbook_sheets(content)
    count = 0
    for name, rows in sheets:
        yield {"sheet": name}
        for number, row in enumerate(rows, start=1):
            cells = trimmed([plain(value) for value in row])
            if not cells:
                continue
            if len(cells) > MOST_COLUMNS:
                raise Refused("columns")
            count += 1
            if count > MOST_ROWS:
                raise Refused("rows")
            yield [number, cells]
    if not count:
        raise Refused("empty")


def kind_of(content: bytes) -> str:
    """ "zip", "ole" or "csv", told by the content alone; raises Refused for what is no table."""
    if not content.strip():
        raise Refused("empty")
    if content.startswith(ZIP):
        look_into_zip(content)
        return "zip"
    if content.startswith(OLE):
        look_into_ole(content)
        return "ole"
    start = content[:4096].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith(
        (b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta", b"<head", b"<body", b"<style", b"<div")
    ):
        raise Refused("html")
    if content[:2] not in BOMS and b"\0" in content:
        raise Refused("not_a_sheet")
    if start.startswith((b"%pdf", b"{\\rtf", b"rar!", b"\x1f\x8b")):
        raise Refused("not_a_sheet")
    return "csv"


def look_into_zip(content: bytes) -> None:
    """Refuses a bomb, macros, a password and other archives by the table of contents, before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            names = {entry.filename.lower() for entry in entries}
            if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > UNPACKED:
                raise Refused("bomb")
            if any("vbaproject" in name or name.startswith(("basic/", "scripts/")) for name in names):
                raise Refused("macros")
            if any(entry.flag_bits & 1 for entry in entries):
                raise Refused("password")
            if "content.xml" in names:
                manifest = next((entry for entry in entries if entry.filename == "META-INF/manifest.xml"), None)
                if manifest and b"encryption-data" in archive.read(manifest):
                    raise Refused("password")
            elif "xl/workbook.xml" not in names:
                raise Refused("not_a_sheet")
    except (zipfile.BadZipFile, RuntimeError, EOFError, ValueError) as error:
        raise Refused("broken") from error


def look_into_ole(content: bytes) -> None:
    """Refuses a workbook that is locked or brings macros; OLE keeps the names of its parts in UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Refused("password")
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise Refused("macros")


def workbook_sheets(content: bytes) -> Iterator[tuple[str, Iterator[list]]]:
    """Name and rows of each visible sheet of an .xlsx, .xls or .ods; formulas give the value last reckoned."""
    import python_calamine

    try:
        book = python_calamine.load_workbook(io.BytesIO(content))
        sheets = [
            sheet
            for sheet in book.sheets_metadata
            if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
            and sheet.visible == python_calamine.SheetVisibleEnum.Visible
        ]
        for sheet in sheets[:MOST_SHEETS]:
            table = book.get_sheet_by_name(sheet.name)
            if table.end and (table.end[0] + 1) * (table.end[1] + 1) > MOST_ROWS * MOST_COLUMNS * 2:
                raise Refused("rows")
            yield sheet.name, filled_down(table)
    except python_calamine.PasswordError as error:
        raise Refused("password") from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise Refused("broken") from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # calamine's own: a file which its authors did not foresee
            raise Refused("broken") from error
        raise


def filled_down(table) -> Iterator[list]:
    """The rows of a sheet, from its first; what a merged cell says holds for each row that it spans.

    Merged titles that span columns only are left as they are.
    """
    spans: dict[int, set[int]] = {}
    first_column = table.start[1] if table.start else 0  # rows come from there on
    for (top, left), (bottom, right) in table.merged_cell_ranges or ():
        if left == right and left >= first_column and 0 < bottom - top < MOST_ROWS:
            spans.setdefault(left - first_column, set()).update(range(top + 1, bottom + 1))
    above: list = []
    for index, row in enumerate(table.iter_rows()):
        for column, rows in spans.items():
            if index in rows and column < len(row) and row[column] == "" and column < len(above):
                row[column] = above[column]
        yield row
        above = row


def csv_sheets(content: bytes) -> Iterator[tuple[str, Iterator[list]]]:
    """The one sheet of a .csv in UTF-8, UTF-16 with its mark, or the Windows letters; separated by comma, ; or tab."""
    text = decoded(content)
    if "\0" in text:
        raise Refused("not_a_sheet")
    first, _newline, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        delimiter, text = first.strip()[-1], rest
    else:
        delimiter = likeliest_delimiter(text)
    csv.field_size_limit(LONGEST_CELL * 100)
    yield "", csv_rows(text, delimiter)


def csv_rows(text: str, delimiter: str) -> Iterator[list]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise Refused("broken") from error


def decoded(content: bytes) -> str:
    for mark, encoding in BOMS.items():
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError as error:
                raise Refused("broken") from error
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def likeliest_delimiter(text: str) -> str:
    """The sign that cuts the first lines into the same number of cells most often; of equals, the one with more."""
    sample = "\n".join(text.splitlines()[:30])

    def evenness(delimiter: str) -> tuple[int, int]:
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(sample), delimiter=delimiter) if row]
        except csv.Error:
            return (0, 0)
        wide = [width for width in widths if width > 1]
        usual = max(set(wide), key=wide.count, default=0)
        return (wide.count(usual), usual)

    return max(DELIMITERS, key=evenness)


def plain(value: object) -> Cell:
    """A cell as JSON can hold it: text without its margins, whole numbers without ".0", days as 2024-05-31."""
    if isinstance(value, str):
        kept = value[: LONGEST_CELL * 4].translate(UNSTORABLE)
        return " ".join(kept.split())[:LONGEST_CELL]
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e17 else value if value == value else ""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return str(value)


def trimmed(cells: list[Cell]) -> list[Cell]:
    """The cells without the empty ones at the end."""
    while cells and cells[-1] == "":
        cells.pop()
    return cells


if __name__ == "__main__":
    main()
