"""How long an office's sheet of 50,000 rows takes from the file to the drafts, and how much memory."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from random import Random
from time import perf_counter

import psutil
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import OfficerArea, User
from artisans.actions.duplicates import count_words
from bench import clerks, people
from bench.country import Country
from bench.labelled import REGENCIES
from bench.people import Maker
from bench.register import enter
from bench.report import Report
from bench.scratch import settle
from clusters.models import Craft
from config.wsgi import keep_what_is_loaded
from regions.models import Region
from sheets.actions import importing
from sheets.choices import BatchState, ConsentBasis, Verdict
from sheets.models import ImportBatch

SEED = 7
OFFICE = REGENCIES[0]
REGISTER, SHEET, EXISTING = 10_000, 50_000, 2_000
HEADINGS = [
    "No",
    "Nama Usaha",
    "Nama Pemilik",
    "Alamat",
    "Ds/Kel",
    "Kec.",
    "Kab/Kota",
    "Jenis Kerajinan",
    "No. HP",
    "NIK",
    "Thn Lahir",
]


def run(report: Report) -> None:
    """A register of 10,000 makers of some regencies meets a sheet of 50,000, of whom 2,000 are in it already."""
    lottery = Random(SEED)
    country = Country(REGENCIES, lottery)
    known = [people.maker(lottery, country) for _ in range(REGISTER)]
    enter(known)
    settle()
    count_words()
    again = [clerks.again(lottery, maker, country) for maker in lottery.sample(known, EXISTING)]
    makers = [*again, *(people.maker(lottery, country) for _ in range(SHEET - EXISTING))]
    content = workbook(makers, lottery)
    officer = User.objects.create(username="bench", is_staff=True)
    OfficerArea.objects.bulk_create(OfficerArea(user=officer, region_id=code) for code in REGENCIES)
    del known, again, makers
    keep_what_is_loaded()  # as the site's server does
    with peak_memory() as peak:
        total = imported(report, content, officer)
    report("50,000 rows from the file to the drafts", total, "s", at_most=60)
    report("memory at the worst moment, with the reading program", peak[0] / 2**20, "MB", at_most=300)


def imported(report: Report, content: bytes, officer: User) -> float:
    """Does the three steps as the pages do, and says what each takes; gives back the sum in seconds."""
    file = SimpleUploadedFile("perajin.xlsx", content)
    began = perf_counter()
    batch = importing.upload(file=file, office=Region.objects.get(pk=OFFICE), by=officer)
    read = perf_counter()
    report("  read and kept", read - began, "s")
    batch = importing.confirm_columns(
        batch=batch,
        mapping=batch.mapping,
        default_region=None,
        default_craft=Craft.objects.order_by("pk").first(),
        consent_basis=ConsentBasis.STORE,
        consent_source="bench",
        by=officer,
    )
    finish(batch, officer)
    checked = perf_counter()
    report("  checked", checked - read, "s")
    tell_verdicts(report, batch)
    finish(importing.begin_writing(batch=batch, by=officer), officer)
    written = perf_counter()
    report("  written", written - checked, "s")
    return written - began


def finish(batch: ImportBatch, officer: User) -> None:
    """One request after the other, as the page goes on by itself."""
    while batch.state in (BatchState.CHECKING, BatchState.WRITING):
        batch = importing.work(batch=batch, by=officer)


def tell_verdicts(report: Report, batch: ImportBatch) -> None:
    counts = batch.rows.counts()
    for verdict in (Verdict.NEW, Verdict.EXISTS, Verdict.BROKEN):
        report(f"  rows {verdict.value.lower()}", counts.get(verdict, 0))


def workbook(makers: Sequence[Maker], lottery: Random) -> bytes:
    """The makers as an office's .xlsx: villages by name, telephones as numbers."""
    names = dict(Region.objects.within(*REGENCIES).values_list("code", "name"))
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["DATA PERAJIN"])
    sheet.write_row(2, 0, HEADINGS)
    for number, maker in enumerate(makers, start=1):
        phone = int(maker.phone[1:]) if maker.phone else "-"
        place = [names[maker.village], names[maker.village[:8]], names[maker.village[:5]]]
        nik = f"{maker.village[:8].replace('.', '')}{lottery.randrange(10**10):010d}"
        # A workshop with its owner, or a person alone.
        called = [maker.written, maker.person] if maker.named_after_workshop else ["", maker.written]
        row = [number, *called, f"Jl. Mawar {number}", *place, "tas", phone, nik, 1974]
        sheet.write_row(number + 2, 0, row)
    book.close()
    return buffer.getvalue()


@contextmanager
def peak_memory() -> Iterator[list[int]]:
    """The most bytes that this process and those it started hold at once, looked at forty times a second."""
    peak, over = [0], threading.Event()
    process = psutil.Process()

    def look() -> None:
        while not over.wait(0.025):
            peak[0] = max(peak[0], held(process))

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield peak
    finally:
        over.set()
        watcher.join()


def held(process: psutil.Process) -> int:
    total = 0
    for one in [process, *process.children(recursive=True)]:
        try:
            total += one.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total
