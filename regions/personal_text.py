"""Regions are of the state's list and tell of no person."""

from core.personal_text import harmless


def register() -> None:
    official = "the state's list of regions"
    harmless("regions.Region", official, "code", "name", "path", "postal", "name_words", "path_words")
    harmless("regions.NameWord", official, "word")
