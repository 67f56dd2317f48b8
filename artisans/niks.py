"""The NIK (nomor induk kependudukan), the 16 digits of an Indonesian identity card.

Six digits of the district where it was issued, six of the birth date as DDMMYY (40 is added to a woman's day), and a
serial number of four that begins at 0001 (Permendagri 40/2008; law 23/2006, article 13).
"""

import re
from collections.abc import Container
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from core.refusals import Refusal
from regions.choices import Level
from regions.models import Region

LENGTH = 16
COUNTED = {"1234567890123456", "0123456789012345", "9876543210987654"}


class NotANik(Refusal):
    """What was typed cannot be an identity number."""


def normalise(typed: str) -> str:
    """The 16 digits, without the spaces, dots and hyphens between them. Raises NotANik."""
    digits = re.sub(r"[\s.\-]", "", typed)
    if not digits.strip("0"):
        raise NotANik(_("This is no NIK. Leave the field empty for somebody without an identity card."))
    if not re.fullmatch(r"[0-9]+", digits):
        raise NotANik(_("A NIK has digits only."))
    if len(digits) != LENGTH:
        raise NotANik(_("A NIK has 16 digits; these are %(count)d.") % {"count": len(digits)})
    if is_made_up(digits):
        raise NotANik(_("This number is made up. Leave the field empty for somebody without an identity card."))
    return digits


def is_made_up(digits: str) -> bool:
    """Whether 16 digits repeat themselves, count up or down, or end in the serial number 0000."""
    repeats = any(digits == digits[:length] * (LENGTH // length) for length in (1, 2, 4))
    return repeats or digits in COUNTED or digits.endswith("0000")


def doubts(nik: str, *, birth_year: int | None = None, districts: Container[str] | None = None) -> list[str]:
    """What does not fit in the number's own parts, in sentences that quote none of it; never a reason to refuse.

    Whoever asks about many numbers brings the codes of all `districts` of today.
    """
    code = f"{nik[:2]}.{nik[2:4]}.{nik[4:6]}"
    found = []
    if districts is None:
        districts = district_codes(code=code)
    if code not in districts:
        found.append(_("The first six digits name no district of today. Old district codes exist; look at the card."))
    birthdays = possible_birthdays(nik)
    if not birthdays:
        found.append(_("The seventh to twelfth digits are no birth date. Look at the card."))
    elif birth_year and birth_year not in {birthday.year for birthday in birthdays}:
        found.append(_("The birth date in the number and the year of birth in this record differ."))
    return found


def district_codes(**wanted: str) -> set[str]:
    """The codes of the districts, all of them or those that are wanted; a number keeps a code that has ended since."""
    return set(Region.objects.filter(level=Level.DISTRICT, **wanted).values_list("code", flat=True))


def possible_birthdays(nik: str) -> list[date]:
    """The days in the past that the birth date in the number may mean: its year has two digits only."""
    day, month, year = int(nik[6:8]), int(nik[8:10]), int(nik[10:12])
    found = []
    for century in (1900, 2000):
        try:
            found.append(date(century + year, month, day - 40 if day > 40 else day))
        except ValueError:
            continue
    return [birthday for birthday in found if birthday <= timezone.localdate()]
