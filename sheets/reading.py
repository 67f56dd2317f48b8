"""Reading a stranger's workbook, in a program of its own (sheets.workbooks, ADR 0014) that may fail without harm."""

import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from core import sealing
from core.refusals import Refusal
from sheets.card_numbers import LENGTH, card_numbers, digits_of, plain
from sheets.workbooks import MOST_COLUMNS, MOST_ROWS, Cell

PROGRAM = Path(__file__).with_name("workbooks.py")
EXTENSIONS = ("xlsx", "xls", "ods", "csv")
SECONDS = 30
LONGEST_NAME = 120
MOST_BYTES = 20 * 2**20

REFUSALS = {
    "empty": _("There is nothing in this file. Choose the file with the list of makers."),
    "bomb": _("This file would fill the memory when it is opened. Copy the list into a new file and send that."),
    "macros": _("This file brings macros. Save it as “Excel workbook (.xlsx)”, without macros, and send that."),
    "password": _(
        "This file is locked with a password. Take the password off in Excel, save the file, and send it again."
    ),
    "broken": _(
        "This file is damaged or was not copied whole. Open it in Excel, save it again as .xlsx, and send that."
    ),
    "html": _(
        "This file is a web page that is called a spreadsheet. Open it in Excel, save it as .xlsx, and send that."
    ),
    "extension": _(
        "The file's name and what is in it do not agree. Open it in Excel, save it as .xlsx, and send that."
    ),
    "not_a_sheet": _("This file is no spreadsheet. Send an Excel (.xlsx, .xls), LibreOffice (.ods) or .csv file."),
    "xlsm": _("Files with macros (.xlsm) are not taken. Save it as “Excel workbook (.xlsx)” and send that."),
    "size": _("The file is too large: at most %(limit)d MB can be read. Split the list into several files."),
    "rows": _("The file has too many rows: at most %(limit)s can be read. Split the list into several files."),
    "columns": _("The file has too many columns: at most %(limit)d can be read. Remove what is not needed."),
}


class CannotRead(Refusal):
    """The file is refused; nothing of it was kept."""

    def __init__(self, word: str) -> None:
        limits = {
            "size": MOST_BYTES // 2**20,
            "rows": f"{MOST_ROWS:,}".replace(",", "."),
            "columns": MOST_COLUMNS,
        }
        super().__init__(REFUSALS[word] % {"limit": limits[word]} if word in limits else REFUSALS[word])
        self.word = word


def file_name(upload: UploadedFile) -> str:
    """The file's name as it may be kept and shown: no folders, no control signs, no long numbers."""
    name = PurePosixPath((upload.name or "").replace("\\", "/")).name
    name = re.sub(r"\d{9,}", "…", "".join(char for char in name if char.isprintable()))
    stem, _dot, extension = name.rpartition(".")
    return f"{stem[: LONGEST_NAME - 10]}.{extension[:8]}" if stem else name[:LONGEST_NAME]


def read(upload: UploadedFile) -> Iterator[str | tuple[int, list[Cell]]]:
    """The name of each sheet, followed by its rows: their number, counting from 1, and cells. Raises CannotRead.

    It may be raised after the first rows, when the reading program is ended: whoever stores them does so in a
    transaction.
    """
    extension = (upload.name or "").rpartition(".")[2].lower()
    if extension in {"xlsm", "xltm", "xlam"}:
        raise CannotRead("xlsm")
    if extension not in EXTENSIONS:
        raise CannotRead("not_a_sheet")
    if upload.size > MOST_BYTES:
        raise CannotRead("size")
    ended = False
    for line in _lines(upload, extension):
        if isinstance(line, list):
            yield line[0], line[1]
        elif "sheet" in line:
            yield line["sheet"]
        elif "error" in line:
            raise CannotRead(line["error"])
        else:
            ended = True
    if not ended:  # it was ended: by its limit of memory or of time
        raise CannotRead("bomb")


def _lines(upload: UploadedFile, extension: str) -> Iterator[dict | list]:
    """What the reading program writes; it is ended when it takes too long or nobody wants more."""
    program = subprocess.Popen(  # noqa: S603 - our own program, and an extension from our own list
        [sys.executable, str(PROGRAM), extension],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONIOENCODING": "utf-8", "RUST_BACKTRACE": "0"},
    )
    alarm = threading.Timer(SECONDS, program.kill)
    alarm.start()
    try:
        for chunk in upload.chunks():
            program.stdin.write(chunk)
        program.stdin.close()
        for line in program.stdout:
            yield json.loads(line)
    finally:
        alarm.cancel()
        program.kill()
        program.stdout.close()
        program.wait()


def place_of(batch_id: int, sheet: int, number: int) -> str:
    """What a sealed number in a row is bound to."""
    return f"sheets.importrow:{batch_id}:{sheet}:{number}"


def without_numbers_of_cards(cells: list[Cell], *, place: str) -> list[Cell | dict]:
    """The cells as they may be stored: a card's number alone in a cell is sealed, inside a text it is blotted out.

    A sealed cell is {"sealed": text} and has "rounded" where Excel kept it as a number: it keeps 15 digits of those,
    and makes the last one 0.
    """
    return [_without_number(cell, place) for cell in cells]


def _without_number(cell: Cell, place: str) -> Cell | dict:
    if isinstance(cell, float) or len(text := str(cell)) < LENGTH:
        return cell
    text = plain(text)
    found = card_numbers(text)
    if not found:
        return cell
    (start, end), *others = found
    if not others and re.fullmatch(r"\D{0,2}", text[:start]) and re.fullmatch(r"\D{0,2}", text[end:]):
        sealed = {"sealed": sealing.seal(digits_of(text[start:end]), bound_to=place)}
        return sealed | ({"rounded": True} if isinstance(cell, int) and cell % 10 == 0 else {})
    if not isinstance(cell, str):
        return cell
    for start, end in reversed(found):
        text = text[:start] + "•" * LENGTH + text[end:]
    return text
