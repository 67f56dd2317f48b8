"""Prices as people type them."""

import pytest
from django.core.exceptions import ValidationError

from core.money import RupiahField


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("125000", 125_000),
        ("125.000", 125_000),
        ("Rp 125.000", 125_000),
        ("rp125.000,-", 125_000),
        ("Rp. 1.250.000,00", 1_250_000),
        ("125,000", 125_000),
        (" 125 000 ", 125_000),
        ("0", 0),
        (75_000, 75_000),
        ("", None),
    ],
)
def test_every_usual_way_of_writing_is_understood(typed, amount):
    assert RupiahField(required=False).clean(typed) == amount


@pytest.mark.parametrize("typed", ["12.5", "1.25.000", "seratus", "1e5", "125.000.00.0", "12\x00", "--5", "٣"])
def test_what_is_no_whole_amount_gets_a_sentence(typed):
    with pytest.raises(ValidationError) as refusal:
        RupiahField().clean(typed)
    assert len(refusal.value.messages) == 1


@pytest.mark.parametrize("typed", ["-5", "-125.000"])
def test_an_amount_below_the_least_is_refused(typed):
    with pytest.raises(ValidationError):
        RupiahField(min_value=0).clean(typed)


def test_an_amount_is_shown_as_it_is_written():
    assert RupiahField().prepare_value(1_250_000) == "1.250.000"
    assert not RupiahField().has_changed(125_000, "125.000")
