"""How fast the product search is, beside itself at other sizes, beside its own data part, and beside other ways.

Everything is asked in one run, by turns: in each round each case goes once to each site and each rival, so that what else
the machine does falls on all of them. The pages are answered in processes with production's settings (bench.site).
"""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from django.db import connection

from bench import machine, traffic
from bench.addresses import EMPTY
from bench.cases import Case, cases, mix
from bench.catalogue import ROOT, SIZES, address, note, opened
from bench.helpers import Helper
from bench.report import Report
from bench.site import Site

ROUNDS, FEWEST_ROUNDS, SECONDS = 20, 5, 240
MIX_ROUNDS = 3
SMALL, NAIVE, LARGE = "10k", "100k", "1m"
# Those that take seconds are asked so often; more would only take time.
SLOW_ROUNDS = {SMALL: 3, NAIVE: 2, LARGE: 1}
KEPT = ROOT / ".bench"


@dataclass
class Catalogue:
    """One size of the catalogue, with what is asked of it and how it answered."""

    size: str
    url: str
    mark: str
    cases: list[Case]
    mix: list[str]
    index_bytes: int
    pages: dict[str, list[dict]] = field(default_factory=dict)
    mixed: list[dict] = field(default_factory=list)
    cold: dict[str, float] = field(default_factory=dict)
    rivals: dict[str, dict[str, list[float]]] = field(default_factory=dict)
    totals: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def products(self) -> int:
        return SIZES[self.size]

    def note(self, rival: str, case: Case, answer: dict, more: float = 0.0) -> None:
        self.rivals.setdefault(rival, {}).setdefault(case.name, []).append(answer["data"] + more)
        self.totals[rival, case.name] = answer["total"]

    def data(self, case: Case) -> float:
        """The median of the data part."""
        return median(page["data"] for page in self.pages[case.name])

    def rival(self, name: str, case: Case) -> float | None:
        taken = self.rivals.get(name, {}).get(case.name)
        return median(taken) if taken else None


def run(report: Report, size: str = NAIVE) -> None:
    """Measures the catalogue of this size beside the smaller ones."""
    print(f"  {machine.description()}")
    catalogues = [prepared(each) for each in (SMALL, NAIVE, LARGE) if SIZES[each] <= SIZES[size]]
    largest = catalogues[-1]
    addresses = largest.mix
    with ExitStack() as stack:
        sites = {each.size: stack.enter_context(Site(each.url)) for each in catalogues}
        rivals = {name: stack.enter_context(rival(name, largest)) for name in ("tantivy", "datasette")}
        for name, made in ((name, each.ask("made")) for name, each in rivals.items()):
            report(f"{name}: bytes a product", made["size"] / largest.products)
        ask_in_rounds(catalogues, sites, rivals)
        ask_mix(catalogues, sites, addresses)
        still_true = ask_again(sites[size], addresses)
    ask_cold(largest)
    is_large = size == LARGE
    tell_cases(report, largest)
    tell_mix(report, catalogues, is_large=is_large)
    report("a page that the browser has and that is still true, p50", median(still_true), "ms")
    tell_growth(report, catalogues)
    tell_rivals(report, catalogues, is_large=is_large)
    report("bytes of the search's tables and indexes a product", largest.index_bytes / largest.products)
    report.headline(f"under gunicorn, {largest.size}")
    traffic.run(report, largest.url, addresses, share=1 / 25 if is_large else None)


def prepared(size: str) -> Catalogue:
    with opened(size) as name:
        return Catalogue(size, address(name), "-".join(note()), cases(), mix(), index_bytes())


def rival(name: str, catalogue: Catalogue) -> Helper:
    """The rival's process, on its own copy of the catalogue, which is kept in .bench/ until the catalogue changes."""
    file = KEPT / f"{name}-{catalogue.size}-{catalogue.mark}"
    for old in KEPT.glob(f"{name}-{catalogue.size}-*"):
        if not old.is_relative_to(file):
            shutil.rmtree(old) if old.is_dir() else old.unlink()
    environment = {"DATABASE_URL": catalogue.url, "DJANGO_SETTINGS_MODULE": "config.settings", "DEBUG": "false"}
    return Helper(f"bench.rivals.{name}", str(file), environment=environment)


