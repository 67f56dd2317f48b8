"""Sets of products as bitmaps do what Python's own sets do."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from products.search import bitmaps

SEGMENTS = 3
KEYS = st.sets(st.integers(0, SEGMENTS * bitmaps.SEGMENT - 1), max_size=300)
NUMBERS = st.dictionaries(st.integers(0, SEGMENTS * bitmaps.SEGMENT - 1), st.integers(0, 15), max_size=200)


def of(keys) -> bitmaps.Bits:
    return bitmaps.of_keys(np.array(sorted(keys), np.int64), SEGMENTS)


def places(numbers: dict[int, int]) -> list[bitmaps.Bits]:
    return [of(key for key, number in numbers.items() if number >> place & 1) for place in (3, 2, 1, 0)]


@given(KEYS, st.integers(0, 310), st.integers(0, 310))
def test_keys_come_back_from_the_highest_down_and_in_slices(keys, start, stop):
    downwards = sorted(keys, reverse=True)
    assert bitmaps.keys_of(of(keys)).tolist() == downwards
    assert bitmaps.keys_of(of(keys), start, stop).tolist() == downwards[start:stop]


@given(KEYS, KEYS)
def test_keys_are_added_dropped_and_counted(keys, others):
    bits = of(keys)
    bitmaps.put(bits, np.array(sorted(others), np.int64))
    assert set(bitmaps.keys_of(bits).tolist()) == keys | others
    bitmaps.drop(bits, np.array(sorted(keys), np.int64))
    assert set(bitmaps.keys_of(bits).tolist()) == others - keys


@given(KEYS, st.lists(KEYS, max_size=4))
def test_what_sets_share_is_counted_alike_for_few_hits_and_for_many(keys, others):
    sets, sizes = [of(each) for each in others], [len(each) for each in others]
    shared = [len(keys & each) for each in others]
    assert bitmaps.count_each(of(keys), sets, sizes) == shared
    everything = bitmaps.of_keys(np.arange(SEGMENTS * bitmaps.SEGMENT), SEGMENTS)
    assert bitmaps.count_each(everything, sets, sizes) == sizes
    rest = [len(each) - number for each, number in zip(others, shared, strict=True)]
    assert bitmaps.count_each(everything & ~of(keys), sets, sizes) == rest


@pytest.mark.parametrize("members", [0, 1, 1_999, 2_000, 2_001, 32_000])
def test_a_segment_is_packed_in_the_shorter_way_and_comes_back(members):
    words = bitmaps.of_keys(np.arange(members), 1)
    packed = bitmaps.pack(words)
    assert len(packed) == min(members * 2, 4_000)
    assert (bitmaps.unpack(packed) == words).all()


@settings(max_examples=60)
@given(NUMBERS, st.integers(0, 210), st.integers(0, 210))
def test_keys_are_put_in_the_order_of_their_numbers(numbers, start, stop):
    ordered = sorted(numbers, key=lambda key: (numbers[key], key), reverse=True)
    assert bitmaps.in_order(of(numbers), places(numbers), start, stop).tolist() == ordered[start:stop]


@settings(max_examples=60)
@given(NUMBERS, st.integers(0, 20))
def test_numbers_are_compared(numbers, least):
    found = bitmaps.at_least(least, places(numbers), of(numbers))
    assert set(bitmaps.keys_of(found).tolist()) == {key for key, number in numbers.items() if number >= least}


@given(st.lists(KEYS, max_size=6))
def test_it_is_counted_in_how_many_sets_a_key_lies(sets):
    times = {key: sum(key in each for each in sets) for key in set().union(*sets)}
    ordered = sorted(times, key=lambda key: (times[key], key), reverse=True)
    together = of(times)
    assert bitmaps.in_order(together, bitmaps.total([of(each) for each in sets]), 0, len(times)).tolist() == ordered
