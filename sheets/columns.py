"""What the columns of a sheet mean: finding the row of the headings, and the field that each heading stands for."""

import re
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from django.db import models
from django.utils.translation import gettext_lazy as _

from regions.models import Region
from regions.words import words
from sheets.models import ColumnMemory
from sheets.workbooks import Cell

HEADINGS_WITHIN = 10
LONGEST_HEADING = 120
SURE = 0.8


class Field(models.TextChoices):
    """What a column may be read as."""

    NAME = "name", _("Name of the workshop or maker")
    PERSON = "person", _("Name of the person")
    PHONE = "phone", _("Phone")
    VILLAGE = "village", _("Village")
    DISTRICT = "district", _("District")
    REGENCY = "regency", _("Regency or city")
    PROVINCE = "province", _("Province")
    ADDRESS = "address", _("Address")
    HAMLET = "hamlet", _("Hamlet, RT/RW")
    CRAFT = "craft", _("Craft")
    PRODUCTS = "products", _("What is made")
    MEN = "workers_male", _("Men at work")
    WOMEN = "workers_female", _("Women at work")
    WORKERS = "workers", _("Men and women at work (3/5)")
    MACHINES = "machines", _("Machines and tools")
    KIND = "kind", _("Individual, group or business")
    BIRTH_YEAR = "birth_year", _("Year or date of birth")
    NIK = "nik", _("Identity number (NIK)")
    NIB = "nib", _("Business number (NIB)")


# Several columns may hold a part of these; of all others the sheet has one.
SEVERAL = {Field.ADDRESS, Field.HAMLET, Field.PRODUCTS}
# Kept only of makers who agreed that their record is kept (law 27/2022).
PERSONAL = {Field.PERSON, Field.PHONE, Field.ADDRESS, Field.HAMLET, Field.BIRTH_YEAR, Field.NIK, Field.NIB}
PLACES = {Field.VILLAGE, Field.DISTRICT, Field.REGENCY, Field.PROVINCE, Field.ADDRESS}

