"""What a worker remembers of the bitmaps, and one look at them as they are now.

A look (`Look`) belongs to one search: it knows the version of each segment, fetches what the worker does not remember
in that version, and lays the pending changes over it. So nothing is ever stale, and a bitmap travels from the database
once for every time its segment is folded (products.search.folding).
"""

from collections import OrderedDict
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import blake2b
from threading import Lock
from typing import NamedTuple

import numpy as np
from django.conf import settings
from django.db import connection, transaction

from clusters.models import Craft
from core.afterwards import after_the_answer
from products.models import Material, SearchIndex, SearchTerm
from products.search import bitmaps, folding, upkeep
from products.search.bitmaps import SEGMENT, WORDS, Bits, Frame
from products.search.marks import NOW, marks_of
from products.search.synonyms import notice
from products.search.tags import Kind, kind_of
from products.search.words import plain
from regions.models import Region

# The most bitmaps that a worker keeps: 128 MB of them, a thousand where there are a million products.
MOST_WORDS = 128 * 2**20 // 8

# So many pending products are laid over the bitmaps; of more only the latest, which people may be waiting to see. What
# has waited longer is then found as the bitmaps know it until it is folded in, which has begun long before.
MOST_PENDING = 1_000
LATEST = 200

NOWHERE = Frame(np.empty(0, np.int64), np.empty(0, np.int64))

MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET LOCAL statement_timeout = %s;"
# Short lists are known by what they say: also a restored database cannot say the same with other rows.
STATE = """
    WITH latest AS MATERIALIZED (
        SELECT product_id, change FROM products_searchpending ORDER BY change DESC LIMIT %s
    )
    SELECT (SELECT version FROM products_searchindex),
           (SELECT hashtextextended(prosrc, 0) FROM pg_proc WHERE oid = to_regproc('search_synonyms')),
           (SELECT array[count(*), sum(hashtextextended(craft::text, 0))] FROM clusters_craft craft),
           (SELECT array[count(*), sum(hashtextextended(kind::text, 0))] FROM products_material kind),
           (SELECT array[count(*), sum(hashtextextended(province::text, 0))] FROM regions_region province
            WHERE parent_id IS NULL),
           (SELECT array_agg(number ORDER BY number) FROM products_searchsegment),
           (SELECT array_agg(version ORDER BY number) FROM products_searchsegment),
           (SELECT array_agg(product_id ORDER BY change) FROM latest),
           (SELECT array_agg(change ORDER BY change) FROM latest),
           EXISTS (SELECT FROM products_searchrefresh)
"""
# Of a segment that has changed only those bitmaps that are others than the worker knows.
BITS = """
    SELECT wanted.mark, wanted.at, coalesce(kept.version, 0), kept.bits
    FROM unnest(%s::int[], %s::int[], %s::int[], %s::bigint[]) wanted (mark, at, segment, version)
    LEFT JOIN products_searchbits kept ON kept.mark = wanted.mark AND kept.segment = wanted.segment
    WHERE coalesce(kept.version, 0) <> wanted.version
"""


