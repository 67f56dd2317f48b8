"""What a worker remembers of the bitmaps, and one look at them as they are now.

A look (`Look`) belongs to one search: it knows the version of each segment, fetches what the worker does not remember
in that version, and lays the pending changes over it. So nothing is ever stale, and a bitmap travels from the database
once for every time its segment is folded (products.search.folding).
"""

from collections import OrderedDict
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from threading import Lock
from typing import NamedTuple

import numpy as np
from django.conf import settings
from django.db import connection, transaction

from clusters.models import Craft
from products.models import Material, SearchIndex, SearchTerm
from products.search import bitmaps
from products.search.bitmaps import SEGMENT, WORDS, Bits
from products.search.marks import NOW, marks_in, marks_of, products_in
from products.search.tags import Kind, kind_of
from products.search.words import plain
from regions.models import Region

# The most bitmaps that a worker keeps: 128 MB of them, a thousand where there are a million products.
MOST_WORDS = 128 * 2**20 // 8

NONE = np.empty(0, np.int64)

MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET LOCAL statement_timeout = %s;"
# A row written anew has another xmin, so that number and sum tell whether a list is still the same.
STATE = """
    SELECT (SELECT version FROM products_searchindex),
           (SELECT array[count(*), sum(xmin::text::bigint)] FROM clusters_craft),
           (SELECT array[count(*), sum(xmin::text::bigint)] FROM products_material),
           (SELECT array[count(*), sum(xmin::text::bigint)] FROM regions_region WHERE parent_id IS NULL),
           (SELECT array_agg(number ORDER BY number) FROM products_searchsegment),
           (SELECT array_agg(version ORDER BY number) FROM products_searchsegment),
           (SELECT array_agg(product_id ORDER BY product_id) FROM products_searchpending),
           (SELECT array_agg(change ORDER BY product_id) FROM products_searchpending)
"""
BITS = """
    SELECT mark, segment, bits FROM products_searchbits
    JOIN unnest(%s, %s) AS wanted (mark, segment) USING (mark, segment)
"""


