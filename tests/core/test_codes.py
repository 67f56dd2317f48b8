import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import codes

bodies = st.text(codes.ALPHABET, min_size=5, max_size=5)
valid = bodies.map(lambda body: body + codes.check_character(body))


def test_a_new_code_is_valid():
    assert [code for code in (codes.new_code() for _ in range(200)) if codes.normalise(code) != code] == []


@given(valid, st.integers(0, 5), st.sampled_from(codes.ALPHABET))
def test_one_wrong_character_is_always_noticed(code, place, wrong):
    typed = code[:place] + wrong + code[place + 1 :]
    assert codes.normalise(typed) == (code if typed == code else None)


@given(valid, st.integers(0, 5), st.integers(0, 5))
def test_any_two_characters_swapped_are_noticed(code, one, other):
    typed = list(code)
    typed[one], typed[other] = typed[other], typed[one]
    assert codes.normalise("".join(typed)) == (code if "".join(typed) == code else None)


@pytest.mark.parametrize("spaced", ["{0}-{1}", "{0} {1}", " {0}{1} ", "{0}.{1}"])
def test_a_code_is_understood_however_it_is_written(spaced):
    code = codes.new_code()
    assert codes.normalise(spaced.format(code[:3], code[3:]).lower()) == code


@pytest.mark.parametrize("typed", ["", "K7Q", "O0I1LU", "K7Q4MXX", "\x00\x00\x00\x00\x00\x00", "ÄÖÜßäö", "²²²²²²"])
def test_what_is_no_code_is_none(typed):
    assert codes.normalise(typed) is None


def test_a_code_is_read_out_in_two_halves():
    assert codes.spoken("K7Q4MX") == "K7Q-4MX"