@dataclass(frozen=True)
class State:
    """The versions of everything that a search reads; equal states give equal answers."""

    layout: int
    meanings: int
    crafts: tuple[Decimal, ...]
    materials: tuple[Decimal, ...]
    provinces: tuple[Decimal, ...]
    # Numbers of segments with their versions, and keys of products with their changes, both in rising order.
    segments: tuple[tuple[int, int], ...]
    pending: tuple[tuple[int, int], ...]
    # Whether there is something left to do for products.search.upkeep.
    is_behind: bool = field(compare=False, repr=False)

    @property
    def fingerprint(self) -> str:
        return blake2b(repr(self).encode(), digest_size=12).hexdigest()

    @property
    def versions(self) -> tuple[tuple[int, int], ...]:
        """The segments in which there may be a product, with their versions."""
        new = {product // SEGMENT for product, _change in self.pending} - {number for number, _version in self.segments}
        return tuple(sorted([*self.segments, *((number, 0) for number in new)])) or ((0, 0),)


def read_state(first: str = "", values: Sequence = ()) -> State:
    """The state now; `first` is said to the database in the same breath, with these values."""
    with connection.cursor() as cursor:
        cursor.execute(first + STATE, [*values, MOST_PENDING + 1])
        layout, meanings, crafts, materials, provinces, numbers, versions, products, changes, waits = cursor.fetchone()
    pending = list(zip(products or (), changes or (), strict=True))
    return State(
        layout=layout or 0,
        meanings=meanings or 0,
        crafts=tuple(crafts),
        materials=tuple(materials),
        provinces=tuple(provinces),
        segments=tuple(zip(numbers or (), versions or (), strict=True)),
        pending=tuple(sorted(_laid_over(pending))),
        is_behind=waits or len(pending) >= folding.FOLD_AT,
    )


def _laid_over(pending: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those of the pending changes, in their order, that a look lays over the bitmaps."""
    return pending if len(pending) <= MOST_PENDING else pending[-LATEST:]


@dataclass(frozen=True)
class Layout:
    """The layout of the bitmaps, with the numbers of the frequent stems and the tags of regions with bitmaps."""

    index: SearchIndex
    terms: dict[str, int]
    regions: frozenset[int]


@dataclass(frozen=True)
class Pending:
    """The products whose rows have changed since the bitmaps were written, and the marks that they bear now.

    All are places. `bearers` and `marks` are pairs, in the order of the marks.
    """

    products: np.ndarray
    bearers: np.ndarray
    marks: np.ndarray

    @classmethod
    def of(cls, marks_of_products: dict[int, np.ndarray], frame: Frame) -> "Pending":
        products = frame.places(np.array(list(marks_of_products), np.int64))
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
    """A bitmap without what is pending, how many products it holds, its segments with their versions, and the version
    of its own part in each; 0 where it has none."""

    bits: Bits
    members: int
    frame: Frame
    versions: np.ndarray

    def but(self, parts: list[tuple[int, int, bytes]]) -> "Folded":
        """The bitmap with other parts: where each lies, its version, and its bits as they are packed."""
        bits, versions = self.bits.copy(), self.versions.copy()
        for at, version, packed in parts:
            bits[at * WORDS : (at + 1) * WORDS] = bitmaps.unpack(packed)
            versions[at] = version
        return Folded(bits, bitmaps.count(bits), self.frame, versions)


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
    # The segments, as long as nothing changes the same object for every look.
    frame: tuple[tuple[tuple[int, int], ...], Frame] = ((), NOWHERE)
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
        notice(state.meanings)
        if state.is_behind:
            after_the_answer(upkeep.keep_up)
        # What the words of this look's searches find, by their stems (products.search.engine).
        self.found: dict[frozenset[str], object] = {}
        self.frame = self._frame()
        self.layout = self._layout()
        self.index = self.layout.index
        self.pending = self._pending()

    def bits(self, marks: Collection[int]) -> dict[int, Bits]:
        """The bitmaps of these marks, with all that is pending."""
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
            provinces = Region.objects.offered().filter(parent=None).order_by("name", "pk")
            known = self.memory.provinces = self.state.provinces, list(provinces)
        return known[1]

    def _frame(self) -> Frame:
        """The segments as they are now."""
        versions = self.state.versions
        known = self.memory.frame
        if known[0] != versions:
            numbers, current = (column.copy() for column in np.array(versions, np.int64).T)
            if np.array_equal(numbers, known[1].numbers):
                numbers = known[1].numbers
            known = self.memory.frame = versions, Frame(numbers, current)
        return known[1]

    def _layout(self) -> Layout:
        known = self.memory.layout
        if known is None or known.index.version != self.state.layout:
            index = SearchIndex.objects.first() or SearchIndex(version=0, price_steps=[], regions=[], rows=0)
            terms = dict(SearchTerm.objects.values_list("lexeme", "pk")) if index.version else {}
            known = self.memory.layout = Layout(index=index, terms=terms, regions=frozenset(index.regions))
        return known

    def _folded(self, marks: Collection[int]) -> dict[int, Folded]:
        """The bitmaps of these marks without what is pending."""
        kept = {mark: self.memory.recall(mark) for mark in marks}
        stale = {mark: known for mark, known in kept.items() if known is None or known.frame is not self.frame}
        return kept | self._fetched(stale) if stale else kept

    def _fetched(self, known: dict[int, Folded | None]) -> dict[int, Folded]:
        """The bitmaps with the parts that have changed since, or all that there are; remembers them."""
        fitted = {mark: self._fitted(each) for mark, each in known.items()}
        wanted = [
            (mark, int(at), int(self.frame.numbers[at]), int(each.versions[at]))
            for mark, (each, changed) in fitted.items()
            for at in changed
        ]
        parts: dict[int, list[tuple[int, int, bytes]]] = {}
        if wanted:
            with connection.cursor() as cursor:
                cursor.execute(BITS, [list(column) for column in zip(*wanted, strict=True)])
                for mark, at, version, packed in cursor:
                    parts.setdefault(mark, []).append((at, version, packed or b""))
        folded = {mark: each.but(parts[mark]) if mark in parts else each for mark, (each, _changed) in fitted.items()}
        for mark, each in folded.items():
            self.memory.keep(mark, each)
        return folded

    def _fitted(self, known: Folded | None) -> tuple[Folded, np.ndarray]:
        """A bitmap in the segments of today, and where they have changed."""
        frame = self.frame
        if known and known.frame.numbers is frame.numbers:
            changed = np.flatnonzero(known.frame.versions != frame.versions)
            return known._replace(frame=frame), changed
        bits, versions = bitmaps.none(frame.size), np.zeros(frame.size, np.int64)
        if known is None:
            return Folded(bits, 0, frame, versions), np.flatnonzero(frame.versions)
        is_known, at = frame.find(known.frame)
        bits.reshape(-1, WORDS)[is_known] = known.bits.reshape(-1, WORDS)[at]
        versions[is_known] = known.versions[at]
        is_same = is_known.copy()
        is_same[is_known] = known.frame.versions[at] == frame.versions[is_known]
        return Folded(bits, bitmaps.count(bits), frame, versions), np.flatnonzero(~is_same)

    def _pending(self) -> Pending:
        """All that is pending, as it is now."""
        key = self.index.version, self.frame.numbers.tobytes(), self.state.pending
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
        return Pending.of({product: known[product][1] for product, _change in self.state.pending}, self.frame)

    def _read_marks(self, products: list[int]) -> dict[int, tuple[tuple[int, int], np.ndarray]]:
        """Remembers the marks of these products, and forgets those of products that are no longer pending."""
        pairs = marks_of(NOW, self.index, products=products)
        order = np.argsort(pairs.products, kind="stable")
        bearers, marks = pairs.products[order], pairs.marks[order]
        changes = dict(self.state.pending)
        known = {product: entry for product, entry in self.memory.pending.items() if product in changes}
        for product in products:
            first, end = np.searchsorted(bearers, [product, product + 1])
            known[product] = (changes[product], self.index.version), marks[first:end]
        self.memory.pending = known
        return known
