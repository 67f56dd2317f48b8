"""Maps of Indonesia drawn as SVG on the server: outlines, the window to look through, and marks for places.

The plane is that of the outline files: x = (lon - 94.6) * 21.3675 and y = (6.4 - lat) * 21.3675, 1000 by 378 units for
the whole country. The outlines are schematic; docs/regions.md says how they were made.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from regions.choices import Level
from regions.loader import DATA

WEST, NORTH, SCALE = 94.6, 6.4, 21.3675
PROPORTION = 1.5
NARROWEST = 24.0
MARGIN = 0.12
OUTLINE = re.compile(r'<path id="w([0-9]+)" d="([^"]+)"><title>([^<]+)</title></path>')
SUBPATH = re.compile(r"M([^l]+)l([^z]*)z")
NUMBER = re.compile(r"-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")


@dataclass(frozen=True)
class Box:
    """A window onto the plane, in its units."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def view_box(self) -> str:
        return f"{self.left:.1f} {self.top:.1f} {self.width:.1f} {self.height:.1f}"

    def touches(self, other: "Box") -> bool:
        """Whether the two windows overlap."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def contains(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def framed(self, narrowest: float = NARROWEST) -> "Box":
        """The window with some air around it, no narrower than `narrowest` and as wide as PROPORTION asks."""
        width = max(self.width * (1 + 2 * MARGIN), narrowest)
        height = max(self.height * (1 + 2 * MARGIN), width / PROPORTION)
        width = max(width, height * PROPORTION)
        x, y = (self.left + self.right) / 2, (self.top + self.bottom) / 2
        return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


COUNTRY = Box(0, 0, 1000, 378)


@dataclass(frozen=True)
class Outline:
    """The shape of a province or regency: `path` is the d of an SVG path."""

    code: str
    name: str
    path: str
    box: Box


@dataclass(frozen=True)
class Mark:
    """One or several places so close together that one mark stands for them; x and y are units of the plane."""

    x: float
    y: float
    places: tuple

    @property
    def count(self) -> int:
        return len(self.places)


@dataclass(frozen=True)
class View:
    """What a map shows: the window, the shapes in the distance, those it is about, and the marks."""

    box: Box
    around: list[Outline]
    shapes: list[Outline]
    marks: list[Mark]

    @property
    def is_country(self) -> bool:
        return self.box == COUNTRY


def position(lat: float, lon: float) -> tuple[float, float]:
    """Where a place lies on the plane."""
    return (lon - WEST) * SCALE, (NORTH - lat) * SCALE


@cache
def outlines(name: str) -> dict[str, Outline]:
    """The shapes of data/map/<name>.svg ("provinces" or "regencies") by code; read once."""
    text = (DATA / "map" / f"{name}.svg").read_text(encoding="utf-8")
    found = [(".".join(pairs(digits)), title, path) for digits, path, title in OUTLINE.findall(text)]
    return {code: Outline(code, title, path, box_of(path)) for code, title, path in found}


def pairs(digits: str) -> list[str]:
    return [digits[start : start + 2] for start in range(0, len(digits), 2)]


def box_of(path: str) -> Box:
    """The window around a path made of absolute moves, relative lines and closings, as the outline files have them."""
    xs, ys = [], []
    for start, lines in SUBPATH.findall(path):
        x, y = map(float, NUMBER.findall(start))
        steps = [float(number) for number in NUMBER.findall(lines)]
        xs.append(x)
        ys.append(y)
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + dx, y + dy
            xs.append(x)
            ys.append(y)
    return Box(min(xs), min(ys), max(xs), max(ys))


def view(places: Iterable, code: str = "") -> View:
    """The map of the whole country or, with a code, of that province or of the regency the code lies in.

    A place has `lat` and `lon` in degrees, or None when nobody knows; places outside of the window are left out.
    """
    provinces, regencies = outlines("provinces"), outlines("regencies")
    parts = code.split(".") if code else []
    province, regency = provinces.get(code[:2]), regencies.get(code[:5])
    if len(parts) >= Level.REGENCY and regency:
        box = regency.box.framed()
        shapes = [regency]
        around = [one for one in regencies.values() if one is not regency and one.box.touches(box)]
    elif province:
        box = province.box.framed()
        shapes = [one for one in regencies.values() if one.code.startswith(f"{province.code}.")]
        around = [one for one in provinces.values() if one is not province and one.box.touches(box)]
    else:
        box, shapes, around = COUNTRY, list(provinces.values()), []
    return View(box, around, shapes, marks(places, box))


def marks(places: Iterable, box: Box) -> list[Mark]:
    """The places inside the window, those together that would lie on top of each other at its scale; west to east."""
    spots = [(*position(place.lat, place.lon), place) for place in places if place.lat is not None]
    spots = sorted((spot for spot in spots if box.contains(*spot[:2])), key=lambda spot: spot[:2])
    near = mark_radius(box) * 2
    groups: list[list] = []
    for x, y, place in spots:
        for group in groups:
            if (group[0][0] - x) ** 2 + (group[0][1] - y) ** 2 < near**2:
                group.append((x, y, place))
                break
        else:
            groups.append([(x, y, place)])
    return [as_mark(group) for group in groups]


def as_mark(group: list) -> Mark:
    """One mark in the middle of its places."""
    x = sum(spot[0] for spot in group) / len(group)
    y = sum(spot[1] for spot in group) / len(group)
    return Mark(x, y, tuple(spot[2] for spot in group))


def mark_radius(box: Box) -> float:
    """The size of a mark in units of the plane: the same on the screen for every window."""
    return box.width / (75 if box == COUNTRY else 45)