F = Field
# Headings as they are met in offices, in small letters without signs. "" is known and left out.
KNOWN: dict[str, Sequence[str]] = {
    F.NAME: (
        "nama usaha",
        "nama umkm",
        "nama ikm",
        "nama perusahaan",
        "nama kelompok",
        "nama industri",
        "nama toko",
        "nama merk",
        "merek",
        "brand",
        "unit usaha",
        "nama sanggar",
        "nama",
        "business name",
        "name",
        "nama perajin",
        "nama pengrajin",
        "perajin",
        "pengrajin",
        "nama unit usaha",
        "nama usaha perajin",
    ),
    F.PERSON: (
        "nama pemilik",
        "pemilik",
        "nama pengusaha",
        "nama pemilik usaha",
        "penanggung jawab",
        "nama ketua",
        "nama penanggung jawab",
        "nama lengkap",
        "nama sesuai ktp",
        "pimpinan",
        "nama pelaku usaha",
        "owner",
        "nama pimpinan",
        "pengusaha",
    ),
    F.PHONE: (
        "no hp",
        "hp",
        "telp",
        "telepon",
        "no telp",
        "no telepon",
        "no telepon wa",
        "no wa",
        "wa",
        "whatsapp",
        "nomor hp",
        "nomor telepon",
        "handphone",
        "no handphone",
        "kontak",
        "no kontak",
        "phone",
        "contact person",
        "no telp hp",
        "no hp wa",
        "telp hp",
        "nomor whatsapp",
        "tlp",
        "no tlp",
        "cp",
    ),
    F.VILLAGE: ("desa", "kelurahan", "ds kel", "desa kelurahan", "desa kel", "kel desa", "kelurahan desa", "ds", "kel"),
    F.DISTRICT: ("kec", "kecamatan", "nama kecamatan", "district"),
    F.REGENCY: ("kab kota", "kabupaten", "kab", "kota", "kabupaten kota", "kota kabupaten", "regency"),
    F.PROVINCE: ("provinsi", "prov", "propinsi", "province"),
    F.ADDRESS: (
        "alamat",
        "alamat lengkap",
        "alamat usaha",
        "alamat rumah",
        "domisili",
        "lokasi",
        "lokasi usaha",
        "jalan",
        "address",
        "tempat tinggal",
        "alamat perajin",
        "alamat pengrajin",
    ),
    F.HAMLET: ("rt rw", "rt", "rw", "dusun", "dukuh", "lingkungan", "kampung"),
    F.CRAFT: (
        "jenis kerajinan",
        "kerajinan",
        "jenis usaha",
        "bidang usaha",
        "komoditi",
        "komoditas",
        "jenis industri",
        "sektor",
        "bidang",
        "craft",
        "cabang industri",
    ),
    F.PRODUCTS: (
        "produk",
        "jenis produk",
        "nama produk",
        "hasil produk",
        "hasil produksi",
        "produk yang dihasilkan",
        "product",
        "hasil kerajinan",
        "produk unggulan",
    ),
    F.MEN: (
        "jml tenaga kerja l",
        "tenaga kerja laki laki",
        "tk l",
        "l",
        "laki laki",
        "pria",
        "jumlah pekerja laki laki",
        "tenaga kerja pria",
        "lk",
        "pekerja laki laki",
        "tk laki laki",
    ),
    F.WOMEN: (
        "jml tenaga kerja p",
        "tenaga kerja perempuan",
        "tk p",
        "p",
        "perempuan",
        "wanita",
        "tk perempuan",
        "pr",
        "tenaga kerja wanita",
        "jumlah pekerja perempuan",
        "pekerja perempuan",
    ),
    F.WORKERS: (
        "jml tenaga kerja",
        "jumlah tenaga kerja",
        "tenaga kerja",
        "jml tenaga kerja l p",
        "tenaga kerja l p",
        "tk l p",
        "jumlah pekerja",
        "jumlah karyawan",
        "karyawan",
        "pekerja",
        "tk",
    ),
    F.MACHINES: ("mesin", "peralatan", "alat", "mesin peralatan", "mesin dan peralatan", "alat produksi"),
    F.KIND: ("bentuk usaha", "bentuk", "perorangan kelompok", "status usaha", "badan usaha", "jenis pelaku"),
    F.BIRTH_YEAR: (
        "thn lahir",
        "tahun lahir",
        "tgl lahir",
        "tanggal lahir",
        "ttl",
        "tempat tanggal lahir",
        "tempat tgl lahir",
    ),
    F.NIK: ("nik", "no ktp", "nomor ktp", "ktp", "no nik", "nomor induk kependudukan", "nik ktp"),
    F.NIB: ("nib", "no nib", "nomor induk berusaha", "nib iumk", "no induk berusaha"),
    "": (
        "no",
        "nomor",
        "no urut",
        "keterangan",
        "ket",
        "catatan",
        "tanggal",
        "foto",
        "email",
        "umur",
        "usia",
        "omzet",
        "omset",
        "aset",
        "pendidikan",
        "jenis kelamin",
        "kode pos",
        "no kk",
        "nomor kk",
        "timestamp",
        "paraf",
        "ttd",
    ),
}
# With a column for the workshop beside it, this one names the person.
MAYBE_PERSON = {"nama", "nama perajin", "nama pengrajin", "perajin", "pengrajin", "name"}
PARTS_OF_WORKERS = {"l", "p", "lk", "pr", "laki laki", "perempuan", "pria", "wanita", "l p"}
BY_HEADING = {heading: field for field, headings in KNOWN.items() for heading in headings}


def plain(heading: Cell | dict) -> str:
    """A heading in small letters and without signs: "No. Telepon/WA" gives "no telepon wa"."""
    return " ".join(words(str(heading)))[:LONGEST_HEADING] if isinstance(heading, str) else ""


