"""Keeping a short text so that whoever reads the database alone cannot read it.

A sealed text is "<key's name>:<base64>", where the base64 holds a nonce of 12 bytes and what AES-256-GCM made of the
text. `bound_to` names the place where it lies: copied to another row, it no longer opens. The first key of
settings.SEALING_KEYS seals, all of them open. Texts of a small range (identity numbers) are found by a keyed hash,
because a plain one is guessed in seconds.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE_BYTES = 12


class CannotOpen(Exception):
    """The key is gone, or the text was changed, or it lies where it does not belong. Says which, never the text."""


def seal(text: str, *, bound_to: str) -> str:
    """Seals a text with today's key for one place."""
    name = newest_key()
    nonce = secrets.token_bytes(NONCE_BYTES)
    closed = _cipher(settings.SEALING_KEYS[name]).encrypt(nonce, text.encode(), bound_to.encode())
    return f"{name}:{base64.b64encode(nonce + closed).decode()}"


def open_sealed(sealed: str, *, bound_to: str) -> str:
    """The text that was sealed for this place. Raises CannotOpen."""
    name, _, coded = sealed.partition(":")
    key = settings.SEALING_KEYS.get(name)
    if key is None:
        raise CannotOpen(f"There is no key named {name!r} in SEALING_KEYS.")
    try:
        closed = base64.b64decode(coded, validate=True)
        return _cipher(key).decrypt(closed[:NONCE_BYTES], closed[NONCE_BYTES:], bound_to.encode()).decode()
    except (InvalidTag, binascii.Error, ValueError):
        raise CannotOpen("The sealed text was changed, or lies in another place than it was sealed for.") from None


@lru_cache
def _cipher(key: bytes) -> AESGCM:
    """Made once for each key: that takes longer than sealing a number."""
    return AESGCM(key)


def newest_key() -> str:
    """The name of the key that seals today."""
    return next(iter(settings.SEALING_KEYS))


def is_sealed_newly(sealed: str) -> bool:
    """Whether today's key sealed this text."""
    return sealed.startswith(f"{newest_key()}:")


def trace(text: str) -> str:
    """What tells later whether a text is still this one, without holding it: "<key's name>:<hexadecimal digits>".

    Made with today's key for sealing, so that it can be compared as long as that key is kept.
    """
    name = newest_key()
    return f"{name}:{_traced(name, text)}"


def is_trace_of(known: str, text: str) -> bool:
    """Whether the text left this trace; of a key that is gone nobody knows, and the answer is no."""
    name, _, digits = known.partition(":")
    return name in settings.SEALING_KEYS and hmac.compare_digest(digits, _traced(name, text))


def _traced(name: str, text: str) -> str:
    return hmac.new(settings.SEALING_KEYS[name], f"trace:{text}".encode(), hashlib.sha256).hexdigest()


def keyed_hash(text: str) -> str:
    """64 hexadecimal digits by which equal texts are found without being opened (HMAC-SHA256)."""
    return hmac.new(settings.LOOKUP_KEY, text.encode(), hashlib.sha256).hexdigest()
