import pytest
from django.core.exceptions import ValidationError

from accounts import phones

# 0824 is a prefix that no Indonesian operator holds, so these numbers belong to nobody.
WAYS_OF_WRITING = [
    "082410000000",
    "0824-1000-0000",
    "0824 1000 0000",
    "0824.1000.0000",
    "+6282410000000",
    "+62 824-1000-0000",
    "+62 (0)824 1000 0000",
    "6282410000000",
    "62 824 1000 0000",
    " 0824 1000 0000 ",
    "٠٨٢٤١٠٠٠٠٠٠٠",
    "０８２４１０００００００",
]


@pytest.mark.parametrize("typed", WAYS_OF_WRITING)
def test_every_usual_way_of_writing_means_one_number(typed):
    assert phones.normalise(typed) == "+6282410000000"


@pytest.mark.parametrize(
    "typed", ["", "0", "12", "halo", "0824", "08241000000000000000", "+62", "0824-ABC", "++62824", "\x00"]
)
def test_what_is_no_number_is_refused_with_a_sentence(typed):
    with pytest.raises(ValidationError, match=r"0824-1234-5678"):
        phones.normalise(typed)


def test_a_foreign_number_keeps_its_country():
    assert phones.normalise("+44 20 7946 0000") == "+442079460000"


def test_numbers_are_shown_as_people_here_write_them():
    assert phones.shown("+6282410000000") == "0824-1000-0000"
    assert phones.shown("+442079460000") == "+44 20 7946 0000"
    assert phones.shown("") == ""


def test_a_demo_number_can_be_typed_but_never_dialled():
    assert phones.normalise("+62 00 1234 5678") == "+620012345678"


def test_a_demo_number_in_other_digits_is_kept_in_ours():
    assert phones.normalise("6200²²٣٣٣٣") == "+6200223333"
