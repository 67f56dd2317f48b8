"""Places and materials that a search's words name: proposed as filters, never forced."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Model

from products.models import Material
from products.search.engine import count_with
from products.search.memory import Look
from products.search.query import Query
from products.search.words import STOP_WORDS, understood
from regions.choices import Level
from regions.models import Region
from regions.words import REGENCY_WORDS, Asked, asked

MOST_PROPOSALS = 4
LONGEST_NAME = 3  # words
# So many places are counted; nine villages are called Rowosari.
MOST_PLACES = 24


@dataclass(frozen=True)
class Run:
    """Some neighbouring words of a text, by the positions of the first one and the one behind the last."""

    start: int
    end: int
    words: tuple[str, ...]

    def lies_in(self, other: "Run") -> bool:
        return self != other and other.start <= self.start and self.end <= other.end


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A place or a material that words of a search name: the search with that filter instead of these words, and how
    many products it finds."""

    row: Material | Region
    words: tuple[str, ...]
    query: Query
    total: int

    @property
    def text(self) -> str:
        """The name, in the reader's language, with what tells it from others of that name."""
        if isinstance(self.row, Material):
            return self.row.name
        return self.row.full_name if self.row.level <= Level.REGENCY else self.row.full_path


def proposals(look: Look, query: Query) -> list[Proposal]:
    """What the words may name besides, if products answer to it, the most first; at most MOST_PROPOSALS.

    A material that is chosen already is not proposed, and no place where one is.
    """
    words = understood(query.words)
    runs = list(_runs(words))
    meant = [(run, material) for run, material in _materials(look, runs) if material not in query.materials]
    meant += _regions(runs) if query.region is None else []
    if not meant:
        return []
    others = [query.but(words=_without(words, run)) for run, _row in meant]
    totals = count_with(look, [(other, row) for other, (_run, row) in zip(others, meant, strict=True)])
    found = [
        Proposal(row=row, words=run.words, query=other.asking_for(row), total=total)
        for (run, row), other, total in zip(meant, others, totals, strict=True)
        if total
    ]
    return sorted(found, key=lambda proposal: -proposal.total)[:MOST_PROPOSALS]


def _runs(words: list[str]) -> Iterator[Run]:
    """All runs of words that may be a name."""
    for length in range(1, min(LONGEST_NAME, len(words)) + 1):
        for start in range(len(words) - length + 1):
            run = tuple(words[start : start + length])
            if not STOP_WORDS & {run[0], run[-1]}:
                yield Run(start, start + length, run)


def _materials(look: Look, runs: Sequence[Run]) -> list[tuple[Run, Material]]:
    """The materials with exactly such a name."""
    known = look.materials_by_name()
    return _longest([(run, known[name]) for run in runs if (name := " ".join(run.words)) in known])


def _regions(runs: Sequence[Run]) -> list[tuple[Run, Region]]:
    """The regions with exactly such a name, with or without "Kota" and "Kabupaten"; the largest first."""
    questions = [(run, asked(" ".join(run.words))) for run in runs]
    # The runs grow longer, so that "kota semarang" takes the name "kota semarang" from "semarang".
    names = {name: (run, question) for run, question in questions for name in _written(question)}
    if not names:
        return []
    found = [(*names[region.name_words], region) for region in Region.objects.called(names, MOST_PLACES)]
    return _longest([(run, region) for run, question, region in found if question.level in (None, region.level)])


def _written(question: Asked) -> list[str]:
    """How a region's name may be written for what was asked."""
    if not question.words or question.words[0] in REGENCY_WORDS:
        return [question.text] if len(question.words) > 1 else []
    return [question.text, *(f"{word} {question.text}" for word in REGENCY_WORDS)]


def _longest(found: list[tuple[Run, Model]]) -> list[tuple[Run, Model]]:
    """Without what only a part of a longer name names: of "limbah plastik" no plastic."""
    return [(run, row) for run, row in found if not any(run.lies_in(other) for other, _row in found)]


def _without(words: Sequence[str], run: Run) -> str:
    """The text without the run, and without a "dari" or "di" before it."""
    before = list(words[: run.start])
    while before and before[-1] in STOP_WORDS:
        before.pop()
    return " ".join([*before, *words[run.end :]])
