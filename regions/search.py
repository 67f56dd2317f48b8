"""Finding the region somebody means by a few words. docs/regions.md tells how well and how fast."""

import re
from collections.abc import Iterable
from operator import itemgetter

from django.apps import apps
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import models
from django.db.models import Value
from django.db.models.functions import Length

from regions.words import REGENCY_WORDS, Asked, asked, dotted, name_words, own_name, strangeness, words

MOST_ANSWERS = 20
MOST_RANKED = 200
MOST_MENDED_WORDS = 5
MOST_MENDINGS = 12
OWN_NAME = SearchVector("name_words", config="simple")
WHOLE_PATH = SearchVector("path_words", config="simple")
# Each search for products asks this; Django would take longer to write it than PostgreSQL takes to answer it. The words
# are sought because only words have an index.
CALLED = """
    SELECT * FROM regions_region
    WHERE to_tsvector('simple', coalesce(name_words, '')) @@ to_tsquery('simple', %s) AND name_words = ANY(%s)
    AND ended_on IS NULL
    ORDER BY level, code LIMIT %s
"""


def answers(regions: models.QuerySet, text: str, limit: int) -> list:
    """See RegionQuerySet.search."""
    if digits := code_digits(text):
        by_code = regions.filter(code__startswith=dotted(digits)).annotate(is_guess=Value(False))
        return list(by_code.order_by("code")[:limit])
    question = asked(text)
    if not question.words:
        return []
    found = named(regions, question)
    if len(found) < limit and not any(question.is_spelt_out_in(region.path) for region in found):
        known = {region.pk for region in found}
        found += [region for region in guessed(regions, question) if region.pk not in known]
    return found[:limit]


def code_digits(text: str) -> str:
    """The digits of a text that is a code or the beginning of one, as "33.74" or "3374"; "" for any other text."""
    code = text.strip()
    return code.replace(".", "") if re.fullmatch(r"[0-9][0-9.]{1,12}", code) else ""


def any_beginning(beginnings: Iterable[str]) -> SearchQuery:
    """Condition that some word of a text begins with one of these."""
    return SearchQuery(" | ".join(f"{word}:*" for word in beginnings), config="simple", search_type="raw")


def named(regions: models.QuerySet, question: Asked) -> list:
    """Regions with every word at the beginning of a word of the path, and one in the own name; the likeliest first."""
    rows = regions.annotate(is_guess=Value(False)).alias(own=OWN_NAME, whole=WHOLE_PATH)
    rows = rows.filter(own=any_beginning(question.own_words))
    for word in question.words:
        rows = rows.filter(whole=any_beginning([word]))
    rows = rows.alias(is_name=models.Q(name_words=question.text))
    rows = rows.order_by("-is_name", "level", Length("name_words"), "code")[:MOST_RANKED]
    return sorted(rows, key=lambda region: rank(region, question))


def rank(region, question: Asked) -> tuple:
    """Sort key: the level that was asked for, then the name said most wholly, the larger region first."""
    return (
        question.level is not None and region.level != question.level,
        own_name(name_words(region.name)) != question.own_words,
        sum(cost(word, question.words) for word in name_words(region.name)),
        region.level,
        region.path,
    )


def cost(word: str, asked_words: tuple[str, ...]) -> int:
    """What a word of a region's name says against it: 0 when it was typed wholly, 1 in part, 2 when it was not."""
    if word in asked_words or word in REGENCY_WORDS:
        return 0
    return 1 if word.startswith(asked_words) else 2


def guessed(regions: models.QuerySet, question: Asked) -> list:
    """The answers to the question without its typing errors, as far as words of names tell; the fewest errors first."""
    # Each word once, and none too short to be mistyped: half the names are "near" a single letter.
    sought = dict.fromkeys(question.words)
    few = [word for word in sought if most_strange(word)][:MOST_MENDED_WORDS]
    mended = {word: mendings(word) if word in few else {} for word in sought}
    if not any(mended.values()):
        return []
    rows = regions.annotate(is_guess=Value(True)).alias(own=OWN_NAME, whole=WHOLE_PATH)
    rows = rows.filter(own=any_beginning({word for own in question.own_words for word in (own, *mended[own])}))
    for word, others in mended.items():
        rows = rows.filter(whole=any_beginning({word, *others}))
    rows = rows.order_by("level", Length("name_words"), "code")[:MOST_RANKED]

    return sorted(rows, key=lambda region: guess_rank(region, mended, question.level))


def guess_rank(region, mended: dict[str, dict[str, float]], level: int | None) -> tuple:
    """Sort key: how strange the words of the path are for what was typed, then as if they had been typed right."""
    there = region.path_words.split()
    strange, read_as = 0.0, []
    for word, others in mended.items():
        choices = sorted({**others, word: 0.0}.items(), key=itemgetter(1))
        nearest, strangeness_of_it = next(pair for pair in choices if any(one.startswith(pair[0]) for one in there))
        strange += strangeness_of_it
        read_as.append(nearest)
    return strange, rank(region, Asked(tuple(read_as), level))


def mendings(word: str) -> dict[str, float]:
    """The few words of names that a mistyped word may mean, each with its strangeness."""
    near = apps.get_model("regions.NameWord").objects.near(word)
    likely = sorted((strangeness(word, other), other) for other in near)
    return {other: strange for strange, other in likely[:MOST_MENDINGS] if strange <= most_strange(word)}


def most_strange(word: str) -> float:
    """How strange a mending of the word may be before it is another word."""
    return 0 if len(word) < 4 else 1.5 if len(word) < 6 else 2.5


def meant(found: list, text: str):
    """The one of the answers that the text means beyond doubt, or None: a code, a whole name, or the only answer."""
    if digits := code_digits(text):
        return next((region for region in found if region.code == dotted(digits)), None)
    question = asked(text)
    labelled = [region for region in found if words(region.full_path) == words(text)]
    whole = [region for region in found if region.path_words == question.text]
    right_level = [region for region in found if question.level in (None, region.level)]
    exact = [region for region in right_level if question.text in spellings(region)]
    sure = labelled or whole or exact or [region for region in found if not region.is_guess]
    return sure[0] if len(sure) == 1 else None


def spellings(region) -> set[str]:
    """The ways to write a region: its name, or the beginning of its path, with or without "kabupaten" and "kota"."""
    ways = set()
    names = region.path.rsplit(", ", region.level - 1)
    for end in range(1, len(names) + 1):
        written = [word for name in names[:end] for word in name_words(name)]
        ways.add(" ".join(written))
        ways.add(" ".join(word for word in written if word not in REGENCY_WORDS))
    return ways
