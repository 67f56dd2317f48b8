"""Finding products: `search(Query(...))` asks, `refresh(product_ids)` keeps what is asked up to date."""

from products.search.answers import Results, count, count_relaxed, search, version
from products.search.engine import Counts, PriceBand
from products.search.folding import differing, forget, mend, tend
from products.search.query import Query, Sort
from products.search.rows import rebuild, refresh, refresh_artisans, stale, write_anew
from products.search.vocabulary import learn

__all__ = [
    "Counts",
    "PriceBand",
    "Query",
    "Results",
    "Sort",
    "count",
    "count_relaxed",
    "differing",
    "forget",
    "learn",
    "mend",
    "rebuild",
    "refresh",
    "refresh_artisans",
    "search",
    "stale",
    "tend",
    "version",
    "write_anew",
]