def ask_in_rounds(catalogues: Sequence[Catalogue], sites: dict[str, Site], rivals: dict[str, Helper]) -> None:
    for number in rounds():
        for place in range(len(catalogues[0].cases)):
            for catalogue in catalogues:
                case = catalogue.cases[place]
                page = sites[catalogue.size].page(case.address)
                if number:  # the first round warms up
                    catalogue.pages.setdefault(case.name, []).append(page)
                if catalogue.size == NAIVE and case.others and number < SLOW_ROUNDS[NAIVE]:
                    catalogue.note("naive", case, sites[NAIVE].ask("naive", address=case.address))
            if case.others:
                ask_rivals(catalogues[-1], case, number, sites[catalogues[-1].size], rivals)


def ask_rivals(catalogue: Catalogue, case: Case, number: int, site: Site, rivals: dict[str, Helper]) -> None:
    """Tantivy finds keys and counts; the rows of the cards then come from the database, as they would on a page."""
    found = rivals["tantivy"].ask("ask", address=case.address)
    if number:
        shown = site.ask("cards", keys=found["keys"])["data"]
        catalogue.note("tantivy alone", case, found)
        catalogue.note("tantivy", case, found, shown)
    if number < SLOW_ROUNDS[catalogue.size]:
        catalogue.note("datasette", case, rivals["datasette"].ask("ask", address=case.address))


def rounds() -> Iterator[int]:
    """The numbers of the rounds, until there were enough or the time is up."""
    began = perf_counter()
    for number in range(ROUNDS + 1):
        if number > FEWEST_ROUNDS and perf_counter() - began > SECONDS:
            return
        yield number


def ask_mix(catalogues: Sequence[Catalogue], sites: dict[str, Site], addresses: Sequence[str]) -> None:
    for _ in range(MIX_ROUNDS):
        for each in addresses:
            for catalogue in catalogues:
                catalogue.mixed.append(sites[catalogue.size].page(each))


def ask_again(site: Site, addresses: Sequence[str]) -> list[float]:
    """Each page once more, by a browser that has it; nothing has changed meanwhile."""
    return [site.page(each, known=site.page(each)["tag"])["page"] for each in addresses]


def ask_cold(catalogue: Catalogue) -> None:
    """Each case as the first search of a new process, on a new connection. The system's file cache is left alone."""
    for case in catalogue.cases:
        with Site(catalogue.url) as site:
            site.page(EMPTY)
            catalogue.cold[case.name] = site.page(case.address)["page"]


def tell_cases(report: Report, catalogue: Catalogue) -> None:
    report.headline(f"{catalogue.products:,} products, milliseconds")
    headings = ("page p50", "page p95", "data p50", "data p95", "sql p50", "page/data", "queries", "cold")
    report.row("", headings)
    for case in catalogue.cases:
        pages = catalogue.pages[case.name]
        page, data = [[each[part] for each in pages] for part in ("page", "data")]
        sql = median(each["sql"] for each in pages)
        ratio = f"{median(page) / median(data):.2f}"
        times = [median(page), p95(page), median(data), p95(data), sql]
        report.row(case.name, [*times, ratio, pages[-1]["queries"], catalogue.cold[case.name]])
    report("cold pages, p50 over the cases", median(catalogue.cold.values()), "ms")
    report("cold pages, p95 over the cases", p95(list(catalogue.cold.values())), "ms")


