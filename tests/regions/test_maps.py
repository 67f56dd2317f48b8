"""Maps drawn on the server."""

from dataclasses import dataclass

import pytest
from django.template import Context, Template

from regions import maps
from regions.models import Region


@dataclass
class Place:
    """A place for a map."""

    name: str
    lat: float | None
    lon: float | None
    region_id: str = "33.74"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/klaster/{self.name}/"


SEMARANG = Place("Semarang", -6.9903, 110.4229)
NEXT_DOOR = Place("Candisari", -7.02, 110.43)
BONDOWOSO = Place("Tamanan", -7.99, 113.81)
NOWHERE = Place("Entah", None, None)


def drawn(tag: str, **context) -> str:
    return Template("{% load maps %}" + tag).render(Context(context))


def test_every_province_and_regency_has_an_outline():
    assert len(maps.outlines("provinces")) == 38
    assert len(maps.outlines("regencies")) == 514
    assert maps.outlines("regencies")["33.74"].name == "Kota Semarang"


def test_outlines_lie_on_the_plane_and_regencies_in_their_province():
    provinces = maps.outlines("provinces")
    for outline in [*provinces.values(), *maps.outlines("regencies").values()]:
        box = outline.box
        assert -1 <= box.left < box.right <= 1001, outline.code
        assert -1 <= box.top < box.bottom <= 379, outline.code
        assert box.touches(provinces[outline.code[:2]].box), outline.code


@pytest.mark.django_db
def test_seats_of_government_lie_near_their_outlines():
    for region in Region.objects.filter(level=1):
        box = maps.outlines("provinces")[region.code].box
        x, y = maps.position(region.lat, region.lon)
        assert maps.Box(box.left - 3, box.top - 3, box.right + 3, box.bottom + 3).contains(x, y), region.name


def test_places_close_together_share_a_mark_and_unknown_ones_have_none():
    marks = maps.view([BONDOWOSO, SEMARANG, NOWHERE, NEXT_DOOR]).marks
    assert [mark.places for mark in marks] == [(SEMARANG, NEXT_DOOR), (BONDOWOSO,)]


@pytest.mark.parametrize(
    ("code", "shapes", "places"),
    [
        ("", 38, [SEMARANG, BONDOWOSO]),
        ("33", 35, [SEMARANG]),
        ("33.74", 1, [SEMARANG]),
        ("33.74.08.1002", 1, [SEMARANG]),
        ("35.11", 1, [BONDOWOSO]),
        ("99", 38, [SEMARANG, BONDOWOSO]),
    ],
)
def test_a_region_is_looked_at_closely(code, shapes, places):
    view = maps.view([SEMARANG, BONDOWOSO], code)
    assert len(view.shapes) == shapes
    assert [mark.places[0] for mark in view.marks] == places


def test_a_window_has_one_proportion_and_no_window_is_too_narrow():
    for code, outline in maps.outlines("regencies").items():
        box = maps.view([], code).box
        assert box.width / box.height == pytest.approx(maps.PROPORTION), code
        assert box.width >= maps.NARROWEST - 1e-9
        assert box.left <= outline.box.left
        assert box.right >= outline.box.right


def test_a_mark_is_a_link_with_a_name():
    html = drawn("{% indonesia_map places %}", places=[BONDOWOSO])
    assert '<a class="map-mark" href="/klaster/Tamanan/" aria-label="Tamanan">' in html
    assert "Batas wilayah bersifat skematik, bukan acuan hukum." in html
    assert "style=" not in html


def test_places_that_share_a_mark_are_all_linked_below_it():
    html = drawn("{% indonesia_map places name='peta' %}", places=[SEMARANG, NEXT_DOOR])
    assert 'href="#peta-1" aria-label="Semarang dan 1 lainnya di dekatnya"' in html
    assert 'id="peta-1"' in html
    assert '<li><a href="/klaster/Candisari/">Candisari</a></li>' in html


def test_names_are_escaped():
    assert "<script>" not in drawn("{% indonesia_map places %}", places=[Place("<script>", -7.0, 110.0)])


def test_counts_shade_the_shapes():
    html = drawn("{% indonesia_map counts=counts caption='Klaster' %}", counts={"33": 12, "35": 3})
    assert html.count("map-shade-4") == 1
    assert html.count("map-shade-1") == 1
    assert html.count("map-shade-0") == 36
    assert "<title>Jawa Tengah: 12</title>" in html


def test_one_place_is_shown_in_its_regency():
    html = drawn("{% place_map place %}", place=SEMARANG)
    assert html.count("map-shape") == 1
    assert "<title>Kota Semarang</title>" in html


def test_the_country_weighs_little():
    assert len(drawn("{% indonesia_map places %}", places=[SEMARANG])) < 34_000
