"""Public codes: the permanent name of a maker, cluster or product, short enough to read out over a telephone.

Six characters of an alphabet of 31 (digits and capitals without 0, 1, I, O and U), shown in two halves: K7Q-4MX. The
last is a check character: 31 is prime and the weights differ, so one wrong character, or any two swapped, are always
noticed. 31^5 is 28.6 million codes, drawn at random: a code tells nothing about how many there are or who came first.
"""

import secrets

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTVWXYZ"
LENGTH = 6
PATTERN = f"[{ALPHABET}]{{{LENGTH}}}"
SPOKEN = f"[{ALPHABET}]{{3}}-[{ALPHABET}]{{3}}"


def check_character(body: str) -> str:
    """The sixth character for the first five: the weighted sum of all six is a multiple of 31."""
    total = sum(weight * ALPHABET.index(char) for weight, char in enumerate(body, start=1))
    return ALPHABET[-total * pow(LENGTH, -1, len(ALPHABET)) % len(ALPHABET)]


def new_code() -> str:
    """A random valid code; the database's unique constraint refuses the rare one already taken."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return body + check_character(body)


def normalise(typed: str) -> str | None:
    """The code a person meant by `typed` ("k7q 4mx", "K7Q-4MX"), or None if it can be none."""
    code = "".join(char for char in typed.upper() if char.isalnum())
    if len(code) != LENGTH or any(char not in ALPHABET for char in code):
        return None
    return code if check_character(code[:-1]) == code[-1] else None


def spoken(code: str) -> str:
    """The code in the two halves in which it is shown and read out."""
    return f"{code[:3]}-{code[3:]}"
