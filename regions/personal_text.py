"""Regions are of the state's list and tell of no person."""

from collections.abc import Iterable

from core.personal_text import harmless, things_are_called
from regions.models import Region


def _provinces_and_regencies() -> Iterable[str]:
    return Region.objects.filter(level__lte=2).values_list("name", flat=True)


def register() -> None:
    things_are_called(_provinces_and_regencies)
    official = "the state's list of regions"
    harmless("regions.Region", official, "code", "name", "path", "postal", "name_words", "path_words")
    harmless("regions.NameWord", official, "word")
