"""A page of the search while a hundred thousand changed products wait to be folded into the bitmaps, beside its usual time.

They are changed by a statement past the site, as by SQL in an emergency. Whoever asks for a page folds a slice after it.
"""

from collections.abc import Sequence
from contextlib import ExitStack
from statistics import median

from django.db import connection

from bench.cases import mix
from bench.catalogue import SIZES, address, opened
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
    """Asks the catalogue and, by turns, a copy of it in which all products have changed; that is dropped in the end."""
    size = min(size, LARGEST, key=SIZES.get)
    with opened(size) as name:
        original = address(name)
    with copied(size) as url, ExitStack() as stack:
        quiet, busy = (stack.enter_context(Site(each)) for each in (original, url))
        addresses, before = mix(), search.search(search.Query()).total
        for _round in range(WARM_ROUNDS):
            for asked in addresses:
                quiet.page(asked), busy.page(asked)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE products_productsearch SET published_at = published_at + interval '1 day'")
        report("products that wait to be folded in", SearchPending.objects.count())
        tell(report, *pages_until_folded(quiet, busy, addresses))
        report(
            "products that the search counts otherwise", abs(search.search(search.Query()).total - before), at_most=0
        )
        report("segments of which the bitmaps say something else", len(search.differing()), at_most=0)


def pages_until_folded(quiet: Site, busy: Site, addresses: Sequence[str]) -> tuple[list[dict], list[dict]]:
    usual, pages = [], []
    while SearchPending.objects.count() >= FOLD_AT:
        asked = addresses[len(pages) % len(addresses)]
        usual.append(quiet.page(asked))
        pages.append(busy.page(asked))
    return usual, pages


def tell(report: Report, usual: Sequence[dict], pages: Sequence[dict]) -> None:
    report("pages until they are folded in", len(pages))
    for name, taken in (("usually", usual), ("meanwhile", pages)):
        times = [page["page"] for page in taken]
        report(f"a page {name}, p50", median(times), "ms")
        report(f"a page {name}, p95", p95(times), "ms")
        report(f"a page {name}, the slowest", max(times), "ms")
    shares = [page["page"] / other["page"] for page, other in zip(pages, usual, strict=True)]
    report("a page meanwhile, of its own usual time: p50", median(shares), at_most=AT_MOST)
    report("a page meanwhile, of its own usual time: p95", p95(shares))
    report("the first page meanwhile, of its own usual time", shares[0])
    slices = [page["after"] for page in pages]
    report("a slice after an answer, p50", median(slices), "ms", at_most=SLICE)
    report("a slice after an answer, the longest", max(slices), "ms")
