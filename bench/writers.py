"""A maker at the telephone, as a process: publishes, changes and archives products through the actions of the site."""

import logging
from collections.abc import Callable
from random import Random
from time import perf_counter

import django
from django.db import OperationalError
from psycopg2.errorcodes import DEADLOCK_DETECTED

from bench.helpers import answer, milliseconds
from bench.lots import Lots


def work(*, seed: int, seconds: float, by: int, products: list[int], folds: bool) -> dict:
    """Does one thing after the other to products drawn by lot, for so many seconds.

    Where it `folds`, each change goes into the bitmaps in its own transaction, instead of being pending. Gives back each
    write in milliseconds, by what was done; the deadlocks; and how often somebody else was quicker.
    """
    from accounts.models import User
    from core.refusals import Refusal

    maker = Maker(Random(seed), User.objects.get(pk=by), products)
    times: dict[str, list[float]] = {name: [] for name in maker.deeds}
    if folds:
        fold_each_change()
    deadlocks, refused, until = 0, 0, perf_counter() + seconds
    while perf_counter() < until:
        name, deed = maker.next()
        began = perf_counter()
        try:
            deed()
        except Refusal:
            refused += 1
        except OperationalError as error:
            if getattr(error.__cause__, "pgcode", None) != DEADLOCK_DETECTED:
                raise
            deadlocks += 1
        else:
            times[name].append(milliseconds(began))
    return {"times": times, "deadlocks": deadlocks, "refused": refused}


def fold_each_change() -> None:
    """The way that was not taken (ADR 23): from now on this process writes bitmaps whenever it writes search rows."""
    from products.models import SearchPending
    from products.search import folding, rows

    write_rows = rows.write

    def write_rows_and_bitmaps(products: list[int]) -> None:
        write_rows(products)
        with folding.the_only_writer():
            folding._fold(SearchPending.objects.filter(product_id__in=products))

    rows.write = write_rows_and_bitmaps


class Maker:
    """What makers do to their products, drawn by lot."""

    def __init__(self, lottery: Random, by, products: list[int]) -> None:
        from products.models import Material

        self.lottery, self.by, self.products = lottery, by, products
        self.materials = list(Material.objects.order_by("slug"))
        self.deeds = {
            "new price": self.set_price,
            "new materials": self.set_materials,
            "archive": self.archive,
            "publish again": self.publish,
            "new product": self.offer,
        }
        self.lots = Lots(list(self.deeds), (30, 20, 18, 18, 14))

    def next(self) -> tuple[str, Callable[[], object]]:
        """A deed by name, with the product already read: only the write is timed."""
        from products.choices import ProductState
        from products.models import Product

        name = self.lots.draw(self.lottery)
        state = ProductState.ARCHIVED if name == "publish again" else ProductState.PUBLISHED
        drawn = self.lottery.sample(self.products, 20)
        product = Product.objects.filter(pk__in=drawn, state=state).select_related("artisan").first()
        if product is None:
            return self.next()
        return name, lambda: self.deeds[name](product)

    def set_price(self, product) -> None:
        from products import actions
        from products.choices import PriceMode

        price = self.lottery.randrange(10, 900) * 1000
        actions.set_price(product=product, by=self.by, price_mode=PriceMode.FIXED, price=price)

    def set_materials(self, product) -> None:
        from products import actions

        actions.change_product(product=product, by=self.by, materials=self.lottery.sample(self.materials, 2))

    def archive(self, product) -> None:
        from products import actions

        actions.archive_product(product=product, by=self.by)

    def publish(self, product) -> None:
        from products import actions

        actions.publish_product(product=product, by=self.by)

    def offer(self, product) -> None:
        """A further product like this one."""
        from products import actions

        again = actions.create_product(
            artisan=product.artisan,
            by=self.by,
            materials=self.lottery.sample(self.materials, 3),
            craft=product.craft,
            name=product.name,
            description=product.description,
            price_mode=product.price_mode,
            price=product.price,
        )
        actions.publish_product(product=again, by=self.by)


def main() -> None:
    logging.disable(logging.INFO)
    django.setup()
    answer({"work": work})


if __name__ == "__main__":
    main()
