"""A page of the search while a hundred thousand changed products wait to be folded into the bitmaps, beside its usual time.

They are changed by a statement past the site, as by SQL in an emergency. Whoever asks for a page folds a slice after it.
"""

from collections.abc import Sequence
from contextlib import ExitStack
from statistics import median

from django.db import connection

from bench.cases import mix
from bench.catalogue import SIZES
from bench.contention import copied
from bench.report import Report
from bench.search import p95
from bench.site import Site
from products import search
from products.models import SearchPending
from products.search.folding import FOLD_AT

LARGEST = "100k"
WARM_ROUNDS = 2
AT_MOST, SLICE = 2, 300


def run(report: Report, size: str = LARGEST) -> None:
    """Measures on a copy of the catalogue, which is dropped in the end."""
    with copied(min(size, LARGEST, key=SIZES.get)) as url, ExitStack() as stack:
        site, addresses = stack.enter_context(Site(url)), mix()
        before = search.search(search.Query()).total
        for _round in range(WARM_ROUNDS):
            usual = [site.page(address) for address in addresses]
        with connection.cursor() as cursor:
            cursor.execute("UPDATE products_productsearch SET published_at = published_at + interval '1 day'")
        report("products that wait to be folded in", SearchPending.objects.count())
        pages = pages_until_folded(site, addresses)
        tell(report, usual, pages)
        report(
            "products that the search counts otherwise", abs(search.search(search.Query()).total - before), at_most=0
        )
        report("segments of which the bitmaps say something else", len(search.differing()), at_most=0)


def pages_until_folded(site: Site, addresses: Sequence[str]) -> list[dict]:
    pages = []
    while SearchPending.objects.count() >= FOLD_AT:
        pages.append(site.page(addresses[len(pages) % len(addresses)]))
    return pages


def tell(report: Report, usual: Sequence[dict], pages: Sequence[dict]) -> None:
    report("pages until they are folded in", len(pages))
    for name, taken in (("usually", usual), ("meanwhile", pages)):
        times = [page["page"] for page in taken]
        report(f"a page {name}, p50", median(times), "ms")
        report(f"a page {name}, p95", p95(times), "ms")
        report(f"a page {name}, the slowest", max(times), "ms")
    shares = [page["page"] / usual[number % len(usual)]["page"] for number, page in enumerate(pages)]
    report("a page meanwhile, of its own usual time: p50", median(shares), at_most=AT_MOST)
    report("a page meanwhile, of its own usual time: the most", max(shares))
    report("the first page meanwhile, of its own usual time", shares[0])
    slices = [page["after"] for page in pages]
    report("a slice after an answer, p50", median(slices), "ms")
    report("a slice after an answer, the longest", max(slices), "ms")
