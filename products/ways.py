"""Ways on from a search that finds nothing, or little, or not by all words: what is said, where each leads."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from clusters.models import Craft
from products import search
from products.cards import Card
from products.filters import Choice, Panel, address, filter_text
from products.search import Query, Results, Role, Smaller, Sort, count_relaxed

MOST_NEAREST = 8


class Gap(NamedTuple):
    """For a search that not all words can meet, or that few products meet: which words were done without, how many
    products have all and where these are, and smaller searches to choose from."""

    without: str
    all_words: Choice
    smaller: list[Choice]


class Nearest(NamedTuple):
    """Some of the products that come nearest, and where all of them are."""

    cards: list[Card]
    way: Choice


def gap(results: Results) -> Gap | None:
    relaxation, query = results.relaxation, results.query
    if not relaxation or not results.total or not (query.without or relaxation.others):
        return None
    others = [each for each in relaxation.others if each.query.without != query.without]
    everything = query.but(without=(), verbatim=not relaxation.total)
    all_words = Choice(_("All words"), address(everything), count=relaxation.total)
    return Gap(quoted(query.without), all_words, [_smaller(each) for each in others])


def ways_out(results: Results, panel: Panel) -> list[tuple[Choice, Query | None]]:
    """For a search that finds nothing: larger searches that find something, and how much.

    Without some of the words, without one of the filters, or in a larger region, the nearest first; where that helps
    nothing, each thing that was asked for alone.
    """
    query, relaxation = results.query, results.relaxation
    ways: list[tuple[Choice, Query | None]] = []
    if relaxation and relaxation.best:
        ways += [(_smaller(each), each.query) for each in (relaxation.best, *relaxation.others)]
    ways += [
        (Choice(_("Without %(filter)s") % {"filter": filter_text(name, value)}, address(wider), count=count), wider)
        for name, value, wider, count in count_relaxed(query)
        if wider.parameters()  # not the whole shop
    ]
    ways += [
        (Choice(_("In %(place)s") % {"place": place.text}, place.url, count=place.count), None)
        for place in reversed(panel.wider_regions)
        if place.count
    ]
    return ways or _alone(query)


def _alone(query: Query) -> list[tuple[Choice, Query]]:
    asked = [(name, value) for name, value, _wider in query.relaxed()]
    if len(asked) < 2:
        return []
    ways = []
    for name, value in asked:
        one = _only(name, value)
        if found := search.count(one):
            text = _("Only %(filter)s") % {"filter": filter_text(name, value)}
            ways.append((Choice(text, address(one), count=found), one))
    return ways


def _only(name: str, value: object) -> Query:
    """The search for one thing alone (names and values of Query.relaxed)."""
    if name == "material":
        return Query(materials=(value,))
    if name == "price":
        return Query(min_price=value[0], max_price=value[1])
    return Query(**{name: value})


def nearest(results: Results, ways: list[tuple[Choice, Query | None]]) -> Nearest | None:
    """Products to show besides where little is found, or at all where nothing is. The whole shop is near nothing."""
    if results.nearest:
        return Nearest(results.nearest, _smaller(results.relaxation.nearest))
    for choice, query in () if results.total else ways:
        if query and query.parameters():
            return Nearest(search.cards(query, MOST_NEAREST), choice)
    return None


def crafts() -> list[Choice]:
    """Each craft with its products, for whoever found nothing."""
    counted = ((craft, Query(craft=craft)) for craft in Craft.objects.order_by("pk"))
    choices = [Choice(craft.name, address(query), count=search.count(query)) for craft, query in counted]
    return [choice for choice in choices if choice.count]


def quantities(results: Results) -> str:
    """The words that say how many are wanted; they are no words of products."""
    return quoted(term.text for term in results.said if term.role == Role.QUANTITY)


def cheapest(results: Results) -> Choice | None:
    """Where the words ask for something cheap: the way to the order by price."""
    wants = any(term.role == Role.PRICE for term in results.said)
    if not wants or results.query.sort == Sort.CHEAPEST or results.total < 2:
        return None
    return Choice(str(Sort.CHEAPEST.label), address(results.query.but(sort=Sort.CHEAPEST)))


def quoted(words: Iterable[str]) -> str:
    return ", ".join(f"“{each}”" for each in words)


def _smaller(one: Smaller) -> Choice:
    return Choice(_("Without %(words)s") % {"words": quoted(one.query.without)}, address(one.query), count=one.total)
