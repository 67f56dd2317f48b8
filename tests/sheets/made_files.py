"""Workbooks made for tests: the same rows as .xlsx, .xls, .ods and .csv, and one as messy as an office's."""

import csv
import io
import zipfile
from collections.abc import Sequence
from html import escape

import xlsxwriter
import xlwt
from django.core.files.uploadedfile import SimpleUploadedFile

Rows = Sequence[Sequence[object]]


def xlsx(rows: Rows, **more_sheets: Rows) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    for name, table in ({"Data": rows} | more_sheets).items():
        sheet = book.add_worksheet(name)
        for y, row in enumerate(table):
            sheet.write_row(y, 0, row)
    book.close()
    return buffer.getvalue()


def xls(rows: Rows) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Data")
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            sheet.write(y, x, value)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def ods(rows: Rows, *, manifest: str = "") -> bytes:
    cells = "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows)
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Data">{cells}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": kind, "META-INF/manifest.xml": manifest or "<manifest/>", "content.xml": content})


def ods_cell(value: object) -> str:
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'


def csv_bytes(rows: Rows, *, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows(rows)
    return buffer.getvalue().encode(encoding)


def zipped(files: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def uploaded(content: bytes, name: str = "perajin.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


# Numbers that nobody can be called by.
def phone(number: int) -> str:
    return f"+62000{number:07d}"


HEADINGS = ["No", "Nama Pengrajin", "Nama Usaha", "Alamat", "Ds/Kel", "Kec.", "Jenis Kerajinan", "No. HP", "NIK"]
NEW_SYLLABLES = ("wu", "lan", "dar", "ti", "ker", "to", "mbo", "jan", "pri", "sek")


def new_name(number: int) -> str:
    """A name of its own for each number; no two are alike."""
    digits = f"{number:03d}"
    return "".join(NEW_SYLLABLES[int(digit)] for digit in digits).title()


VILLAGES = [("Jatingaleh", "Candisari"), ("Purwodinatan", "Semarang Tengah"), ("Rowosari", "Tembalang")]


def messy_rows(existing: Sequence[tuple[str, str]]) -> list[list[object]]:
    """An office's sheet of 300 makers below titles: 20 of them in the register already, 12 that cannot be understood.

    `existing` are name and phone of the 20. All lie in Kota Semarang.
    """
    rows: list[list[object]] = [["DATA PERAJIN TAS KOTA SEMARANG"], ["Tahun 2026"], [], HEADINGS]
    for number in range(300):
        village, district = VILLAGES[number % 3]
        name, said = f"Tas {new_name(number)}", int(phone(number)[1:])
        if number < 20:
            name, said = existing[number]
            village, district = VILLAGES[1]
        row = [
            number + 1,
            f"Ibu {new_name(number)}",
            name,
            f"Jl. Mawar {number} RT 2",
            village,
            district,
            "tas",
            said,
            "-",
        ]
        if number % 50 == 49:
            row[4], row[5] = f"Kel. {village} Kec. {district}", ""
        if 100 <= number < 104:
            row[4] = "Negeri Dongeng"
        elif 104 <= number < 108:
            row[7] = "hubungi suami"
        elif 108 <= number < 112:
            row[1] = row[2] = ""
        rows.append(row)
        if number == 150:
            rows += [[], HEADINGS]
    return [*rows, [], ["Jumlah", "", "", "", "", "", "", 300]]
