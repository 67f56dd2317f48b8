"""How well the best matches are what a buyer means: 300 questions, judged by the products' own facts.

The data is bench/judged.csv: a question, and what a product must be to answer it, written by hand from the crafts,
materials, motifs and places of the invented catalogue, never by asking the search. A question has up to four parts: the
`thing` and what else is `said` (expressions for the name), the `material` (slugs; their kinds count too) and the `place`
(the beginning of a region's code). Words that no product could hold ("grosir", "100 pcs", "14 inch") are no part of it.
The kinds from "wholesale" on are 150 long or unlucky questions as people type them, many of which nothing answers wholly.

NDCG@10 compares the ten best matches with the best ten that there are. A page is empty that shows nothing. A first page
is right if it shows something and its ten best come at least RIGHT as near to the question as the nearest products do.
"""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import log2
from pathlib import Path
from statistics import fmean

from bench.catalogue import opened
from bench.report import Report

QUESTIONS = Path(__file__).parent / "judged.csv"
CATALOGUE = "10k"
BEST = 10
RIGHT = 0.8
LEAST_GAIN, LEAST_RIGHT = 0.95, 0.95


@dataclass(frozen=True)
class Facts:
    """What a judge reads of a product."""

    key: int
    name: str
    description: str
    craft: str
    materials: frozenset[str]
    place: str


@dataclass(frozen=True)
class Question:
    """One line of the file."""

    kind: str
    query: str
    thing: str
    material: str
    place: str
    said: str

    def grade(self, facts: Facts, names: dict[str, set[str]]) -> int:
        """3 for what is meant without doubt, 2 for what has all of it but not in its name, 1 for what lacks a part of
        three or more, 0 for anything else."""
        parts = self._asked(facts, names)
        if parts.count(0) == 0:
            return 3 if all(part == 2 for part in parts) else 2
        return 1 if len(parts) > 2 and parts.count(0) == 1 and parts[0] else 0

    def nearness(self, facts: Facts, names: dict[str, set[str]]) -> int:
        """How many parts the product has, the thing counted twice; without the thing 0."""
        thing, *others = self._asked(facts, names)
        return 2 + len(others) - others.count(0) if thing else 0

    def _asked(self, facts: Facts, names: dict[str, set[str]]) -> list[int]:
        return [part for part in self._parts(facts, names) if part is not None]

    def _parts(self, facts: Facts, names: dict[str, set[str]]) -> Iterable[int | None]:
        """Each part: 2 where the product plainly has it, 1 where it has it besides, 0 where not; None if not asked."""
        yield _told(self.thing, facts)
        yield self._made_of(facts, names) if self.material else None
        yield (2 if f"{facts.place}.".startswith(f"{self.place}.") else 0) if self.place else None
        yield _told(self.said, facts) if self.said else None

    def _made_of(self, facts: Facts, names: dict[str, set[str]]) -> int:
        wanted = self.material.split("|")
        is_named = any(name in facts.name.lower() for slug in wanted for name in names[slug])
        return is_named + (not facts.materials.isdisjoint(wanted))


@dataclass(frozen=True)
class Verdict:
    """What is to be said of the first page of one question."""

    gain: float
    is_empty: bool
    is_right: bool


def _told(expression: str, facts: Facts) -> int:
    if re.search(expression, facts.name.lower()):
        return 2
    return 1 if re.search(expression, f"{facts.craft} {facts.description}".lower()) else 0


def run(report: Report, _size: str = CATALOGUE) -> None:
    """NDCG@10 of all questions, and of each kind of them."""
    with opened(CATALOGUE):
        judge(report)


def judge(report: Report) -> None:
    from products.search import Query, search

    facts, names = read_facts(), read_names()
    verdicts, empty, left_out = defaultdict(list), [], Counter()
    for question in read_questions():
        near = {one.key: question.nearness(one, names) for one in facts}
        grades = {one.key: question.grade(one, names) for one in facts}
        # What nothing answers wholly is answered by what comes nearest.
        grades = grades if any(grades.values()) else near
        results = search(Query(words=question.query))
        shown = [product.pk for product in (*results.products, *results.nearest)][:BEST]
        left_out.update(results.query.without)
        if not shown:
            empty.append(question.query)
        verdicts[question.kind].append(
            Verdict(
                ndcg([grades[key] for key in shown], grades.values()),
                is_empty=not shown,
                is_right=is_right([near[key] for key in shown], near.values()),
            )
        )
    for kind, some in verdicts.items():
        tell(report, f"{kind} ({len(some)} questions)", some)
    print(f"  found nothing: {', '.join(empty) or 'no question'}")
    print(f"  words done without: {', '.join(f'{word} {times}' for word, times in left_out.most_common())}")
    everything = [verdict for some in verdicts.values() for verdict in some]
    tell(report, "all questions", everything, at_least=LEAST_GAIN, right_at_least=LEAST_RIGHT, empty_at_most=0)


def tell(
    report: Report,
    of_what: str,
    verdicts: list[Verdict],
    *,
    at_least: float | None = None,
    right_at_least: float | None = None,
    empty_at_most: float | None = None,
) -> None:
    report(f"NDCG@10, {of_what}", fmean(one.gain for one in verdicts), at_least=at_least)
    report("  share of them with an empty page", fmean(one.is_empty for one in verdicts), at_most=empty_at_most)
    report(
        "  share of them whose first page is right", fmean(one.is_right for one in verdicts), at_least=right_at_least
    )


def is_right(shown: list[int], near: Iterable[int]) -> bool:
    """Whether the shown ones come about as near as the nearest that there are; an empty page never does."""
    return bool(shown) and sum(shown) >= RIGHT * sum(sorted(near, reverse=True)[: len(shown)])


def ndcg(shown: list[int], grades: Iterable[int]) -> float:
    """How much of the gain of the best ten there are the shown ones have: 1 if none could be better."""
    best = sorted(grades, reverse=True)[:BEST]
    return _gain(shown) / _gain(best) if any(best) else 1.0


def _gain(grades: list[int]) -> float:
    return sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(grades))


def read_questions() -> list[Question]:
    with QUESTIONS.open(encoding="utf-8", newline="") as file:
        return [Question(**row) for row in csv.DictReader(file)]


def read_facts() -> list[Facts]:
    """The facts of every product that a buyer can order."""
    from products.models import Material, Product

    slugs = dict(Material.objects.values_list("pk", "slug"))
    lineages = {pk: {slugs[key] for key in lineage} for pk, lineage in Material.objects.values_list("pk", "lineage")}
    materials: dict[int, set[str]] = defaultdict(set)
    for product, material in Product.materials.through.objects.values_list("product_id", "material_id"):
        materials[product] |= lineages[material]
    rows = Product.objects.offered().values_list("pk", "name", "description", "craft__name_id", "artisan__region")
    return [Facts(pk, name, text, craft, frozenset(materials[pk]), place) for pk, name, text, craft, place in rows]


def read_names() -> dict[str, set[str]]:
    """By slug all names of a material and of its kinds, in small letters."""
    from products.models import Material

    materials = list(Material.objects.all())
    slugs = {one.pk: one.slug for one in materials}
    names: dict[str, set[str]] = defaultdict(set)
    for one in materials:
        for key in one.lineage:
            names[slugs[key]] |= {name.lower() for name in (one.name_id, one.name_en, *one.synonyms)}
    return names
