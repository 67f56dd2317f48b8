"""The keys that seal personal data, as the environment gives them: base64 of 32 random bytes each."""

import base64
import binascii
import re

from django.core.exceptions import ImproperlyConfigured

# Known to everybody who reads this file; production refuses them.
DEVELOPMENT_SEALING_KEYS = "development:" + base64.b64encode(b"development-only-sealing-key-32b").decode()
DEVELOPMENT_LOOKUP_KEY = base64.b64encode(b"development-only-look-up-key-32b").decode()

MAKE_ONE = 'python3 -c "import base64, secrets; print(base64.b64encode(secrets.token_bytes(32)).decode())"'


def sealing_keys(value: str, *, production: bool) -> dict[str, bytes]:
    """The keys by name, the one that seals first, from "2027:<base64>,2026:<base64>"."""
    if production and (not value or DEVELOPMENT_SEALING_KEYS in value):
        raise ImproperlyConfigured(f"Set SEALING_KEYS to <year>:<key>; this makes a key: {MAKE_ONE}")
    keys: dict[str, bytes] = {}
    for word in (value or DEVELOPMENT_SEALING_KEYS).split(","):
        name, _, coded = word.strip().partition(":")
        if not re.fullmatch(r"[A-Za-z0-9-]{1,20}", name) or name in keys:
            raise ImproperlyConfigured("SEALING_KEYS wants a name of its own before each key, such as 2027:<key>.")
        keys[name] = _key(coded, f"The key {name!r} of SEALING_KEYS")
    return keys


def lookup_key(value: str, *, production: bool) -> bytes:
    """The key of the hash by which equal identity numbers are found."""
    if production and value in {"", DEVELOPMENT_LOOKUP_KEY}:
        raise ImproperlyConfigured(f"Set LOOKUP_KEY to a key of its own; this makes one: {MAKE_ONE}")
    return _key(value or DEVELOPMENT_LOOKUP_KEY, "LOOKUP_KEY")


def _key(coded: str, what: str) -> bytes:
    try:
        key = base64.b64decode(coded, validate=True)
    except binascii.Error:
        key = b""
    if len(key) != 32:
        raise ImproperlyConfigured(f"{what} is not the base64 of 32 bytes; this makes one: {MAKE_ONE}")
    return key