@lru_cache(maxsize=2_000)
def meaning(heading: str) -> tuple[str, float]:
    """The field that a plain heading likely stands for ("" for one that is left out), and how sure that is, 0 to 1."""
    if heading in BY_HEADING:
        return BY_HEADING[heading], 1.0
    letters = heading.replace(" ", "")
    best = ("", 0.0)
    if len(letters) < 3:
        return best
    for known, field in BY_HEADING.items():
        other = known.replace(" ", "")
        if letters == other:
            return field, 0.98
        if len(other) < 3:
            continue
        likeness = SequenceMatcher(None, letters, other).ratio() * 0.95
        # "alamat usaha / rumah" begins as a known heading of some length does.
        if len(other) >= 4 and re.match(rf"{known}\b", heading):
            likeness = max(likeness, SURE + len(other) / 1000)
        if likeness > best[1]:
            best = (field, likeness)
    return best


def header_score(cells: Sequence[Cell | dict], remembered: Collection[str]) -> int:
    """How many cells of a row are known headings, or were headings in an earlier sheet of the office."""
    said = [heading for cell in cells if (heading := plain(cell))]
    return sum(1 for heading in said if heading in remembered or meaning(heading)[1] >= SURE)


def header_row(rows: Sequence[tuple[int, Sequence[Cell | dict]]], remembered: Collection[str] = ()) -> int:
    """The number of the row of the headings among the first rows of a sheet; 0 when none looks like it.

    Of rows with as many known headings the last of a block counts: above it stand titles that span columns.
    """
    scored = [(number, header_score(cells, remembered)) for number, cells in rows if number <= HEADINGS_WITHIN]
    most = max((score for _number, score in scored), default=0)
    if most < 2:
        return 0
    first = next(index for index, (_number, score) in enumerate(scored) if score == most)
    last = first
    while last + 1 < len(scored) and scored[last + 1] == (scored[last][0] + 1, most):
        last += 1
    return scored[last][0]


def headings(rows: Sequence[tuple[int, Sequence[Cell | dict]]], number: int, width: int) -> list[str]:
    """The heading of each column; "L" below "Jumlah tenaga kerja" is written out, a column without one is empty."""
    by_number = dict(rows)
    own = [str(cell) if isinstance(cell, str | int | float) else "" for cell in by_number.get(number, ())]
    above = [str(cell) if isinstance(cell, str) else "" for cell in by_number.get(number - 1, ())]
    own += [""] * (width - len(own))
    spanning = ""
    for column in range(width):
        spanning = (above[column] if column < len(above) else "") or spanning
        if plain(own[column]) in PARTS_OF_WORKERS and plain(spanning) != plain(own[column]):
            own[column] = f"{spanning} {own[column]}".strip()
    return [heading[:LONGEST_HEADING] for heading in own[:width]]


def memory(office: Region) -> dict[str, str]:
    """The field of each heading that the office has met, "" for those it leaves out."""
    return dict(ColumnMemory.objects.filter(office=office).values_list("heading", "field"))


def proposed(headers: Sequence[str], office: Region) -> dict[str, str]:
    """The field for each column, by its position as text: as the office chose last time, else as the heading says."""
    remembered = memory(office)
    plains = [plain(header) for header in headers]
    found: dict[str, str] = {}
    guesses: list[tuple[float, int, str]] = []
    for column, heading in enumerate(plains):
        if heading in remembered:
            guesses.append((2.0, column, remembered[heading]))
        elif heading:
            field, sureness = meaning(heading)
            guesses.append((sureness - (0.1 if heading in MAYBE_PERSON else 0), column, field))
    taken: set[str] = set()
    for sureness, column, field in sorted(guesses, key=lambda guess: (-guess[0], guess[1])):
        if field == Field.NAME and field in taken and plains[column] in MAYBE_PERSON:
            field = Field.PERSON
        if sureness < SURE or not field or (field in taken and field not in SEVERAL):
            continue
        taken.add(field)
        found[str(column)] = str(field)
    return found


def remember(headers: Sequence[str], mapping: dict[str, str], office: Region) -> None:
    """Keeps what the office chose for each heading, for its next sheet."""
    chosen = {plain(header): mapping.get(str(column), "") for column, header in enumerate(headers) if plain(header)}
    ColumnMemory.objects.bulk_create(
        [ColumnMemory(office=office, heading=heading, field=field) for heading, field in sorted(chosen.items())],
        update_conflicts=True,
        unique_fields=["office", "heading"],
        update_fields=["field"],
    )
