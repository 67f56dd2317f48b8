"""Eight makers publish, change and archive at once while buyers search: who waits for whom, and is anything lost.

All of them work in the fullest place and craft, so that they meet in the same numbers of the search.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from statistics import median

from django.db import connection

from accounts.models import User
from artisans.models import Artisan
from bench.cases import mix
from bench.catalogue import SIZES, address, opened
from bench.helpers import Helper
from bench.report import Report
from bench.search import p95
from bench.site import Site, production
from products import search
from products.models import Product

WRITERS, PRODUCTS = 8, 400
ALONE, TOGETHER = 8, 25  # seconds
# Whether each change is folded into the bitmaps by its own transaction; the site's own way comes first.
WAYS = [(False, "pending"), (True, "folded at once")]
LARGEST = "100k"  # looking through a larger register afterwards takes many minutes


def run(report: Report, size: str = LARGEST) -> None:
    """Measures on a copy of the catalogue, which is dropped in the end."""
    size = min(size, LARGEST, key=SIZES.get)
    with copied(size) as url:
        by, products = crowd()
        addresses = mix()
        before = search.search(search.Query()).total
        with ExitStack() as stack:
            site = stack.enter_context(Site(url))
            writers = [
                stack.enter_context(Helper("bench.writers", environment=production(url))) for _ in range(WRITERS)
            ]
            for address_ in addresses:
                site.page(address_)
            quiet = site.ask("browse", addresses=addresses, seconds=ALONE)["pages"]
            report("a page of the search without writers: p95", p95(quiet), "ms")
            for folds, way in WAYS:
                alone = at_once(writers[:1], ALONE, by, products, folds=folds)
                site.send("browse", addresses=addresses, seconds=TOGETHER)
                together = at_once(writers, TOGETHER, by, products, folds=folds)
                busy = site.receive()["pages"]
                tell(report, f"{way}: one maker", alone, ALONE)
                tell(report, f"{way}: eight makers and a buyer", together, TOGETHER)
                report(f"{way}: deadlocks", sum(each["deadlocks"] for each in together), at_most=0)
                report(f"{way}: refused, somebody else was quicker", sum(each["refused"] for each in together))
                report(f"{way}: a page of the search meanwhile, p50", median(busy), "ms")
                report(f"{way}: a page of the search meanwhile, p95", p95(busy), "ms")
        tell_truth(report, before)


@contextmanager
def copied(size: str) -> Iterator[str]:
    """Connects to a copy of the catalogue and gives its address."""
    with opened(size) as original:
        pass
    copy = f"{original}_written"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{copy}"')
        cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{original}"')
    connection.close()
    name, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], copy
    try:
        yield address(copy)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{copy}"')


def crowd() -> tuple[int, list[int]]:
    """An account that answers for makers of the fullest regency and craft, and some of their products."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT left(a.region_id, 5), p.craft_id FROM products_product p"
            " JOIN artisans_artisan a ON a.id = p.artisan_id GROUP BY 1, 2 ORDER BY count(*) DESC, 1 LIMIT 1"
        )
        regency, craft = cursor.fetchone()
    products = Product.objects.offered().in_region(regency).filter(craft=craft).order_by("pk")[:PRODUCTS]
    by = User.objects.create(username="bench-maker")
    links = Artisan.users.through
    makers = {product.artisan_id for product in products}
    links.objects.bulk_create(links(artisan_id=maker, user_id=by.pk) for maker in makers)
    return by.pk, [product.pk for product in products]


def at_once(writers: Sequence[Helper], seconds: float, by: int, products: list[int], *, folds: bool) -> list[dict]:
    for number, writer in enumerate(writers):
        writer.send("work", seed=number, seconds=seconds, by=by, products=products, folds=folds)
    return [writer.receive() for writer in writers]


def tell(report: Report, who: str, done: Sequence[dict], seconds: float) -> None:
    by_deed = {name: [time for each in done for time in each["times"][name]] for name in done[0]["times"]}
    writes = [time for times in by_deed.values() for time in times]
    report(f"{who}: writes", len(writes) / seconds, "a second")
    report(f"{who}: a write, p50", median(writes), "ms")
    report(f"{who}: a write, p95", p95(writes), "ms")
    for name, times in by_deed.items():
        report(f"  {name}, p95", p95(times), "ms")


def tell_truth(report: Report, before: int) -> None:
    """Whether the search says what the products say, now that all is still."""
    offered = Product.objects.offered().count()
    report("offered products more than before", offered - before)
    report(
        "offered products that the search counts otherwise",
        abs(search.search(search.Query()).total - offered),
        at_most=0,
    )
    report("products of which the search says something else", len(search.stale()), at_most=0)
    report("segments of which the bitmaps say something else", len(search.differing()), at_most=0)
