"""What stands beside the found products: every further choice with its number, every filter that is on, every order.

Each choice is a box of the form or a link to the search with that choice made, so that a result page can be built,
shared and walked back without JavaScript.
"""

from collections.abc import Callable
from functools import cached_property
from operator import attrgetter, itemgetter
from typing import NamedTuple
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from clusters.models import Craft
from core.addresses import address_like
from core.models import name_field
from core.money import rupiah
from products.choices import Availability
from products.models import Material
from products.search import Query, Results, Sort
from regions.choices import Level
from regions.models import Region

MOST_NARROWER = 40


class Choice(NamedTuple):
    """One choice of a filter: how the form sends it, how many products it shows, and where that page is."""

    text: str
    url: str = ""
    value: str = ""
    count: int | None = None
    is_on: bool = False
    depth: int = 0


class Family(NamedTuple):
    """The materials below one top of the tree, the top itself first; unfolded where one of them is chosen."""

    slug: str
    name: str
    count: int
    members: list[Choice]

    @property
    def is_open(self) -> bool:
        return any(member.is_on for member in self.members)

    @property
    def is_alone(self) -> bool:
        """Whether the top has no kinds to unfold."""
        return len(self.members) == 1


def address(query: Query) -> str:
    """Where the search is shown."""
    parameters = urlencode(query.parameters())
    return address_like("products:list", (), ()) + (f"?{parameters}" if parameters else "")


def with_one_more(query: Query, name: str) -> Callable[[object], str]:
    """Writes the search's address with one more parameter, whose values need no quoting; what they share only once."""
    beginning = address(query)
    mark = "&" if "?" in beginning else "?"
    return lambda value: f"{beginning}{mark}{name}={value}"


class Panel:
    """The filters beside a result, in the reader's language. Choices that nothing answers to are left out."""

    def __init__(self, results: Results) -> None:
        self.query = results.query
        self.counts = results.counts

    @cached_property
    def crafts(self) -> list[Choice]:
        chosen = self.query.craft
        everything = sum(count for _craft, count in self.counts.crafts)
        return [Choice(_("All crafts"), count=everything, is_on=chosen is None)] + [
            Choice(craft.name, value=craft.slug, count=count, is_on=craft == chosen)
            for craft, count in self.counts.crafts
            if count or craft == chosen
        ]

    @cached_property
    def availabilities(self) -> list[Choice]:
        chosen = self.query.availability
        everything = sum(count for _choice, count in self.counts.availabilities)
        return [Choice(_("In stock or made to order"), count=everything, is_on=not chosen)] + [
            Choice(Availability(value).label, value=value, count=count, is_on=value == chosen)
            for value, count in self.counts.availabilities
        ]

    @cached_property
    def recycled(self) -> Choice:
        return Choice(_("Recycled material"), value="1", count=self.counts.recycled, is_on=self.query.recycled)

    @cached_property
    def families(self) -> list[Family]:
        """The families with the most products first, their kinds by name."""
        name_of, chosen = attrgetter(name_field()), {material.pk for material in self.query.materials}
        kinds: dict[int | None, list[tuple[str, Material, int]]] = {}
        for material, count in self.counts.materials:
            if count or material.pk in chosen:
                kinds.setdefault(material.parent_id, []).append((name_of(material), material, count))

        def add_kinds(key: int, depth: int, members: list[Choice]) -> None:
            for name, material, count in sorted(kinds.get(key, ()), key=itemgetter(0)):
                members.append(Choice(name, "", material.slug, count, material.pk in chosen, depth))
                if material.pk in kinds:
                    add_kinds(material.pk, depth + 1, members)

        families = []
        for name, top, count in sorted(kinds.get(None, ()), key=lambda entry: (-entry[2], entry[0])):
            text = _("All: %(family)s") % {"family": name} if top.pk in kinds else name
            families.append(Family(top.slug, name, count, [Choice(text, "", top.slug, count, top.pk in chosen)]))
            add_kinds(top.pk, 1, families[-1].members)
        return families

    @cached_property
    def wider_regions(self) -> list[Choice]:
        """From all Indonesia down to the chosen region."""
        if not self.query.region:
            return []
        lineage = set(self.query.region.lineage)
        everywhere = Choice(_("All Indonesia"), address(self.query.but(region=None)))
        return [everywhere] + [choice for choice in self._regions if choice.value in lineage]

    @cached_property
    def narrower_regions(self) -> list[Choice]:
        """Where there are products among the provinces or right below the chosen region: the most first."""
        return sorted((choice for choice in self.places if choice.count), key=lambda choice: -choice.count)

    @cached_property
    def _regions(self) -> list[Choice]:
        chosen, url = self.query.region, with_one_more(self.query.but(region=None), "region")
        return [
            Choice(region.full_name, url(region.code), region.code, count, region == chosen)
            for region, count in self.counts.regions
        ]

    @property
    def places(self) -> list[Choice]:
        """The provinces, or what lies right below the chosen region, those without products too."""
        lineage = set(self.query.region.lineage) if self.query.region else set()
        return [choice for choice in self._regions if choice.value not in lineage]

    @property
    def has_map(self) -> bool:
        """Whether there are outlines of the places to choose from: the provinces, or the regencies of one."""
        region = self.query.region
        return bool(self.narrower_regions) and (region is None or region.level == Level.PROVINCE)

    @cached_property
    def price_bands(self) -> list[Choice]:
        query = self.query
        url = with_one_more(query.but(min_price=None, max_price=None), "min_price")
        return [
            Choice(
                price_range(band.low or None, band.high),
                url(band.low if band.high is None else f"{band.low}&max_price={band.high}"),
                count=count,
                is_on=(query.min_price, query.max_price) == (band.low, band.high),
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
        return str(Availability(value).label)
    return value.full_name if name == "region" else value.name


def chips(query: Query) -> list[Choice]:
    """The filters that are on, each leading to the search without it."""
    return [Choice(filter_text(name, value), address(wider)) for name, value, wider in query.relaxed()]


def readings(results: Results) -> list[Choice]:
    """The places and materials that the words may name, each leading to the search with that filter instead of them."""
    return [Choice(one.text, address(one.query), count=one.total) for one in results.proposals]


def offered(results: Results) -> Choice | None:
    """What was perhaps meant, where hardly anything is found; a way to search for that."""
    return Choice(results.meant, address(results.query.but(words=results.meant, without=()))) if results.meant else None


def title(filters_on: list[Choice]) -> str:
    """The page's name, which tells two searches in a browser's history apart."""
    return _("Products") + (": " if filters_on else "") + " · ".join(chip.text for chip in filters_on)


def orders(query: Query) -> list[Choice]:
    """The orders, each leading to the same search from its first page."""
    return [Choice(sort.label, address(query.but(sort=sort)), sort, is_on=sort == query.sort) for sort in Sort]


class Narrower(NamedTuple):
    """Choices of one kind that would make a search a smaller one."""

    name: str
    choices: list[Choice]


def narrower(query: Query) -> list[Narrower]:
    """Crafts and places to choose from without counting anything, for a search that was cut off."""
    url = with_one_more(query.but(region=None), "region")
    regions = Region.objects.offered().filter(parent=query.region).order_by("name", "pk")[:MOST_NARROWER]
    groups = [Narrower(_("Place"), [Choice(region.full_name, url(region.code)) for region in regions])]
    if not query.craft:
        crafts = [Choice(craft.name, address(query.but(craft=craft))) for craft in Craft.objects.order_by("pk")]
        groups.insert(0, Narrower(_("Craft"), crafts))
    return [group for group in groups if group.choices]
