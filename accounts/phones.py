"""Telephone numbers: one form in the database (E.164), many under people's thumbs."""

import unicodedata

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.redaction import Number

E164_PATTERN = r"^\+\d{8,15}$"
# No subscriber number begins with 0, so nobody can be called by one of these: the form of all demo numbers.
DEMO_PREFIX = "+6200"


def normalise(typed: str) -> str:
    """The E.164 form ("+628241234567") of what was typed: 0824..., 62824..., +62 824-..., with spaces or dashes.

    Raises ValidationError with a sentence for the person when it can be no telephone number.
    """
    text = "".join(str(unicodedata.digit(char, char)) for char in typed.strip())
    digits = "".join(char for char in text if char.isdigit())
    if digits.startswith(DEMO_PREFIX[1:]) and 8 <= len(digits) <= 15:
        return f"+{digits}"
    if digits.startswith("62") and not text.startswith("+"):
        text = f"+{digits}"
    try:
        number = phonenumbers.parse(text, "ID")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        raise ValidationError(
            _("This is not a telephone number. Write it like 0824-1234-5678 or +62 824 1234 5678."), code="phone"
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def shown(e164: str) -> str:
    """The number as people here write it: "0824-1234-5678"; a foreign one in the international form.

    What is no number (half a number that is to be mended, say) is shown as it is.
    """
    if not e164 or e164.startswith(DEMO_PREFIX):
        return e164
    try:
        number = phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return e164
    style = (
        phonenumbers.PhoneNumberFormat.NATIONAL
        if number.country_code == 62
        else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    return phonenumbers.format_number(number, style)


def to_redact(e164: str) -> Number:
    """The number as core.redaction finds it in a text: an Indonesian one with or without +62, 62 or 0."""
    digits = e164.removeprefix("+")
    return Number(digits.removeprefix("62"), is_phone=digits.startswith("62"))


def last_digits(e164: str | None) -> str:
    """Enough of a number to tell two apart, and not enough to call it: "•••• 678"."""
    return f"•••• {e164[-3:]}" if e164 else ""
