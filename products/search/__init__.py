"""Finding products: `search(Query(...))` asks, `refresh(product_ids)` keeps what is asked up to date; after a change of
a name that many products have, `refresh_later(product_ids)`."""

from products.search.answers import Results, cards, count, count_relaxed, search, version
from products.search.engine import Counts, PriceBand
from products.search.folding import differing, forget, mend
from products.search.measures import Role
from products.search.query import Query, Sort
from products.search.relaxing import Smaller
from products.search.rows import stale
from products.search.upkeep import (
    follow_synonyms,
    rebuild,
    refresh,
    refresh_artisans,
    refresh_later,
    rewrite,
    tend,
    write_anew,
)
from products.search.vocabulary import learn

__all__ = [
    "Counts",
    "PriceBand",
    "Query",
    "Results",
    "Role",
    "Smaller",
    "Sort",
    "cards",
    "count",
    "count_relaxed",
    "differing",
    "follow_synonyms",
    "forget",
    "learn",
    "mend",
    "rebuild",
    "refresh",
    "refresh_artisans",
    "refresh_later",
    "rewrite",
    "search",
    "stale",
    "tend",
    "version",
    "write_anew",
]
