"""What stands beside the found products: every further choice with its number, every filter that is on, every order.

Each choice is a link to the search with that choice made, so that a result page can be built, shared and walked back
without JavaScript.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from core.money import rupiah
from products.choices import Availability
from products.models import Material
from products.search import Query, Results, Sort, count_relaxed


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One choice of a filter: how the form sends it, how many products it shows, and where that page is."""

    text: str
    url: str
    value: str = ""
    count: int | None = None
    is_on: bool = False
    depth: int = 0


@dataclass(frozen=True, kw_only=True)
class Family:
    """The materials below one top of the tree, the top itself first; unfolded where one of them is chosen."""

    name: str
    count: int
    members: list[Choice]

    @property
    def is_open(self) -> bool:
        return any(member.is_on for member in self.members)


def address(query: Query) -> str:
    """Where the search is shown."""
    parameters = urlencode(query.parameters())
    return reverse("products:list") + (f"?{parameters}" if parameters else "")


class Panel:
    """The filters beside a result, in the reader's language. Choices that nothing answers to are left out."""

    def __init__(self, results: Results) -> None:
        self.query = results.query
        self.counts = results.counts

    @property
    def crafts(self) -> list[Choice]:
        chosen = self.query.craft
        everything = Choice(
            text=_("All crafts"),
            url=address(self.query.but(craft=None)),
            count=sum(count for _craft, count in self.counts.crafts),
            is_on=chosen is None,
        )
        return [everything] + [
            Choice(
                text=craft.name,
                value=craft.slug,
                url=address(self.query.but(craft=craft)),
                count=count,
                is_on=craft == chosen,
            )
            for craft, count in self.counts.crafts
            if count or craft == chosen
        ]

    @property
    def availabilities(self) -> list[Choice]:
        everything = Choice(
            text=_("In stock or made to order"),
            url=address(self.query.but(availability="")),
            count=sum(count for _choice, count in self.counts.availabilities),
            is_on=not self.query.availability,
        )
        return [everything] + [
            Choice(
                text=Availability(value).label,
                value=value,
                url=address(self.query.but(availability=value)),
                count=count,
                is_on=value == self.query.availability,
            )
            for value, count in self.counts.availabilities
        ]

    @property
    def recycled(self) -> Choice:
        return Choice(
            text=_("Recycled material"),
            value="1",
            url=address(self.query.but(recycled=not self.query.recycled)),
            count=self.counts.recycled,
            is_on=self.query.recycled,
        )

    @property
    def families(self) -> list[Family]:
        counts = dict(self.counts.materials)
        children: dict[int | None, list[Material]] = {}
        for material, count in self.counts.materials:
            if count or material in self.query.materials:
                children.setdefault(material.parent_id, []).append(material)
        tops = sorted(children.get(None, []), key=lambda material: (-counts[material], material.name))
        return [
            Family(name=top.name, count=counts[top], members=list(self._members(top, children, counts))) for top in tops
        ]

    def _members(self, material: Material, children: dict, counts: dict, depth: int = 0) -> Iterator[Choice]:
        """The material, then all kinds of it, each followed by its own kinds."""
        chosen = self.query.materials
        is_on = material in chosen
        others = tuple(other for other in chosen if other != material)
        yield Choice(
            text=material.name if depth else _("All: %(family)s") % {"family": material.name},
            value=material.slug,
            url=address(self.query.but(materials=others if is_on else (*chosen, material))),
            count=counts[material],
            is_on=is_on,
            depth=depth,
        )
        for child in sorted(children.get(material.pk, []), key=lambda child: child.name):
            yield from self._members(child, children, counts, depth + 1)

    @property
    def wider_regions(self) -> list[Choice]:
        """From all Indonesia down to the chosen region."""
        if not self.query.region:
            return []
        lineage = set(self.query.region.lineage)
        everywhere = Choice(text=_("All Indonesia"), url=address(self.query.but(region=None)))
        return [everywhere] + [choice for choice in self._regions if choice.value in lineage]

    @property
    def narrower_regions(self) -> list[Choice]:
        """The provinces, or what lies right below the chosen region: the most products first."""
        lineage = set(self.query.region.lineage) if self.query.region else set()
        inside = [choice for choice in self._regions if choice.value not in lineage and choice.count]
        return sorted(inside, key=lambda choice: -choice.count)

    @property
    def _regions(self) -> list[Choice]:
        return [
            Choice(
                text=region.full_name,
                value=region.code,
                url=address(self.query.but(region=region)),
                count=count,
                is_on=region == self.query.region,
            )
            for region, count in self.counts.regions
        ]

    @property
    def price_bands(self) -> list[Choice]:
        chosen = (self.query.min_price, self.query.max_price)
        return [
            Choice(
                text=price_range(band.low or None, band.high),
                url=address(self.query.but(min_price=band.low, max_price=band.high)),
                count=count,
                is_on=chosen == (band.low, band.high),
            )
            for band, count in self.counts.price_bands
            if count
        ]


def price_range(low: int | None, high: int | None) -> str:
    if low is None:
        return _("up to %(high)s") % {"high": rupiah(high)}
    if high is None:
        return _("from %(low)s") % {"low": rupiah(low)}
    return f"{rupiah(low)} – {rupiah(high)}"


def filter_text(name: str, value: object) -> str:
    """A thing asked for, as its chip shows it (names and values of Query.relaxed)."""
    if name == "words":
        return f"“{value}”"
    if name == "recycled":
        return _("Recycled material")
    if name == "price":
        return price_range(*value)
    if name == "availability":
        return Availability(value).label
    return value.full_name if name == "region" else value.name


def chips(query: Query) -> list[Choice]:
    """The filters that are on, each leading to the search without it."""
    return [Choice(text=filter_text(name, value), url=address(wider)) for name, value, wider in query.relaxed()]


def ways_out(query: Query) -> list[Choice]:
    """For a search that finds nothing: which filters to drop, and how many products that shows."""
    return [
        Choice(text=filter_text(name, value), url=address(wider), count=count)
        for name, value, wider, count in count_relaxed(query)
    ]


def orders(query: Query) -> list[Choice]:
    """The orders, each leading to the same search from its first page."""
    return [
        Choice(text=sort.label, value=sort, url=address(query.but(sort=sort)), is_on=sort == query.sort)
        for sort in Sort
    ]
