"""Addresses of which a page has many of one shape."""

from functools import cache

from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language


def address_like(url_name: str, like: tuple, values: tuple) -> str:
    """What `reverse(url_name, args=values)` says, in a twentieth of its time, for values that need no quoting.

    `like` are texts that the pattern takes in their place and that stand nowhere else in the address. Looking up the
    address of each card and photo of a page of products would take longer than all else on it.
    """
    parts = _around(url_name, like, get_language(), get_script_prefix())
    return parts[0] + "".join([f"{value}{part}" for value, part in zip(values, parts[1:], strict=True)])


@cache
def _around(url_name: str, like: tuple, language: str, script_prefix: str) -> list[str]:
    """What stands before, between and behind the values, in the reader's language."""
    rest, parts = reverse(url_name, args=like), []
    for value in map(str, like):
        before, _value, rest = rest.partition(value)
        parts.append(before)
    return [*parts, rest]
