"""A file that is no list of makers, or means harm, is refused at once, with a sentence, and leaves nothing behind."""

import io
import struct
import time
import zipfile
from contextlib import suppress

import pytest

from regions.models import Region
from sheets.actions import importing
from sheets.models import ImportBatch, ImportRow
from sheets.reading import MOST_BYTES, REFUSALS, CannotRead, file_name
from sheets.workbooks import MOST_COLUMNS, MOST_ROWS
from tests.cast import SEMARANG
from tests.factories import UserFactory
from tests.sheets.made_files import csv_bytes, ods, uploaded, xls, xlsx, zipped

pytestmark = pytest.mark.django_db
TABLE = [["Nama Usaha", "Desa"], ["Tas Wulan", "Jatingaleh"]]
SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def with_part(name: str, content: str | bytes) -> bytes:
    """A workbook in which one part is replaced, or added."""
    with zipfile.ZipFile(io.BytesIO(xlsx(TABLE))) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    return zipped(parts | {name: content})


def with_cells(cells: str) -> bytes:
    return with_part(
        SHEET, f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'
    )


def far_cell(where: str, row: int) -> str:
    return f'<row r="{row}"><c r="{where}" t="inlineStr"><is><t>x</t></is></c></row>'


def lying_about_its_size() -> bytes:
    """A part of 700 MB that the table of contents calls a kilobyte."""
    content = bytearray(with_part(SHEET, b"<worksheet>" + b"a" * (700 * 2**20)))
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        name_at = {b"PK\x01\x02": 46, b"PK\x03\x04": 30}[signature]
        at = content.find(SHEET.encode()) - name_at if name_at == 30 else content.rfind(SHEET.encode()) - name_at
        struct.pack_into("<I", content, at + offset, 1_000)
    return bytes(content)


def locked_zip() -> bytes:
    content = bytearray(xlsx(TABLE))
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = -1
        while (at := content.find(signature, at + 1)) >= 0:
            struct.pack_into("<H", content, at + offset, struct.unpack_from("<H", content, at + offset)[0] | 1)
    return bytes(content)


HOSTILE = {
    "empty": (b"", "a.xlsx", "empty"),
    "blank": (b" \r\n\t ", "a.csv", "empty"),
    "without a row": (xlsx([]), "a.xlsx", "empty"),
    "bomb": (with_part("xl/media/a.bin", b"\0" * (200 * 2**20)), "a.xlsx", "bomb"),
    "bomb that lies": (lying_about_its_size(), "a.xlsx", "broken"),
    "shared strings that explode": (with_part("xl/sharedStrings.xml", b" " * (151 * 2**20)), "a.xlsx", "bomb"),
    "archive of archives": (zipped({"a.zip": zipped({"b.zip": b"x" * 10_000})}), "a.xlsx", "not_a_sheet"),
    "a thousand parts too many": (zipped({f"xl/{number}": "" for number in range(3_000)}), "a.xlsx", "bomb"),
    "macros by name": (xlsx(TABLE), "a.xlsm", "xlsm"),
    "macros inside": (with_part("xl/vbaProject.bin", b"x"), "a.xlsx", "macros"),
    "macros in an old file": (OLE + "_VBA_PROJECT".encode("utf-16-le") + b"\0" * 2_000, "a.xls", "macros"),
    "locked workbook": (OLE + "EncryptedPackage".encode("utf-16-le") + b"\0" * 2_000, "a.xlsx", "password"),
    "locked zip": (locked_zip(), "a.xlsx", "password"),
    "locked ods": (ods(TABLE, manifest="<manifest><encryption-data/></manifest>"), "a.ods", "password"),
    "cut short": (xlsx(TABLE)[:-200], "a.xlsx", "broken"),
    "old file cut short": (xls(TABLE)[:1_500], "a.xls", "broken"),
    "noise": (OLE + b"x" * 4_000, "a.xls", "broken"),
    "web page": (b"<html><table><tr><td>Nama</td></tr></table></html>", "a.xls", "html"),
    "PDF": (b"%PDF-1.7 \xff\0 x", "a.pdf", "not_a_sheet"),
    "PDF called a workbook": (b"%PDF-1.7 x", "a.xlsx", "not_a_sheet"),
    "workbook called csv": (xlsx(TABLE), "a.csv", "extension"),
    "csv called workbook": (csv_bytes(TABLE), "a.xlsx", "not_a_sheet"),
    "null bytes": (b"Nama,Desa\nTas\0Wulan,Jatingaleh\n", "a.csv", "not_a_sheet"),
    "too many rows": (csv_bytes([["Tas", "Desa"]] * (MOST_ROWS + 1)), "a.csv", "rows"),
    "too many columns": (xlsx([["x"] * (MOST_COLUMNS + 1)]), "a.xlsx", "columns"),
    "one cell at the far end": (with_cells(far_cell("A1", 1) + far_cell("XFD1048576", 1_048_576)), "a.xlsx", "bomb"),
    "a hundred megabytes": (b"a" * (MOST_BYTES + 1), "a.csv", "size"),
    "no ending": (xlsx(TABLE), "daftar", "not_a_sheet"),
}


@pytest.mark.parametrize(("content", "name", "word"), HOSTILE.values(), ids=HOSTILE)
def test_it_is_refused_with_a_sentence(content, name, word):
    officer = UserFactory(areas=[SEMARANG])
    began = time.monotonic()
    with pytest.raises(CannotRead) as refused:
        importing.upload(file=uploaded(content, name), office=Region.objects.get(pk=SEMARANG), by=officer)
    assert refused.value.word == word
    assert str(refused.value).endswith(".")
    # A second on a quiet machine; tests share theirs.
    assert time.monotonic() - began < 5
    assert (ImportBatch.objects.count(), ImportRow.objects.count()) == (0, 0)


def test_every_refusal_is_tried():
    assert {word for _content, _name, word in HOSTILE.values()} == set(REFUSALS)


def test_an_entity_of_the_outside_is_not_fetched(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("rahasia")
    cells = '<row r="1"><c r="A1" t="inlineStr"><is><t>Tas &x; Wulan</t></is></c></row>'
    content = (
        f'<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY x SYSTEM "file://{secret}">]>'
        f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'
    )
    officer = UserFactory(areas=[SEMARANG])
    with suppress(CannotRead):
        importing.upload(file=uploaded(with_part(SHEET, content)), office=Region.objects.get(pk=SEMARANG), by=officer)
    assert not any("rahasia" in str(row.cells) for row in ImportRow.objects.all())


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Data\\perajin 2026.xlsx", "perajin 2026.xlsx"),
        ("../../etc/passwd.csv", "passwd.csv"),
        ("Siti 3374014512740001.xlsx", "Siti ….xlsx"),
        ("a\u202egnp\x00.xlsx", "agnp.xlsx"),
        ("x" * 300 + ".xlsx", "x" * 110 + ".xlsx"),
    ],
)
def test_names_of_files_are_made_harmless(given, kept):
    upload = uploaded(b"x")
    upload._name = given
    assert file_name(upload) == kept
