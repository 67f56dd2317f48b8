"""Finding the numbers of identity and family cards in the cells of strangers' sheets, however they are written.

Such a number has 16 digits: six of a district, six of a date, four of a serial (artisans.niks). People write them with
spaces, dots, dashes, slashes between, in groups of any size, in wide digits, with invisible signs. But 16 digits are
also two dates, a place in degrees, a range of prices, two telephone numbers.
"""

import re
import unicodedata
from collections.abc import Iterator

from artisans import niks

LENGTH = 16
# Digits with at most two signs between each; and what parts two numbers in one cell.
RUN = re.compile(r"\d(?:[\W_]{0,2}\d){15,}")
PARTS = re.compile(r"\d(?:[^/,;&|\n]*\d)?")
# As the card and forms group them.
GROUPS = (
    r"(?:\d{4}(?P<between>[ .\-])\d{4}(?P=between)\d{4}(?P=between)\d{4}"
    r"|\d{6}[ .\-]\d{6}[ .\-]\d{4}"
    r"|(?:\d{2}[ .\-]){3}\d{6}[ .\-]\d{4}"
    r"|(?:\d{2}[ .\-]){6}\d{4})"
)
AT_THE_BEGINNING, AT_THE_END = re.compile(rf"{GROUPS}(?!\d)"), re.compile(rf"(?<!\d){GROUPS}\Z")
IN_ONE = re.compile(r"(?<!\d)\d{16}(?!\d)")
DISTRICT = re.compile(r"(?:1[1-9]|21|3[1-6]|5[1-4]|6[1-5]|7[1-6]|8[12]|9[1-7])(?!00)[0-7]\d(?!00)\d\d")

_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
_DATE = rf"(?:{_DAY}[\W_]{{1,2}}{_MONTH}[\W_]{{1,2}}{_YEAR}|{_YEAR}[\W_]{{1,2}}{_MONTH}[\W_]{{1,2}}{_DAY})"
SOMETHING_ELSE = re.compile(
    rf"{_DATE}[\W_].*|.*[\W_]{_DATE}"  # a span of days, a day and an hour
    rf"|(?:{_YEAR}[\W_]{{1,2}}){{3}}{_YEAR}"
    r"|(?:1[01]|\d)[.,]\d{3,}[\W_]{1,2}(?:9[5-9]|1[0-4]\d)[.,]\d{3,}"  # latitude and longitude in Indonesia
)


def plain(text: str) -> str:
    """The text with plain digits and without signs that nobody sees."""
    if text.isascii():
        return text
    seen = (char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char) != "Cf")
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in seen)


def card_numbers(text: str) -> list[tuple[int, int]]:
    """Where such numbers stand in a plain text: their beginnings and ends."""
    return sorted({place for run in RUN.finditer(text) for place in _in_run(run[0], run.start())})


def _in_run(run: str, start: int) -> Iterator[tuple[int, int]]:
    if is_card_number(run):
        yield start, start + len(run)
        return
    for part in PARTS.finditer(run):
        yield from _in_part(part[0], start + part.start())


def _in_part(part: str, start: int) -> Iterator[tuple[int, int]]:
    """The part itself; else 16 digits in a row, and a number in the card's own groups at either end."""
    if is_card_number(part):
        yield start, start + len(part)
        return
    at_the_ends = (one for one in (AT_THE_BEGINNING.match(part), AT_THE_END.search(part)) if one)
    grouped = (one for one in at_the_ends if has_its_parts(digits_of(one[0])))
    for found in (*IN_ONE.finditer(part), *grouped):
        yield start + found.start(), start + found.end()


def is_card_number(text: str) -> bool:
    """Whether a text of digits with signs between is one such number and nothing else that has as many digits."""
    digits = digits_of(text)
    if len(digits) != LENGTH:
        return False
    if text == digits:
        return True
    if SOMETHING_ELSE.fullmatch(text):
        return False
    return bool(re.fullmatch(GROUPS, text)) or has_its_parts(digits)


def has_its_parts(digits: str) -> bool:
    """Whether 16 digits begin with what may be a district, go on with a date, and end in a serial number."""
    return bool(DISTRICT.match(digits) and niks.possible_birthdays(digits)) and not digits.endswith("0000")


def digits_of(text: str) -> str:
    return re.sub(r"\D", "", text)
