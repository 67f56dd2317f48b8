"""Addresses in one language, whatever language an earlier request of the test has left active."""

from django.urls import reverse
from django.utils import translation


def english(name: str, *args: object) -> str:
    """The English address, whose pages answer with the messages as they stand in the code."""
    with translation.override("en"):
        return reverse(name, args=args)
