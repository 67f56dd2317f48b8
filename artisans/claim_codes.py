"""Claim codes: eight characters that hand a maker the own record, shown in two halves: K7Q4-MX9P.

The alphabet is that of public codes (core.codes), without a check character: 31^8 is 850,000 million codes, and wrong
ones are counted. The database keeps only a keyed hash.
"""

import secrets

from core import codes, sealing

LENGTH = 8


def new_code() -> str:
    """A random code."""
    return "".join(secrets.choice(codes.ALPHABET) for _ in range(LENGTH))


def normalise(typed: str) -> str | None:
    """The code a person meant by `typed` ("k7q4 mx9p", "K7Q4-MX9P"), or None if it can be none."""
    code = "".join(char for char in typed.upper() if char.isalnum())
    return code if len(code) == LENGTH and all(char in codes.ALPHABET for char in code) else None


def spoken(code: str) -> str:
    """The code in the two halves in which it is shown and read out."""
    return f"{code[:4]}-{code[4:]}"


def hash_of(code: str) -> str:
    """What is kept of a code."""
    return sealing.keyed_hash(f"claim:{code}")
