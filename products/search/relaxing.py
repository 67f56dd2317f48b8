"""Doing without words: what a search still finds when not all of its words can be met, counted exactly.

Every smaller set of words is one AND of bitmaps and a count. Which words are kept depends on what they are and on how
rare they are in the whole register, never on their order or on the filters: so the numbers beside the choices of a
relaxed search are what choosing them shows.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import log10
from operator import itemgetter
from typing import NamedTuple

from products.search import bitmaps
from products.search.engine import Hits
from products.search.query import Query
from products.search.synonyms import Kind
from products.search.words import Term
from regions.models import NameWord
from regions.words import LEVEL_WORDS, REGENCY_WORDS

MOST_COUNTED = 5  # words, so that at most 31 sets are counted
MOST_OFFERED = 4
FEW = 8
POINTS = {
    Kind.THING: 100,
    Kind.MATERIAL: 38,
    Kind.WAY: 39,
    Kind.PLACE: 30,
    Kind.MOTIF: 20,
    Kind.USE: 6,
    Kind.WHOM: 7,
    Kind.LOOK: 3,
}
# Words of no known kind: such as stand in names, such as are only said in descriptions, and "kota".
IN_NAMES, IN_DESCRIPTIONS, OF_LEVELS = 12, 2, 1
OF_PHRASES = 2
# A second word of these kinds says so much of what the first one does.
ONCE, AGAIN = {Kind.THING, Kind.PLACE}, 0.2
LEVELS = frozenset(LEVEL_WORDS) | REGENCY_WORDS


class Strength(NamedTuple):
    """How much a term says, and of which kind it is."""

    kind: Kind | None
    points: float


@dataclass(frozen=True)
class Smaller:
    """A search that does without some words, and how many products it finds."""

    query: Query
    total: int


@dataclass(frozen=True)
class Relaxation:
    """What a search finds without some of its words; `total` is what all words together find.

    `best` is the search to show where that is nothing, `nearest` what to show besides where it is little, and `others`
    are more smaller searches to choose from.
    """

    total: int
    best: Smaller | None
    nearest: Smaller | None
    others: list[Smaller]


# Some of the terms, how much they say together, and how many products have them.
Subset = tuple[frozenset[Term], float, int]


def relax(hits: Hits) -> Relaxation | None:
    """Smaller searches than that for all words of the hits' query; None where there are no words to do without."""
    everything = hits.query.but(without=(), verbatim=False)
    if hits.query.without:
        hits = Hits(hits.look, everything)
    if not hits.asked:
        return None
    strengths = _strengths(hits)
    found = _found(hits, strengths)
    first = max(hits.asked, key=lambda term: strengths[term].points)
    shown = (frozenset(hits.asked), 0.0, hits.total) if hits.total else next(iter(found), None)

    def smaller(subset: Subset | None) -> Smaller | None:
        if subset is None:
            return None
        left_out = tuple(term.text for term in hits.asked if term not in subset[0])
        return Smaller(replace(everything, without=left_out), subset[2])

    more = [each for each in found if shown and each != shown and (each[2] > shown[2] or not each[0] < shown[0])]
    near = [each for each in more if first in each[0]] or more
    nearest = next((each for each in near if each[2] >= FEW), max(near, key=itemgetter(2), default=None))
    # What is found without still more words is worth offering only where little is found.
    enough = shown is not None and not hits.total and shown[2] >= FEW
    larger = [each for each in more if not (enough and each[0] < shown[0])]
    others = [each for each in larger if not any(each[0] < other[0] for other in larger)][:MOST_OFFERED]
    return Relaxation(hits.total, smaller(shown), smaller(nearest), [smaller(each) for each in others])


def _found(hits: Hits, strengths: dict[Term, Strength]) -> list[Subset]:
    """The sets of fewer terms than all that find something, those that say the most first."""
    filtered = hits.filtered()
    alive = [term for term in hits.asked if (hits.found(term).anywhere & filtered).any() or term.related]
    alive.sort(key=lambda term: (-strengths[term].points, term.text))
    counted = [
        (kept, _weigh(kept, strengths), bitmaps.count(hits.having_terms(kept) & filtered))
        for kept in _subsets(alive[:MOST_COUNTED], below=len(hits.asked))
    ]
    return sorted(filter(itemgetter(2), counted), key=lambda each: (-each[1], sorted(term.text for term in each[0])))


def _subsets(terms: Sequence[Term], *, below: int) -> Iterator[frozenset[Term]]:
    """The sets of fewer than `below` terms, the largest first."""
    for size in range(min(len(terms), below - 1), 0, -1):
        yield from map(frozenset, combinations(terms, size))


def _weigh(terms: Iterable[Term], strengths: dict[Term, Strength]) -> float:
    """How much the terms say together: of a second thing or place much less than of the first."""
    weight, seen = 0.0, set()
    for kind, points in sorted((strengths[term] for term in terms), key=itemgetter(1), reverse=True):
        weight += points * (AGAIN if kind in seen else 1)
        seen |= {kind} & ONCE
    return weight


def _strengths(hits: Hits) -> dict[Term, Strength]:
    """How much each term says about what is looked for: by its kind, and a little by how rare it is."""
    everything = Hits(hits.look, Query())
    words = [word for term in hits.asked for word in term.words]
    places = {*NameWord.objects.filter(word__in=words).values_list("word", flat=True)}
    materials = hits.look.materials_by_name()

    def kind(term: Term) -> Kind | None:
        if term.kind or LEVELS.issuperset(term.words):
            return term.kind
        if term.text in materials:
            return Kind.MATERIAL
        return Kind.PLACE if places.issuperset(term.words) else None

    return {term: Strength(each := kind(term), _points(term, each, everything)) for term in hits.asked}


def _points(term: Term, kind: Kind | None, everything: Hits) -> float:
    anywhere, in_names = everything.sizes(term)
    if kind:
        points = POINTS[kind]
    elif LEVELS.issuperset(term.words):
        points = OF_LEVELS
    else:
        points = IN_NAMES if in_names else IN_DESCRIPTIONS
    rarity = 1 - log10(1 + anywhere) / log10(2 + everything.total)
    return points + rarity + (OF_PHRASES if len(term.words) > 1 else 0)
