"""The labelled set: makers who are different people, and second entries of some of them by another clerk."""

from dataclasses import dataclass
from random import Random

from bench import clerks, people
from bench.country import Country
from bench.people import Maker

# Kota Semarang, Pemalang, Sidoarjo, Bondowoso, Lombok Utara, Pekalongan: where the sources' makers are.
REGENCIES = ["33.74", "33.27", "35.15", "35.11", "52.08", "33.26"]
SHARING_A_PHONE = 0.01  # of the makers: married to, or the child of, another maker


@dataclass(frozen=True)
class LabelledSet:
    """`makers` in the order in which they were entered; `pairs` are the places in it of first and second entries."""

    makers: list[Maker]
    pairs: set[tuple[int, int]]


def labelled_set(size: int, duplicates: int, seed: int) -> LabelledSet:
    """`size` records, of which `duplicates` are second entries; the same for the same seed."""
    lottery = Random(seed)
    country = Country(REGENCIES, lottery)
    makers: list[Maker] = []
    while len(makers) < size - duplicates:
        one = people.maker(lottery, country)
        makers.append(one)
        if one.phone and lottery.random() < SHARING_A_PHONE and len(makers) < size - duplicates:
            makers.append(people.relative(lottery, one))
    pairs = set()
    for place in lottery.sample(range(len(makers)), duplicates):
        pairs.add((place, len(makers)))
        makers.append(clerks.again(lottery, makers[place], country))
    return LabelledSet(makers, pairs)