@dataclass(frozen=True)
class State:
    """The versions of everything that a search reads; equal states give equal answers."""

    layout: int
    crafts: tuple[int, ...]
    materials: tuple[int, ...]
    provinces: tuple[int, ...]
    segments: tuple[int, ...]
    pending: tuple[tuple[int, int], ...]

    @property
    def fingerprint(self) -> str:
        return blake2b(repr(self).encode(), digest_size=12).hexdigest()

    @property
    def size(self) -> int:
        """How many segments a bitmap must have to hold every product."""
        highest = self.pending[-1][0] if self.pending else -1
        return max(len(self.segments), highest // SEGMENT + 1, 1)


def read_state(first: str = "", values: Sequence = ()) -> State:
    """The state now; `first` is said to the database in the same breath, with these values."""
    with connection.cursor() as cursor:
        cursor.execute(first + STATE, values)
        layout, crafts, materials, provinces, numbers, versions, products, changes = cursor.fetchone()
    segments = dict(zip(numbers or (), versions or (), strict=True))
    return State(
        layout=layout or 0,
        crafts=tuple(crafts),
        materials=tuple(materials),
        provinces=tuple(provinces),
        segments=tuple(segments.get(number, 0) for number in range(max(segments, default=-1) + 1)),
        pending=tuple(zip(products or (), changes or (), strict=True)),
    )


@dataclass(frozen=True)
class Layout:
    """The layout of the bitmaps, with the numbers of the frequent stems and the tags of regions with bitmaps."""

    index: SearchIndex
    terms: dict[str, int]
    regions: frozenset[int]


@dataclass(frozen=True)
class Pending:
    """The products whose rows have changed since the bitmaps were written, and the marks that they bear now.

    `bearers` and `marks` are pairs, in the order of the marks.
    """

    products: np.ndarray
    bearers: np.ndarray
    marks: np.ndarray

    @classmethod
    def of(cls, marks_of_products: dict[int, np.ndarray]) -> "Pending":
        products = np.array(list(marks_of_products), np.int64)
        marks = np.concatenate([*marks_of_products.values(), np.empty(0, np.int64)])
        bearers = np.repeat(products, [len(each) for each in marks_of_products.values()])
        order = np.argsort(marks, kind="stable")
        return cls(products, bearers[order], marks[order])

    def laid_over(self, bits: Bits, mark: int) -> Bits:
        """The mark's bitmap as it is now."""
        if not len(self.products):
            return bits
        current = self.left_out_of(bits)
        first, end = np.searchsorted(self.marks, [mark, mark + 1])
        bitmaps.put(current, self.bearers[first:end])
        return current

    def left_out_of(self, bits: Bits) -> Bits:
        """The set without the pending products."""
        if not len(self.products):
            return bits
        rest = bits.copy()
        bitmaps.drop(rest, self.products)
        return rest

    def count_each(self, hits: Bits, marks: list[int]) -> list[int]:
        """How many pending products among the hits bear each of the marks."""
        hit = np.concatenate([[0], np.cumsum(bitmaps.holds(hits, self.bearers))])
        first, end = (np.searchsorted(self.marks, [mark + step for mark in marks]) for step in (0, 1))
        return (hit[end] - hit[first]).tolist()


class Folded(NamedTuple):
    """A bitmap without what is pending, how many products it holds, and of which version each of its segments is."""

    bits: Bits
    members: int
    versions: np.ndarray


@dataclass
class Memory:
    """What a worker keeps of one database, from search to search.

    Its threads share it: another one may replace each of these between two readings, so whoever looks at one reads it
    once.
    """

    layout: Layout | None = None
    # Word lists, each with the mark by which State knows it.
    crafts: tuple[tuple[int, ...], list[Craft]] = ((), [])
    materials: tuple[tuple[int, ...], list[Material]] = ((), [])
    names: tuple[tuple[int, ...], dict[str, Material]] = ((), {})
    provinces: tuple[tuple[int, ...], list[Region]] = ((), [])
    # The versions of the segments, as long as nothing changes the same array for every look.
    versions: tuple[tuple[int, ...], np.ndarray] = ((), NONE)
    # By their marks, the least lately used first.
    bitmaps: OrderedDict[int, Folded] = field(default_factory=OrderedDict)
    # Product -> the change and the layout for which its marks were read, and the marks.
    pending: dict[int, tuple[tuple[int, int], np.ndarray]] = field(default_factory=dict)
    # All that is pending, and what it was put together for.
    overlay: tuple[tuple, Pending] | None = None
    lock: Lock = field(default_factory=Lock)

    def keep(self, mark: int, folded: Folded) -> None:
        with self.lock:
            self.bitmaps[mark] = folded
            self.bitmaps.move_to_end(mark)
            while len(self.bitmaps) * len(folded.bits) > MOST_WORDS:
                self.bitmaps.popitem(last=False)

    def recall(self, mark: int) -> Folded | None:
        with self.lock:
            if mark in self.bitmaps:
                self.bitmaps.move_to_end(mark)
            return self.bitmaps.get(mark)


_memories: dict[str, Memory] = {}


@contextmanager
def one_moment() -> Iterator["Look"]:
    """A look at the register as it is at one moment, whatever is written meanwhile.

    Inside a transaction that has begun already the moment is that of each question asked.
    """
    if connection.in_atomic_block:
        yield Look(read_state())
        return
    with transaction.atomic():
        yield Look(read_state(MOMENT, [settings.SEARCH_LIMIT]))


class Look:
    """The bitmaps at the moment of a state."""

    def __init__(self, state: State) -> None:
        self.memory = _memories.setdefault(connection.settings_dict["NAME"], Memory())
        self.state = state
        # What the words of this look's searches find, by their stems (products.search.engine).
        self.found: dict[frozenset[str], object] = {}
        self.size = self.state.size
        self.layout = self._layout()
        self.index = self.layout.index
        self.pending = self._pending()
        self._versions = self._segments_versions()

    def bits(self, marks: Collection[int]) -> dict[int, Bits]:
        """The bitmaps of these marks, each of `size` segments, with all that is pending."""
        return {mark: self.pending.laid_over(each.bits, mark) for mark, each in self._folded(marks).items()}

    def counts(self, hits: Bits, marks: Collection[int]) -> dict[int, int]:
        """How many of the hits bear each of the marks."""
        folded = self._folded(marks)
        others, sizes = [each.bits for each in folded.values()], [each.members for each in folded.values()]
        settled = bitmaps.count_each(self.pending.left_out_of(hits), others, sizes)
        waiting = self.pending.count_each(hits, list(folded))
        return {mark: one + other for mark, one, other in zip(folded, settled, waiting, strict=True)}

    def has_bitmap(self, tag: int) -> bool:
        """Whether the tag has a bitmap; those without one have few products, and stand in the rows."""
        return kind_of(tag) != Kind.REGION or tag in self.layout.regions

    def crafts(self) -> list[Craft]:
        """Every craft, the oldest first."""
        known = self.memory.crafts
        if known[0] != self.state.crafts:
            known = self.memory.crafts = self.state.crafts, list(Craft.objects.order_by("pk"))
        return known[1]

    def materials(self) -> list[Material]:
        """Every material in reading order."""
        known = self.memory.materials
        if known[0] != self.state.materials:
            known = self.memory.materials = self.state.materials, list(Material.objects.in_reading_order())
        return known[1]

    def materials_by_name(self) -> dict[str, Material]:
        """Every name of a material, in plain words; a synonym names one only where that is no other's own name."""
        known = self.memory.names
        if known[0] != self.state.materials:
            materials = self.materials()
            names = {synonym: each for each in reversed(materials) for synonym in each.synonyms}
            names |= {each.name_en: each for each in materials} | {each.name_id: each for each in materials}
            known = self.memory.names = self.state.materials, {plain(name): each for name, each in names.items()}
        return known[1]

    def provinces(self) -> list[Region]:
        """Every province by name."""
        known = self.memory.provinces
        if known[0] != self.state.provinces:
            provinces = Region.objects.filter(parent=None).order_by("name", "pk")
            known = self.memory.provinces = self.state.provinces, list(provinces)
        return known[1]

    def _segments_versions(self) -> np.ndarray:
        """The version of each segment; of those that have no bitmaps yet 0."""
        versions = *self.state.segments, *[0] * (self.size - len(self.state.segments))
        known = self.memory.versions
        if known[0] != versions:
            known = self.memory.versions = versions, np.array(versions, np.int64)
        return known[1]

    def _layout(self) -> Layout:
        known = self.memory.layout
        if known is None or known.index.version != self.state.layout:
            index = SearchIndex.objects.first() or SearchIndex(version=0, price_steps=[], regions=[], rows=0)
            terms = dict(SearchTerm.objects.values_list("lexeme", "pk")) if index.version else {}
            known = self.memory.layout = Layout(index=index, terms=terms, regions=frozenset(index.regions))
        return known

    def _folded(self, marks: Collection[int]) -> dict[int, Folded]:
        """The bitmaps of these marks, each of `size` segments, without what is pending."""
        kept = {mark: self._remembered(mark) for mark in marks}
        stale = [mark for mark, each in kept.items() if each.versions is not self._versions]
        return kept | self._fetched({mark: kept[mark] for mark in stale}) if stale else kept

    def _remembered(self, mark: int) -> Folded:
        """The bitmap as the worker remembers it, perhaps with segments of an old version."""
        known = self.memory.recall(mark)
        if known is None:
            return Folded(bitmaps.none(self.size), 0, np.zeros(self.size, np.int64))
        if len(known.versions) == self.size:
            return known
        bits = np.resize(known.bits, self.size * WORDS)
        versions = np.concatenate([known.versions, np.full(self.size, -1)])[: self.size]
        return Folded(bits, known.members, versions)

    def _fetched(self, known: dict[int, Folded]) -> dict[int, Folded]:
        """The bitmaps with the segments that have changed since; remembers them."""
        changed = {mark: np.flatnonzero(each.versions != self._versions) for mark, each in known.items()}
        found = {mark: each.bits.copy() for mark, each in known.items()}
        for mark, segments in changed.items():
            found[mark].reshape(-1, WORDS)[segments] = 0
        wanted = [(mark, int(segment)) for mark, segments in changed.items() for segment in segments]
        if wanted:
            with connection.cursor() as cursor:
                cursor.execute(BITS, [[mark for mark, _ in wanted], [segment for _, segment in wanted]])
                for mark, segment, packed in cursor:
                    found[mark][segment * WORDS : (segment + 1) * WORDS] = bitmaps.unpack(packed)
        folded = {mark: Folded(bits, bitmaps.count(bits), self._versions) for mark, bits in found.items()}
        for mark, each in folded.items():
            self.memory.keep(mark, each)
        return folded

    def _pending(self) -> Pending:
        """All that is pending, as it is now."""
        key = self.index.version, self.state.pending
        overlay = self.memory.overlay
        if overlay is None or overlay[0] != key:
            overlay = self.memory.overlay = key, self._read_pending()
        return overlay[1]

    def _read_pending(self) -> Pending:
        known = self.memory.pending
        unknown = [
            product
            for product, change in self.state.pending
            if product not in known or known[product][0] != (change, self.index.version)
        ]
        if unknown:
            known = self._read_marks(unknown)
        return Pending.of({product: known[product][1] for product, _change in self.state.pending})

    def _read_marks(self, products: list[int]) -> dict[int, tuple[tuple[int, int], np.ndarray]]:
        """Remembers the marks of these products, and forgets those of products that are no longer pending."""
        pairs = np.sort(marks_of(NOW, self.index, products=products))
        bearers, marks = products_in(pairs), marks_in(pairs)
        changes = dict(self.state.pending)
        known = {product: entry for product, entry in self.memory.pending.items() if product in changes}
        for product in products:
            first, end = np.searchsorted(bearers, [product, product + 1])
            known[product] = (changes[product], self.index.version), marks[first:end]
        self.memory.pending = known
        return known
