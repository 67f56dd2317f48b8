"""The marks of search rows: in which bitmaps a product stands. PostgreSQL computes them, for all who ask."""

from collections.abc import Sequence
from io import BytesIO
from typing import NamedTuple

import numpy as np
from django.db import connection

from products.models import SearchIndex
from products.search.tags import (
    COMPLETENESS_DIGITS,
    DAY_DIGITS,
    EVERY,
    PRICE_DIGITS,
    PRICED,
    Kind,
    kind_of,
)

COLUMNS = "product_id, price, completeness, published_at, tags, tsv"
# Rows as they are, and as the bitmaps know them.
NOW = f"SELECT {COLUMNS} FROM products_productsearch WHERE product_id = ANY(%(products)s)"  # noqa: S608
KNOWN_OF_PENDING = (
    f"SELECT {COLUMNS} FROM products_searchpending WHERE product_id = ANY(%(products)s) AND tags IS NOT NULL"  # noqa: S608
)
KNOWN_IN_SEGMENT = f"""
    SELECT {COLUMNS} FROM products_productsearch known WHERE product_id >= %(first)s AND product_id < %(end)s
        AND NOT EXISTS (SELECT FROM products_searchpending pending WHERE pending.product_id = known.product_id)
    UNION ALL SELECT {COLUMNS} FROM products_searchpending
    WHERE product_id >= %(first)s AND product_id < %(end)s AND tags IS NOT NULL
"""  # noqa: S608


def _digits(marks: Sequence[int], number: str) -> str:
    """SQL for the marks of a number's binary digits."""
    lowest_first = list(reversed(marks))
    return (
        f"SELECT product_id, {lowest_first[0]} + place FROM known, generate_series(0, {len(lowest_first) - 1}) place "  # noqa: S608
        f"WHERE ({number}) >> place & 1 = 1"
    )


LAST_DAY = 2 ** len(DAY_DIGITS) - 1
DAY = f"least(greatest((published_at AT TIME ZONE 'Asia/Jakarta')::date - date '2020-01-01', 0), {LAST_DAY})"
MARKS = f"""
    WITH known AS MATERIALIZED ({{rows}})
    SELECT product_id, unnest(tags) AS mark FROM known
    UNION ALL SELECT product_id, {EVERY} FROM known
    UNION ALL SELECT product_id, {PRICED} FROM known WHERE price IS NOT NULL
    UNION ALL SELECT known.product_id, (level.kind << 24) + term.id::int
    FROM known, unnest(known.tsv) word
    JOIN products_searchterm term ON term.lexeme = word.lexeme
    CROSS JOIN LATERAL (VALUES
        ({Kind.WORD:d}, true), ({Kind.NAME:d}, 'A' = ANY(word.weights)), ({Kind.MAKE:d}, word.weights && '{{{{A,B}}}}'),
        ({Kind.MAKER:d}, 'C' = ANY(word.weights))
    ) level (kind, holds)
    WHERE level.holds
    UNION ALL {_digits(PRICE_DIGITS, "width_bucket(price, %(price_steps)s::bigint[])")}
    UNION ALL {_digits(COMPLETENESS_DIGITS, "completeness")}
    UNION ALL {_digits(DAY_DIGITS, DAY)}
"""  # noqa: S608

# How PostgreSQL's binary COPY writes a row of two columns, each behind its length.
HEADER = 19
RECORD = np.dtype([("columns", ">i2"), ("size", ">i4"), ("product", ">i8"), ("size_2", ">i4"), ("mark", ">i4")])


class Pairs(NamedTuple):
    """Products, by their keys, and a mark that each of them bears."""

    products: np.ndarray
    marks: np.ndarray

    def but(self, others: "Pairs") -> "Pairs":
        """The pairs that only one of the two has; in neither a pair comes twice."""
        products, places = np.unique(np.concatenate([self.products, others.products]), return_inverse=True)
        numbers = places << 32 | np.concatenate([self.marks, others.marks])
        own = len(self.products)
        differing = np.setxor1d(numbers[:own], numbers[own:], assume_unique=True)
        return Pairs(products[differing >> 32], differing & 0xFFFFFFFF)


def marks_of(rows: str, index: SearchIndex, **parameters) -> Pairs:
    """The products and marks of the rows that the SQL selects; `parameters` are what it names."""
    with connection.cursor() as cursor:
        sql = MARKS.format(rows=rows)
        asked = cursor.mogrify(sql, {"price_steps": index.price_steps, **parameters}).decode()
        answer = BytesIO()
        with connection.wrap_database_errors:
            cursor.copy_expert(f"COPY ({asked}) TO STDOUT (FORMAT binary)", answer)
    copied = np.frombuffer(answer.getbuffer()[HEADER:-2], RECORD)
    products, marks = copied["product"].astype(np.int64), copied["mark"].astype(np.int64)
    # Regions with few products have no bitmaps.
    kept = (kind_of(marks) != Kind.REGION) | np.isin(marks, np.array(index.regions, np.int64))
    return Pairs(products[kept], marks[kept])
