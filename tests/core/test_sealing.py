"""What is sealed opens in its own place, with its own key, and nowhere else."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import sealing
from core.sealing import CannotOpen

TEXTS = st.text(max_size=200)
OLD, NEW = b"o" * 32, b"n" * 32


@given(text=TEXTS, place=st.text(max_size=60))
def test_what_is_sealed_opens_again(text, place):
    sealed = sealing.seal(text, bound_to=place)
    assert sealing.open_sealed(sealed, bound_to=place) == text


@given(place=st.text(max_size=30), other=st.text(max_size=30))
def test_it_opens_in_no_other_place(place, other):
    sealed = sealing.seal("3374010101700001", bound_to=place)
    if place != other:
        with pytest.raises(CannotOpen):
            sealing.open_sealed(sealed, bound_to=other)


@given(position=st.integers(min_value=0, max_value=43), flip=st.integers(min_value=1, max_value=255))
def test_one_changed_byte_is_noticed(position, flip):
    name, _, coded = sealing.seal("3374010101700001", bound_to="row 1").partition(":")
    closed = bytearray(base64.b64decode(coded))
    assert len(closed) == 12 + 16 + 16
    closed[position] ^= flip
    with pytest.raises(CannotOpen):
        sealing.open_sealed(f"{name}:{base64.b64encode(closed).decode()}", bound_to="row 1")


@pytest.mark.parametrize(
    "nonsense", ["", "development", "development:", "development:###", "development:AAAA", "x:AAAA"]
)
def test_nonsense_is_said_to_be_closed(nonsense):
    with pytest.raises(CannotOpen):
        sealing.open_sealed(nonsense, bound_to="row 1")


def test_the_sealed_text_shows_nothing_and_never_twice_the_same():
    one, other = (sealing.seal("3374010101700001", bound_to="row 1") for _ in range(2))
    assert one != other
    assert "3374010101700001" not in one + base64.b64decode(one.partition(":")[2]).hex()


def test_an_older_key_still_opens_and_a_lost_one_is_named(settings):
    settings.SEALING_KEYS = {"2026": OLD}
    sealed = sealing.seal("abc", bound_to="row 1")
    settings.SEALING_KEYS = {"2027": NEW, "2026": OLD}
    assert sealing.open_sealed(sealed, bound_to="row 1") == "abc"
    assert (sealing.is_sealed_newly(sealed), sealing.newest_key()) == (False, "2027")
    assert sealing.is_sealed_newly(sealing.seal("abc", bound_to="row 1"))
    settings.SEALING_KEYS = {"2027": NEW}
    with pytest.raises(CannotOpen, match="2026"):
        sealing.open_sealed(sealed, bound_to="row 1")


def test_equal_texts_have_one_hash_which_needs_the_key(settings):
    settings.LOOKUP_KEY = OLD
    first = sealing.keyed_hash("abc")
    assert (len(first), sealing.keyed_hash("abc"), sealing.keyed_hash("abd") == first) == (64, first, False)
    settings.LOOKUP_KEY = NEW
    assert sealing.keyed_hash("abc") != first