def tell_mix(report: Report, catalogues: Sequence[Catalogue], *, is_large: bool) -> None:
    report.headline("the mix, milliseconds")
    report.row("", ("page p50", "page p95", "data p50", "data p95", "page/data"))
    for catalogue in catalogues:
        page, data = [[each[part] for each in catalogue.mixed] for part in ("page", "data")]
        cells = [median(page), p95(page), median(data), p95(data), f"{median(page) / median(data):.2f}"]
        report.row(catalogue.size, cells)
    smallest, largest = catalogues[0].mixed, catalogues[-1].mixed
    page, data = (median(each[part] for each in largest) for part in ("page", "data"))
    report("page p50 / data part p50", page / data, at_most=1.2 if is_large else None)
    report("page p95; on a quiet machine 60 are wanted", p95([each["page"] for each in largest]), "ms")
    grown = page / median(each["page"] for each in smallest)
    report(f"page p50, {catalogues[-1].size} / {SMALL}", grown, at_most=3 if is_large else None)


def tell_growth(report: Report, catalogues: Sequence[Catalogue]) -> None:
    report.headline("growth: page p50, milliseconds")
    report.row("", [*(catalogue.size for catalogue in catalogues), "last/first"])
    for place, case in enumerate(catalogues[0].cases):
        times = [median(page["page"] for page in each.pages[each.cases[place].name]) for each in catalogues]
        report.row(case.name, [*times, f"{times[-1] / times[0]:.2f}"])


def tell_rivals(report: Report, catalogues: Sequence[Catalogue], *, is_large: bool) -> None:
    largest = catalogues[-1]
    report.headline(f"beside others at {largest.size}: finding, counting and the cards' rows, p50 in milliseconds")
    report.row("", ("found", "Sentra", "tantivy", "its index", "Datasette", "tantivy/S", "Datasette/S"))
    asked = [case for case in largest.cases if case.others]
    differing = 0
    for case in asked:
        totals = {
            largest.pages[case.name][-1]["total"],
            *(largest.totals[name, case.name] for name in ("tantivy", "datasette")),
        }
        differing += len(totals) > 1
        own, others = (
            largest.data(case),
            [largest.rival(name, case) for name in ("tantivy", "tantivy alone", "datasette")],
        )
        ratios = [f"{others[place] / own:.2f}" for place in (0, 2)]
        report.row(case.name, [largest.totals["tantivy", case.name], own, *others, *ratios])
    report("cases whose totals differ", differing, at_most=0)
    broad = [case for case in asked if case.is_broad]
    selective = [case for case in asked if case.is_selective]
    report(
        "broad: Datasette / Sentra, least",
        min(largest.rival("datasette", case) / largest.data(case) for case in broad),
        at_least=100 if is_large else None,
    )
    report(
        "broad: tantivy / Sentra, least",
        min(largest.rival("tantivy", case) / largest.data(case) for case in broad),
        at_least=2 if is_large else None,
    )
    report(
        "selective: Sentra / tantivy, most",
        max(largest.data(case) / largest.rival("tantivy", case) for case in selective),
        at_most=5 if is_large else None,
    )
    for middle in (catalogue for catalogue in catalogues if catalogue.size == NAIVE):
        tell_naive(report, middle)


def tell_naive(report: Report, middle: Catalogue) -> None:
    report.headline(f"beside the naive page at {NAIVE}, p50 in milliseconds")
    report.row("", ("Sentra", "naive", "naive/S"))
    for case in (case for case in middle.cases if case.others):
        own, naive = middle.data(case), middle.rival("naive", case)
        report.row(case.name, [own, naive, f"{naive / own:.1f}"])


def p95(figures: Sequence[float]) -> float:
    return quantiles(figures, n=20)[-1] if len(figures) > 1 else figures[0]


def index_bytes() -> int:
    """What the search keeps beside the products themselves, in bytes."""
    from django.apps import apps

    models = [model for model in apps.get_app_config("products").get_models() if is_of_the_search(model)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(pg_total_relation_size(name::regclass)) FROM unnest(%s) AS name",
            [[model._meta.db_table for model in models]],
        )
        return int(cursor.fetchone()[0])


def is_of_the_search(model: type) -> bool:
    return Path(model.__module__.replace(".", "/")).name.startswith("search")
