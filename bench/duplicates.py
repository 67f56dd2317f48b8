"""How well likely duplicates are found, and how fast: issue by issue the register promises what stands here as limits."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from statistics import quantiles
from time import perf_counter

from artisans.actions.duplicates import count_words, find_pairs
from artisans.duplicates import SURE, Sighting, likely, likely_many
from bench import clerks, people
from bench.country import Country
from bench.labelled import LabelledSet, labelled_set
from bench.people import Maker
from bench.register import PRECISION_M, enter
from bench.report import Report
from bench.scratch import settle

SEED = 1
LABELLED, DUPLICATES = 10_000, 1_000
REGISTER, LOOKED_UP, SHEET = 200_000, 300, 50_000
# Where the large register's makers live, up to some 500 in a village: West, Central and East Java, Yogyakarta, Bali and
# West Nusa Tenggara.
PROVINCES, FLATNESS = ["32", "33", "34", "35", "51", "52"], 60


def run(report: Report) -> None:
    """First the labelled set of 10,000, then a register of 200,000 beside it."""
    labelled = labelled_set(LABELLED, DUPLICATES, SEED)
    keys = enter(labelled.makers)
    settle()
    tell_quality(report, labelled, keys)
    tell_speed(report)


def tell_quality(report: Report, labelled: LabelledSet, keys: Sequence[int]) -> None:
    """Recall and precision over all pairs of the register, at LIKELY and at SURE."""
    count_words()
    places = {key: place for place, key in enumerate(keys)}
    began = perf_counter()
    scores = {(places[pair.first], places[pair.second]): pair.score for pair in find_pairs()}
    report("all pairs of the labelled set found in", perf_counter() - began, "s")
    sure = {pair for pair, score in scores.items() if score >= SURE}
    for name, found, least in (("likely", set(scores), (0.95, 0.9)), ("sure", sure, (None, None))):
        right = len(found & labelled.pairs)
        report(f"recall of what is {name}", right / len(labelled.pairs), at_least=least[0])
        report(f"precision of what is {name}", right / max(len(found), 1), at_least=least[1])


def tell_speed(report: Report) -> None:
    """Look-ups in a register of 200,000, one by one as an officer types and a sheet of 50,000 at once."""
    lottery = Random(SEED)
    country = Country(PROVINCES, lottery, flatness=FLATNESS, first_number=LABELLED)
    makers = [people.maker(lottery, country) for _ in range(REGISTER - LABELLED)]
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
