"""The secret word with which a buyer without an account comes back to what was written.

Sixteen characters of the public codes' alphabet, shown in groups of four: twelve drawn from a seed by the site's key,
and four that the key puts behind them. So a mistyped word is told from one whose conversation is gone, and the database
needs the word's hash only. The seed travels, signed and dated, in the form: a form sent twice makes the same word.
"""

import hashlib
import re
import secrets

from django.core.signing import BadSignature, TimestampSigner
from django.utils.crypto import constant_time_compare, salted_hmac

from core.codes import ALPHABET

BODY, CHECK = 12, 4
SIGNER_SALT = "orders.words"


def new_token() -> str:
    """A new seed, signed and dated, for a form."""
    return TimestampSigner(salt=SIGNER_SALT).sign(secrets.token_urlsafe(16))


def seed_of(token: str, max_age: int) -> str | None:
    """The seed in a form's token, or None if it is none of ours or older than `max_age` seconds."""
    try:
        return TimestampSigner(salt=SIGNER_SALT).unsign(token, max_age=max_age)
    except BadSignature:
        return None


def is_younger(token: str, seconds: int) -> bool:
    """Whether a token was made within the last seconds."""
    return seed_of(token, seconds) is not None


def word_of(seed: str) -> str:
    """The word that belongs to a seed."""
    body = _characters("word", seed, BODY)
    return body + _characters("check", body, CHECK)


def hash_of(word: str) -> str:
    """What the database keeps of a word. It has 79 bits, so that a plain hash of it cannot be turned back."""
    return hashlib.sha256(word.encode()).hexdigest()


def read(typed: str) -> str:
    """The word in what somebody typed or pasted, a whole link included."""
    return re.sub(r"[^0-9A-Z]", "", typed.rpartition("#")[2].upper())[: BODY + CHECK]


def is_genuine(word: str) -> bool:
    """Whether this site once made the word."""
    return constant_time_compare(_characters("check", word[:BODY], CHECK), word[BODY:])


def shown(word: str) -> str:
    """The word in groups of four, for reading aloud and writing down."""
    return "-".join(word[start : start + 4] for start in range(0, len(word), 4))


def _characters(use: str, text: str, length: int) -> str:
    number = int.from_bytes(salted_hmac(f"orders.{use}", text, algorithm="sha256").digest(), "big")
    found = []
    for _place in range(length):
        number, rest = divmod(number, len(ALPHABET))
        found.append(ALPHABET[rest])
    return "".join(found)
