"""How long the server takes for suggestions while a buyer types: what is typed, letter by letter, at the catalogue's size."""

from statistics import median, quantiles
from time import perf_counter

from bench.catalogue import opened
from bench.report import Report

TYPED = (
    "tas kulit",
    "batik",
    "keripik pi",
    "kemeja batik",
    "dompet ku",
    "anyaman bambu",
    "sidoarjo",
    "rumah",
    "selnedang",
    "bag",
)
AT_MOST = 20  # milliseconds
ROUNDS = 5


def run(report: Report, size: str) -> None:
    """The time of `suggestions` for each beginning of each text, of two letters and more, by turns."""
    from products.search import Query
    from products.search.suggesting import suggestions

    beginnings = [text[:end] for text in TYPED for end in range(2, len(text) + 1)]
    with opened(size):
        times: dict[str, list[float]] = {text: [] for text in beginnings}
        for number in range(ROUNDS + 1):
            for text in beginnings:
                began = perf_counter()
                suggestions(Query(words=text))
                # In the first round the worker remembers nothing yet.
                times[text] += [1000 * (perf_counter() - began)] if number else []
        middles = [median(each) for each in times.values()]
        slowest = max(times, key=lambda text: median(times[text]))
        report("suggestions, median of all beginnings", median(middles), "ms", at_most=AT_MOST)
        report("suggestions, 95th percentile", quantiles(middles, n=20)[-1], "ms")
        report(f"suggestions, the slowest: {slowest}", max(middles), "ms")
