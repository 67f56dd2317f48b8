"""How well likely duplicates are found, and how fast: issue by issue the register promises what stands here as limits."""

from dataclasses import dataclass, replace
from random import Random
from statistics import quantiles
from time import perf_counter

from artisans.actions.duplicates import count_words, find_pairs
from artisans.duplicates import SURE, Sighting, likely, likely_many
from bench import clerks, people
from bench.country import Country
from bench.labelled import LabelledSet, labelled_set
from bench.people import Maker
from bench.register import PRECISION_M, empty, enter
from bench.report import Report
from bench.scratch import settle

SEED = 1
SEEDS = range(1, 7)  # luck moves recall by a percent, so the worst of several sets is told
LABELLED, DUPLICATES = 10_000, 1_000
REGISTER, LOOKED_UP, SHEET = 200_000, 300, 50_000
# Where the large register's makers live, up to some 500 in a village: West, Central and East Java, Yogyakarta, Bali and
# West Nusa Tenggara.
PROVINCES, FLATNESS = ["32", "33", "34", "35", "51", "52"], 60


def run(report: Report) -> None:
    """First labelled sets of 10,000, each by itself; then a register of 200,000 in the place of the last one."""
    told = [quality(labelled_set(LABELLED, DUPLICATES, seed)) for seed in SEEDS]
    report("all pairs of a labelled set found in", max(one.seconds for one in told), "s")
    for name, least in (("likely", (0.95, 0.9)), ("sure", (None, None))):
        for what, limit in zip(("recall", "precision"), least, strict=True):
            figures = [getattr(one, name)[what] for one in told]
            report(f"{what} of what is {name}, mean of {len(told)} sets", sum(figures) / len(figures))
            report(f"{what} of what is {name}, worst set", min(figures), at_least=limit)
    tell_speed(report)


@dataclass(frozen=True)
class Quality:
    """Recall and precision over all pairs of a register, at LIKELY and at SURE, and how long it took to find them."""

    seconds: float
    likely: dict[str, float]
    sure: dict[str, float]


def quality(labelled: LabelledSet) -> Quality:
    empty()
    places = {key: place for place, key in enumerate(enter(labelled.makers))}
    settle()
    count_words()
    began = perf_counter()
    scores = {(places[pair.first], places[pair.second]): pair.score for pair in find_pairs()}
    seconds = perf_counter() - began
    sure = {pair for pair, score in scores.items() if score >= SURE}
    return Quality(seconds, *(_right(found, labelled.pairs) for found in (set(scores), sure)))


def _right(found: set, true: set) -> dict[str, float]:
    right = len(found & true)
    return {"recall": right / len(true), "precision": right / max(len(found), 1)}


def tell_speed(report: Report) -> None:
    """Look-ups in a register of 200,000, one by one as an officer types and a sheet of 50,000 at once."""
    empty()
    lottery = Random(SEED)
    country = Country(PROVINCES, lottery, flatness=FLATNESS)
    makers = [people.maker(lottery, country) for _ in range(REGISTER)]
    enter(makers)
    settle()
    count_words()
    typed = [sighting(clerks.again(lottery, maker, country)) for maker in lottery.sample(makers, LOOKED_UP)]
    typed += [sighting(people.maker(lottery, country)) for _ in range(LOOKED_UP)]
    took = [timed(one) for one in typed]
    cuts = quantiles(took, n=20)
    report("look-up among 200,000 makers, median", cuts[9], "ms", at_most=50)
    report("look-up among 200,000 makers, 95 of 100 within", cuts[18], "ms")
    seen = [clerks.again(lottery, maker, country) for maker in lottery.sample(makers, SHEET // 2)]
    seen += [people.maker(lottery, country) for _ in range(SHEET // 2)]
    rows = [sighting(replace(maker, position=None)) for maker in seen]  # no spreadsheet has positions
    began = perf_counter()
    for start in range(0, SHEET, 5000):
        likely_many(rows[start : start + 5000], limit=1)
    report("50,000 rows of a sheet looked up in", perf_counter() - began, "s", at_most=40)


def timed(one: Sighting) -> float:
    """Milliseconds that a look-up takes."""
    began = perf_counter()
    likely(one)
    return 1000 * (perf_counter() - began)


def sighting(maker: Maker) -> Sighting:
    """The maker as an officer types them."""
    lat, lon = maker.position or (None, None)
    return Sighting(
        name=maker.written,
        phone=maker.phone,
        region_code=maker.village,
        lat=lat,
        lon=lon,
        precision_m=PRECISION_M if maker.position else None,
    )
