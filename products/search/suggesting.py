"""What a buyer may be typing: searches by a word, a material or a place, and the pages of clusters and makers.

Everything is read as it stands now: a maker who takes the consent back is in no suggestion any more.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from django.contrib.postgres.search import SearchVector, TrigramSimilarity
from django.db import models

from artisans.models import Artisan
from clusters.models import Cluster
from core.models import name_field
from products.models import Material, SearchWord
from products.search.engine import Hits, count_with
from products.search.memory import Look, one_moment
from products.search.query import Query
from products.search.relaxing import relax
from products.search.synonyms import lexicon
from products.search.words import NOT_LOOKED_FOR, plain, understood
from regions.choices import Level
from regions.models import Region
from regions.search import any_beginning, named
from regions.words import asked

SHORTEST = 2
SHORTEST_NAME = 3  # Half of all names have a word that begins with two given letters.
WORTH_VILLAGES = 5  # letters; before that many villages are meant for one to be likely
MOST_LETTERS = 60
LONGEST_TAIL = 3  # words
LOOKED_AT = 24
MOST = 3
MOST_WORDS = 4


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """One thing that may be meant: a search with the number of products it finds, or the page of a cluster or maker.

    `row` is the material, region, cluster or maker; none where only a word is completed.
    """

    text: str
    row: models.Model | None = None
    query: Query | None = None
    total: int | None = None


def suggestions(query: Query) -> list[Suggestion]:
    """What the words may become, by kind, the likeliest first. The query's filters stay on, as do all words but those
    that a material or a place takes up."""
    words = understood(query.words[:MOST_LETTERS])
    if len("".join(words)) < SHORTEST:
        return []
    query = query.but(without=())
    with one_moment() as look:
        filled = [*_words(query, words), *_materials(look, query, words), *_places(query, words)]
        totals = count_with(look, [(one.query, one.row) for one in filled])
        if not any(totals):
            filled, totals = _smaller(look, query)
    counted = [
        replace(one, query=one.query.asking_for(one.row) if one.row else one.query, total=total)
        for one, total in zip(filled, totals, strict=True)
        if total
    ]
    kinds: dict[type, list[Suggestion]] = {}
    for one in counted:
        kinds.setdefault(type(one.row), []).append(one)
    found = [one for kind in kinds.values() for one in kind[: MOST if kind[0].row else MOST_WORDS]]
    return (
        found
        + _pages(Cluster.objects.published(), "name", words)
        + _pages(Artisan.objects.published(), "public_name", words)
    )


def _smaller(look: Look, query: Query) -> tuple[list[Suggestion], list[int]]:
    """Where nothing has all words: what is found without some of them."""
    hits = Hits(look, query)
    relaxation = None if hits.total else relax(hits)
    if not relaxation or not relaxation.best:
        return [], []
    found = [relaxation.best, *relaxation.others]
    texts = [one.query.kept_words for one in found]
    return [Suggestion(text=text, query=query.but(words=text)) for text in texts], [one.total for one in found]


def _words(query: Query, words: Sequence[str]) -> Iterator[Suggestion]:
    """The last word completed or mended, the commonest first; of words that mean the same only one.

    These and the next two give what else is asked for as the query.
    """
    *before, last = words
    if len(last) < SHORTEST or last in NOT_LOOKED_FOR:
        return
    known = list(SearchWord.objects.filter(word__startswith=last).order_by("-products", "word")[:LOOKED_AT])
    if not known:
        near = SearchWord.objects.filter(word__trigram_similar=last).annotate(likeness=TrigramSimilarity("word", last))
        known = list(near.order_by("-likeness", "-products", "word")[:LOOKED_AT])
    meanings: dict[frozenset[str], str] = {}
    for one in known:
        if _is_readable(one.word):
            meanings.setdefault(frozenset(one.lexemes), one.word)
    for word in islice(meanings.values(), MOST_WORDS + MOST):
        text = " ".join([*before, lexicon().pairs.get(word, word)])
        if text != " ".join(words):
            yield Suggestion(text=text, query=query.but(words=text))


def _is_readable(name: str) -> bool:
    """English words are suggested on English pages only."""
    return name_field() == "name_en" or not lexicon().english.issuperset(plain(name).split())


def _materials(look: Look, query: Query, words: Sequence[str]) -> Iterator[Suggestion]:
    """The materials with a name in which words begin as the last ones typed do; a synonym is shown with the name."""
    chosen: dict[Material, Suggestion] = {}
    materials = [one for one in look.materials() if one not in query.materials]
    for rest, tail in _tails(words):
        fitting = [
            (name in one.synonyms, place, len(name), one.pk, one, name)
            for one in materials
            for name in (one.name_id, one.name_en, *one.synonyms)
            if _is_readable(name) and (place := f" {plain(name)}".find(f" {tail}")) >= 0
        ]
        for is_synonym, *_order, material, name in sorted(fitting, key=lambda fit: fit[:4]):
            text = f"{material.name} ({name})" if is_synonym else material.name
            chosen.setdefault(material, Suggestion(text=text, row=material, query=query.but(words=rest)))
    return islice(chosen.values(), 2 * MOST)


def _places(query: Query, words: Sequence[str]) -> Iterator[Suggestion]:
    """The regions whose names begin as the last words typed do."""
    if query.region or len(words[-1]) < SHORTEST_NAME:
        return
    for rest, tail in _tails(words):
        lowest = Level.VILLAGE if len(tail) >= WORTH_VILLAGES else Level.DISTRICT
        question = asked(tail)
        found = (
            named(Region.objects.offered().filter(level__lte=lowest), question)[: 2 * MOST] if question.words else []
        )
        for region in found:
            yield Suggestion(text=region.full_path, row=region, query=query.but(words=rest))
        if found:
            return


def _tails(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The last words, that may be the beginning of a name, and those before them; the longest such name first."""
    for start in range(max(0, len(words) - LONGEST_TAIL), len(words)):
        yield " ".join(words[:start]), " ".join(words[start:])


def _pages(rows: models.QuerySet, name: str, words: Sequence[str]) -> list[Suggestion]:
    """Those in whose name words begin as all those typed do."""
    if len(words[-1]) < SHORTEST_NAME:
        return []
    rows = rows.alias(own=SearchVector(name, config="simple"))
    for word in words:
        rows = rows.filter(own=any_beginning([word]))
    shown = rows.select_related("region").only("code", name, "region__level", "region__name", "region__path")
    return [Suggestion(text=getattr(row, name), row=row) for row in shown[:MOST]]
