"""Sets of products as bitmaps: a bit for each key, in segments of 32,000 keys.

A bitmap is a numpy array of 64-bit words, 500 for each segment in which there are products (Frame), so that a million
products are 125 KB and a gap in the keys is nothing. In the database each segment is packed on its own: as 4,000 bytes
or, where that is shorter, as a list of positions.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from simsimd import hamming

Bits = np.ndarray

SEGMENT = 32_000
WORDS = SEGMENT // 64
BYTES = SEGMENT // 8
WORD_TYPE = np.dtype("<u8")
POSITION_TYPE = np.dtype("<u2")
ONE = WORD_TYPE.type(1)
# Few hits are counted in their own words only.
SPARSE = 24


@dataclass(frozen=True, eq=False)
class Frame:
    """Which segments bitmaps have, by their numbers in rising order, and of which version each of them is.

    A place is where a key's bit is: places and keys rise together. 0 is the version of a segment that the database has
    no bitmaps of.
    """

    numbers: np.ndarray
    versions: np.ndarray

    @property
    def size(self) -> int:
        return len(self.numbers)

    def has(self, keys: np.ndarray) -> np.ndarray:
        """Which of the keys lie in one of the segments."""
        return np.isin(keys // SEGMENT, self.numbers)

    def places(self, keys: np.ndarray) -> np.ndarray:
        """The places of keys that lie in the segments."""
        segments, within = np.divmod(keys, SEGMENT)
        return np.searchsorted(self.numbers, segments) * SEGMENT + within

    def keys(self, places: np.ndarray) -> np.ndarray:
        segments, within = np.divmod(places, SEGMENT)
        return self.numbers[segments] * SEGMENT + within

    def of(self, keys: np.ndarray) -> Bits:
        """The set of these keys; those outside of the segments are left out."""
        return of_keys(self.places(keys[self.has(keys)]), self.size)

    def find(self, other: "Frame") -> tuple[np.ndarray, np.ndarray]:
        """Which of the segments the other frame has too, and where it has them."""
        at = np.minimum(np.searchsorted(other.numbers, self.numbers), other.size - 1)
        is_known = other.numbers[at] == self.numbers
        return is_known, at[is_known]


def none(segments: int) -> Bits:
    """The empty set, in a register of so many segments."""
    return np.zeros(segments * WORDS, WORD_TYPE)


def of_keys(keys: np.ndarray, segments: int) -> Bits:
    """The set of these keys; those beyond the last segment are left out."""
    bits = none(segments)
    put(bits, keys[keys < segments * SEGMENT])
    return bits


def put(bits: Bits, keys: np.ndarray) -> None:
    """Adds the keys to the set."""
    np.bitwise_or.at(bits, keys >> 6, ONE << (keys & 63).astype(WORD_TYPE))


def flipped(packed: bytes, places: np.ndarray) -> bytes:
    """A packed segment without those of the places that it has, and with the others."""
    return pack(unpack(packed) ^ of_keys(places, 1))


def drop(bits: Bits, keys: np.ndarray) -> None:
    """Takes the keys out of the set."""
    np.bitwise_and.at(bits, keys >> 6, ~(ONE << (keys & 63).astype(WORD_TYPE)))


def holds(bits: Bits, keys: np.ndarray) -> np.ndarray:
    """Which of the keys lie in the set."""
    return (bits[keys >> 6] >> (keys & 63).astype(WORD_TYPE) & ONE).astype(bool)


def count(bits: Bits) -> int:
    return int(np.bitwise_count(bits).sum(dtype=np.int64))


def count_each(hits: Bits, others: Sequence[Bits], sizes: Sequence[int]) -> list[int]:
    """How many of the hits lie in each of the other sets; `sizes` says how many members each of those has."""
    inhabited = np.flatnonzero(hits)
    if len(inhabited) * SPARSE < len(hits):
        excerpts = np.array([other[inhabited] for other in others], WORD_TYPE).reshape(len(others), len(inhabited))
        return np.bitwise_count(excerpts & hits[inhabited]).sum(axis=1, dtype=np.int64).tolist()
    # SimSIMD counts in one pass in how many places two sets differ; how many they share follows (docs/adr/0026).
    members, octets = count(hits), hits.view(np.uint8)
    return [
        (members + size - int(hamming(octets, other.view(np.uint8), "bin8"))) // 2
        for other, size in zip(others, sizes, strict=True)
    ]


def keys_of(bits: Bits, start: int = 0, stop: int | None = None) -> np.ndarray:
    """The keys of the set, the highest first, from the one at `start` to the one before `stop`."""
    inhabited = np.flatnonzero(bits)[::-1]
    seen = np.cumsum(np.bitwise_count(bits[inhabited]), dtype=np.int64)
    if not len(seen):
        return np.empty(0, np.int64)
    stop = int(seen[-1]) if stop is None else min(stop, int(seen[-1]))
    if start >= stop:
        return np.empty(0, np.int64)
    first, last = np.searchsorted(seen, [start, stop - 1], side="right")
    wanted = inhabited[first : last + 1]
    before = int(seen[first - 1]) if first else 0
    members = np.unpackbits(bits[wanted].view(np.uint8), bitorder="little").reshape(-1, 64)[:, ::-1]
    row, column = np.nonzero(members)
    keys = (wanted[row] << 6) + (63 - column)
    return keys[start - before : stop - before]


def pack(words: Bits) -> bytes:
    """A segment as the database keeps it."""
    members = count(words)
    if members * POSITION_TYPE.itemsize >= BYTES:
        return words.tobytes()
    return np.flatnonzero(np.unpackbits(words.view(np.uint8), bitorder="little")).astype(POSITION_TYPE).tobytes()


def unpack(packed: bytes | memoryview) -> Bits:
    """The words of a segment that `pack` packed."""
    if len(packed) == BYTES:
        return np.frombuffer(packed, WORD_TYPE)
    return of_keys(np.frombuffer(packed, POSITION_TYPE).astype(np.int64), 1)


def total(sets: Sequence[Bits]) -> list[Bits]:
    """In how many of the sets each key lies, as the binary digits of that number, the highest first."""
    places: list[Bits] = []
    for carry in sets:
        for index, place in enumerate(places):
            places[index], carry = place ^ carry, place & carry
        places.append(carry)
    return [place for place in reversed(places) if place.any()]


def at_least(number: int, places: Sequence[Bits], members: Bits) -> Bits:
    """Those of the members whose number, given by its binary digits, is `number` or more."""
    if number >= 1 << len(places):
        return np.zeros_like(members)
    greater, equal = np.zeros_like(members), members
    for index, place in enumerate(places):
        if number >> (len(places) - 1 - index) & 1:
            equal = equal & place
        else:
            greater |= equal & place
            equal = equal & ~place
    return greater | equal


Leaf = Callable[[Bits, int, int, int], np.ndarray]


def newest_first(bits: Bits, _number: int, start: int, stop: int) -> np.ndarray:
    return keys_of(bits, start, stop)


def in_order(
    bits: Bits, places: Sequence[Bits], start: int, stop: int, leaf: Leaf = newest_first, number: int = 0
) -> np.ndarray:
    """The keys of the set from `start` to `stop`, those with the largest number first, given by its binary digits.

    Only those halves are looked into in which the wanted keys lie, so that a page deep down costs what the first one
    does. Keys with the same number are put in order by `leaf`, which is also told that number.
    """
    if start >= stop:
        return np.empty(0, np.int64)
    if not places:
        return leaf(bits, number, start, stop)
    upper = bits & places[0]
    size, found = count(upper), []
    if start < size:
        found.append(in_order(upper, places[1:], start, min(stop, size), leaf, number * 2 + 1))
    if stop > size:
        found.append(in_order(bits & ~places[0], places[1:], max(0, start - size), stop - size, leaf, number * 2))
    return np.concatenate(found)
