"""Asking the search: each answer is true of one moment, whatever is written meanwhile."""

from dataclasses import dataclass

from core.pagination import PER_PAGE
from products.cards import Card
from products.search.engine import Counts, Hits, count_choices
from products.search.memory import one_moment, read_state
from products.search.mending import mend, offer
from products.search.query import Query
from products.search.understanding import Proposal, proposals


@dataclass(frozen=True, kw_only=True)
class Results:
    """The answer to `query`; `typed` is what was asked, where words that find nothing had to be mended.

    `proposals` are the filters that the words may name besides, and `meant` is what was perhaps meant by words that
    find hardly anything. `version` is that of the search then.
    """

    query: Query
    typed: Query
    total: int
    products: list[Card]
    counts: Counts
    proposals: list[Proposal]
    meant: str | None
    version: str

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PER_PAGE))

    @property
    def is_mended(self) -> bool:
        return self.query.words != self.typed.words


def search(query: Query) -> Results:
    """The products that answer the query, in its order, with their exact number and the number of each choice."""
    with one_moment() as look:
        typed, hits = query, Hits(look, query)
        may_mend = query.words and not query.verbatim
        if not hits.total and may_mend and (mended := mend(look, query.words)):
            query = query.but(words=mended)
            hits = Hits(look, query)
        return Results(
            query=query,
            typed=typed,
            total=hits.total,
            products=hits.page(),
            counts=count_choices(hits),
            proposals=proposals(look, query),
            meant=offer(look, query.words, hits.total) if may_mend else None,
            version=look.state.fingerprint,
        )


def count(query: Query) -> int:
    """How many products answer the query, as it is written."""
    with one_moment() as look:
        return Hits(look, query).total


def count_relaxed(query: Query) -> list[tuple[str, object, Query, int]]:
    """For a search that finds nothing: each thing asked for, the search without it, and how many that finds, if any."""
    with one_moment() as look:
        relaxed = [(name, value, wider, Hits(look, wider).total) for name, value, wider in query.relaxed()]
    return [entry for entry in relaxed if entry[-1]]


def version() -> str:
    """A word that changes whenever the answer to any search may change."""
    return read_state().fingerprint
