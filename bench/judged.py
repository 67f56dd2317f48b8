"""How well the best matches are what a buyer means: a hundred questions, judged by the products' own facts.

The data is bench/judged.csv: a question, and what a product must be to answer it, written by hand from the crafts,
materials, motifs and places of the invented catalogue, never by asking the search. A question has up to four parts: the
`thing` and what else is `said` (expressions for the name), the `material` (slugs; their kinds count too) and the `place`
(the beginning of a region's code). NDCG@10 compares the ten best matches with the best ten that there are.
"""

import csv
import re
from collections import defaultdict
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
FLOOR = 0.9


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
        parts = [part for part in self._parts(facts, names) if part is not None]
        if parts.count(0) == 0:
            return 3 if all(part == 2 for part in parts) else 2
        return 1 if len(parts) > 2 and parts.count(0) == 1 and parts[0] else 0

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
    gains = defaultdict(list)
    for question in read_questions():
        grades = {one.key: question.grade(one, names) for one in facts}
        shown = [product.pk for product in search(Query(words=question.query)).products[:BEST]]
        gains[question.kind].append(ndcg([grades[key] for key in shown], grades.values()))
    for kind, figures in gains.items():
        report(f"NDCG@10, {kind} ({len(figures)} questions)", fmean(figures))
    report("NDCG@10, all questions", fmean(figure for figures in gains.values() for figure in figures), at_least=FLOOR)


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
