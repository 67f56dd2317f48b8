"""The catalogue as other search engines take it in: one flat row for each product that the search knows."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection, transaction

from products.models import Material
from products.search.tags import PRICE_STEPS

ROWS = """
    SELECT p.id, p.name, p.craft_id, p.availability = 'READY', p.price, extract(epoch FROM p.published_at)::bigint,
           a.region_id, a.public_name, r.path, tsvector_to_array(s.tsv),
           ARRAY(SELECT DISTINCT unnest(m.lineage) FROM products_product_materials l
                 JOIN products_material m ON m.id = l.material_id WHERE l.product_id = p.id ORDER BY 1)
    FROM products_productsearch s
    JOIN products_product p ON p.id = s.product_id
    JOIN artisans_artisan a ON a.id = p.artisan_id
    JOIN regions_region r ON r.code = a.region_id
    ORDER BY p.id
"""
LENGTHS = (2, 5, 8, 13)
LEVELS = ("province", "regency", "district", "village")


@dataclass(frozen=True, slots=True)
class Row:
    """A product with everything that is searched, counted, ordered by and shown. Regions are digits of their codes."""

    key: int
    name: str
    craft: int
    is_ready: bool
    price: int | None
    published: int
    regions: tuple[int, ...]
    maker: str
    place: str
    lexemes: list[str]
    materials: list[int]
    is_recycled: bool

    @property
    def band(self) -> int:
        """The price band, from 1; 0 without a price."""
        return 0 if self.price is None else bisect_right(PRICE_STEPS, self.price)


def rows() -> Iterator[Row]:
    """All products, the oldest first. The lexemes are those of the search itself, so that totals can be compared."""
    recycled = set(Material.objects.filter(is_recycled=True).values_list("pk", flat=True))
    with transaction.atomic(), connection.connection.cursor("bench_export") as cursor:
        cursor.itersize = 5000
        cursor.execute(ROWS)
        for key, name, craft, is_ready, price, published, code, maker, path, lexemes, materials in cursor:
            regions = tuple(digits(code[:length]) for length in LENGTHS)
            is_recycled = not recycled.isdisjoint(materials)
            yield Row(
                key, name, craft, is_ready, price, published, regions, maker, path, lexemes, materials, is_recycled
            )


def digits(code: str) -> int:
    """A region's code as a number: "33.74.08.1002" is 3374081002."""
    return int(code.replace(".", ""))
