"""Asking the search: each answer is true of one moment, whatever is written meanwhile."""

from dataclasses import dataclass, replace

from core.pagination import PER_PAGE
from products.cards import Card
from products.search.engine import Counts, Hits, count_choices
from products.search.measures import Role
from products.search.memory import Look, one_moment, read_state
from products.search.mending import mend, offer
from products.search.query import Query, Sort
from products.search.relaxing import FEW, Relaxation, relax
from products.search.understanding import Proposal, proposals
from products.search.words import Term, everything_said, terms

MOST_NEAREST = 8


@dataclass(frozen=True, kw_only=True)
class Results:
    """The answer to `query`; `typed` is what was asked, where words that find nothing had to be mended.

    Where all words together find nothing or little, `relaxation` says what is found without some of them; `query` does
    without some where all find nothing, and `nearest` are more products where they find little.

    `said` is all that the words say, also what no product is looked for by: how many are wanted, or that they be cheap.
    `proposals` are the filters that the words may name besides, and `meant` is what was perhaps meant by words that
    find hardly anything. `version` is that of the search then.
    """

    query: Query
    typed: Query
    relaxation: Relaxation | None
    nearest: list[Card]
    total: int
    products: list[Card]
    counts: Counts
    said: list[Term]
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
        query, typed = _cheapest_first(query), query
        hits = Hits(look, query)
        may_mend = query.words and not query.verbatim
        if not hits.total and may_mend and (mended := mend(look, query.words)):
            query = replace(query, words=mended)
            hits = Hits(look, query)
        relaxation = relax(hits) if query.words and (query.without or hits.total < FEW) else None
        if not hits.total and may_mend and relaxation and relaxation.best:
            query = replace(relaxation.best.query, page=query.page)
            hits = Hits(look, query)
        return Results(
            query=query,
            typed=typed,
            relaxation=relaxation,
            nearest=_nearest(look, relaxation, hits),
            total=hits.total,
            products=hits.page(),
            counts=count_choices(hits),
            said=everything_said(query.words),
            proposals=proposals(look, query),
            meant=offer(look, query.words, hits.total) if may_mend else None,
            version=look.state.fingerprint,
        )


def _cheapest_first(query: Query) -> Query:
    """Who says nothing but that it should be cheap is shown everything, the cheapest first."""
    if not query.words or query.sort != Sort.RELEVANCE or terms(query.words):
        return query
    is_cheap = any(term.role == Role.PRICE for term in everything_said(query.words))
    return replace(query, sort=Sort.CHEAPEST) if is_cheap else query


def _nearest(look: Look, relaxation: Relaxation | None, hits: Hits) -> list[Card]:
    """For a search that finds little: some products that the best smaller search finds besides."""
    if not relaxation or not relaxation.nearest or not 0 < hits.total < FEW or hits.query.page > 1:
        return []
    shown = set(hits.keys())
    cards = Hits(look, replace(relaxation.nearest.query, sort=hits.query.sort)).page()
    return [card for card in cards if card.pk not in shown][:MOST_NEAREST]


def count(query: Query) -> int:
    """How many products answer the query, as it is written."""
    with one_moment() as look:
        return Hits(look, query).total


def cards(query: Query, most: int) -> list[Card]:
    """The first products that answer the query."""
    with one_moment() as look:
        return Hits(look, query).page()[:most]


def count_relaxed(query: Query) -> list[tuple[str, object, Query, int]]:
    """For a search that finds nothing: each thing asked for, the search without it, and how many that finds, if any."""
    with one_moment() as look:
        relaxed = [(name, value, wider, Hits(look, wider).total) for name, value, wider in query.relaxed()]
    return [entry for entry in relaxed if entry[-1]]


def version() -> str:
    """A word that changes whenever the answer to any search may change."""
    return read_state().fingerprint
