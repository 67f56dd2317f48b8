"""Places on the map, as phones tell them."""

import pytest
from django.core.exceptions import ValidationError

from regions.models import Region
from regions.positions import Position, PositionField
from tests.cast import PURWODINATAN

pytestmark = pytest.mark.django_db


def test_the_nearest_village_is_proposed():
    middle = Region.objects.get(code=PURWODINATAN)
    assert Region.objects.nearest(middle.lat + 0.0005, middle.lon - 0.0005) == middle


def test_on_the_open_sea_nothing_is_proposed():
    assert Region.objects.nearest(-10.9, 100.0) is None


def test_far_north_and_far_east_as_well():
    found = [Region.objects.nearest(lat, lon).code[:5] for lat, lon in [(5.55, 95.32), (-8.49, 140.40)]]
    assert found == ["11.71", "93.01"]


READ = {
    ("-6.968", "110.4281", "12"): Position(-6.968, 110.4281, 12),
    ("-6.968", "110.4281", "12.6"): Position(-6.968, 110.4281, 13),
    ("-6.968", "110.4281", ""): Position(-6.968, 110.4281, None),
    ("-6.968", "110.4281", "inf"): Position(-6.968, 110.4281, None),
    ("-6.968", "110.4281", "-1"): Position(-6.968, 110.4281, None),
    ("", "", ""): None,
}


@pytest.mark.parametrize("sent", READ)
def test_what_a_phone_sends_is_read(sent):
    assert PositionField(required=False).clean(sent) == READ[sent]


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        (("-6.9", "", ""), "Posisi tidak terbaca. Ambil sekali lagi, atau kosongkan saja."),
        (("x", "y", ""), "Posisi tidak terbaca. Ambil sekali lagi, atau kosongkan saja."),
        (("-6.9", "110.4", "x"), "Posisi tidak terbaca. Ambil sekali lagi, atau kosongkan saja."),
        (("52.5", "13.4", "5"), "Titik di peta berada di luar Indonesia."),
        (("nan", "nan", "5"), "Titik di peta berada di luar Indonesia."),
    ],
)
def test_what_is_no_place_in_indonesia_is_refused_with_a_sentence(sent, sentence):
    with pytest.raises(ValidationError) as refused:
        PositionField(required=False).clean(sent)
    assert [str(one) for one in refused.value.messages] == [sentence]


@pytest.mark.parametrize(("metres", "words"), [(None, ""), (12, "kira-kira 12 m"), (2400, "kira-kira 2 km")])
def test_how_exact_a_position_is_said(metres, words):
    assert Position(-6.9, 110.4, metres).about == words
