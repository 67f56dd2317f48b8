"""What single cells of officers' sheets mean: telephone numbers, years, counts of workers, kinds, crafts.

Each reader gives back what it understood, and raises Unclear with a sentence for what cannot be taken as it is.
"""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts import phones
from artisans.choices import ArtisanKind
from clusters.models import Craft
from regions.words import words
from sheets.workbooks import Cell

NOTHING = {
    "",
    "-",
    "--",
    "—",
    "–",
    ".",
    "0",
    "n/a",
    "na",
    "tidak ada",
    "tdk ada",
    "belum ada",
    "nihil",
    "kosong",
    "none",
}
MOST_WORKERS = 30_000
# A telephone number begins here; what stood before is another one.
NEXT_NUMBER = re.compile(r"[/,;&|]|\batau\b|\bdan\b|\s+(?=0|\+?62)", re.IGNORECASE)
KINDS = {
    ArtisanKind.GROUP: {"kelompok", "kub", "kube", "paguyuban", "group"},
    ArtisanKind.COOPERATIVE: {"koperasi", "kop", "cooperative"},
    ArtisanKind.SCHOOL: {"sekolah", "smk", "smp", "sma", "slb", "pesantren", "ponpes", "school"},
    ArtisanKind.BUSINESS: {"usaha", "cv", "pt", "ud", "pd", "firma", "industri", "ikm", "umkm", "business"},
    ArtisanKind.INDIVIDUAL: {"perorangan", "individu", "perseorangan", "pribadi", "individual"},
}
# Words by which offices name a craft besides its own name.
CRAFT_WORDS = {
    "bag": {"tas", "dompet", "ransel", "koper", "bag", "bags"},
    "batik": {"batik", "membatik"},
    "convection": {"konveksi", "jahit", "penjahit", "garmen", "garment", "bordir", "busana", "pakaian", "convection"},
    "weaving": {"tenun", "menenun", "songket", "ulos", "weaving"},
}


class Unclear(Exception):
    """A cell that cannot be taken as it is; the text is a sentence for the officer."""


def text(cell: Cell | dict | None) -> str:
    """What a cell says: numbers without ".0", nothing for dashes and zeros that stand for nothing."""
    if cell is None or isinstance(cell, dict):
        return ""
    if isinstance(cell, float):
        cell = f"{cell:.10g}" if abs(cell) < 1e9 else f"{cell:.0f}"
    said = str(cell).strip().lstrip("'").strip()
    return "" if said.lower() in NOTHING else said


def phone(cell: Cell | dict | None) -> tuple[str, bool]:
    """The first number of a cell in E.164 or "", and whether the cell holds others. Raises Unclear."""
    said = text(cell)
    if not said:
        return "", False
    said = unrounded(said)
    if found := number(said):
        return found, False
    pieces = [piece for piece in NEXT_NUMBER.split(said) if piece and len(re.findall(r"\d", piece)) > 5]
    for piece in pieces if len(pieces) > 1 else ():
        if found := number(piece):
            return found, True
    raise Unclear(_("This is not a telephone number. Write it like 0824-1234-5678 or +62 824 1234 5678."))


def number(said: str) -> str:
    """A telephone number in E.164, also without its 0 or with one too many after +62; "" for any other text."""
    digits = re.sub(r"\D", "", said)
    if 8 <= len(digits) <= 13 and digits.startswith("8") and not said.strip().startswith("+"):
        said = f"0{digits}"
    elif re.match(r"620[1-9]", digits):
        said = f"+62{digits[3:]}"
    elif re.match(r"00?62", digits):
        said = f"+62{digits[digits.index('62') + 2 :]}"
    try:
        return phones.normalise(said[:40])
    except ValidationError:
        return ""


def unrounded(said: str) -> str:
    """A number written as 8.1234567890E+10 or 81234567890.0, in full. Raises Unclear where digits are gone."""
    plain = said.replace(" ", "").replace(",", ".")
    if re.fullmatch(r"\+?\d+\.0+", plain):
        return plain.partition(".")[0]
    if not re.fullmatch(r"\d(\.\d+)?[eE]\+?\d{1,2}", plain):
        return said
    try:
        value = Decimal(plain)
    except InvalidOperation:
        return said
    _sign, _digits, exponent = value.as_tuple()
    # 8.1234E+10 has five digits of eleven: the rest was lost when the file was saved.
    if isinstance(exponent, int) and exponent > 2:
        raise Unclear(_("Excel has shortened this number and its last digits are lost. Type the whole number."))
    return f"{value:f}".partition(".")[0]


def count(cell: Cell | dict | None) -> int | None:
    """How many people: "3", "3 orang"; None for nothing. Raises Unclear."""
    if cell in (0, "0"):
        return 0
    said = text(cell)
    found = re.findall(r"\d+", said)
    if not said:
        return None
    if len(found) != 1 or int(found[0][:9]) > MOST_WORKERS:
        raise Unclear(_("Write how many people work there as one number."))
    return int(found[0])


def men_and_women(cell: Cell | dict | None) -> tuple[int, int] | None:
    """The two counts of "3/5", "L 3 P 5", "2 pria, 1 wanita"; None for nothing or a single number."""
    said = text(cell).lower()
    found = [int(digits[:6]) for digits in re.findall(r"\d+", said)]
    if len(found) != 2 or max(found) > MOST_WORKERS:
        return None
    women_first = re.search(r"\b(p|pr|perempuan|wanita)\b.*\b(l|lk|laki|pria)\b", said)
    return (found[1], found[0]) if women_first else (found[0], found[1])


def birth_year(cell: Cell | dict | None) -> int | None:
    """The year in "1974", "12/05/1974", "Semarang, 12 Mei 1974"; None for nothing. Raises Unclear."""
    said = text(cell)
    if not said:
        return None
    years = [int(year) for year in re.findall(r"(?<!\d)(19\d\d|20\d\d)(?!\d)", said)]
    if len(years) != 1:
        raise Unclear(_("Write the year of birth with four digits, such as 1974."))
    return years[0]


def nib(cell: Cell | dict | None) -> str:
    """The 13 digits of a business number; "" for nothing. Raises Unclear."""
    said = text(cell)
    digits = re.sub(r"[\s.\-]", "", said)
    if said and not re.fullmatch(r"[0-9]{13}", digits):
        raise Unclear(_("A NIB has 13 digits."))
    return digits


def kind(said: str) -> ArtisanKind | None:
    """Who stands behind a record, by a word for it; None when no word says it."""
    there = set(words(said))
    return next((kind for kind, known in KINDS.items() if there & known), None)


def crafts(said: str, known: Iterable[Craft]) -> list[Craft]:
    """The crafts that a cell names: "Kerajinan tas & batik" names two."""
    there = words(said)
    return [craft for craft in known if names_craft(there, craft)]


def names_craft(there: list[str], craft: Craft) -> bool:
    if set(there) & CRAFT_WORDS.get(craft.slug, set()):
        return True
    joined = f" {' '.join(there)} "
    return any(f" {' '.join(words(name))} " in joined for name in (craft.name_id, craft.name_en))
