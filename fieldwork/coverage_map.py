"""The villages of a regency or district as a drawing: what was found shows by shape and size, not by colour alone."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fieldwork.coverage import Part, Survey
from regions.choices import Level
from regions.maps import Box, outlines, position

# Units of the outlines' plane: some 15 km and 8 km.
NARROWEST_REGENCY, NARROWEST_DISTRICT = 3.0, 1.6
SIZES = 4


@dataclass(frozen=True)
class Spot:
    """One village. `size` is 0 where no maker is registered, then 1 to SIZES."""

    x: str
    y: str
    radius: str
    kind: str
    size: int
    label: str


@dataclass(frozen=True)
class Drawing:
    """A window onto the plane, the shapes behind, and the villages, the largest first so that none hides another."""

    view_box: str
    shape: str
    around: list[str]
    spots: list[Spot]


def draw(survey: Survey) -> Drawing | None:
    """The drawing of what is told village by village; None where no village's place is known."""
    known = [village for village in survey.villages if village.region.lat is not None]
    regencies = outlines("regencies")
    codes = {village.region.code[:5] for village in known}
    if not known or len(codes) > 1:
        return None
    shape = regencies.get(codes.pop())
    is_regency = survey.region is not None and survey.region.level == Level.REGENCY
    box = _window(known, shape.box if shape and is_regency else None)
    highest = max(village.tally.registered for village in known)
    spots = [_spot(village, highest, box) for village in known]
    around = [one.path for one in regencies.values() if one is not shape and one.box.touches(box)]
    view_box = f"{box.left:.3f} {box.top:.3f} {box.width:.3f} {box.height:.3f}"
    return Drawing(view_box, shape.path if shape else "", around, sorted(spots, key=lambda spot: -spot.size))


def _window(villages: list[Part], shape: Box | None) -> Box:
    xs, ys = zip(*(position(village.region.lat, village.region.lon) for village in villages), strict=True)
    box = Box(min(xs), min(ys), max(xs), max(ys))
    if shape:
        box = Box(
            min(box.left, shape.left),
            min(box.top, shape.top),
            max(box.right, shape.right),
            max(box.bottom, shape.bottom),
        )
    return box.framed(NARROWEST_REGENCY if shape else NARROWEST_DISTRICT)


def _spot(village: Part, highest: int, box: Box) -> Spot:
    tally = village.tally
    size = -(-SIZES * tally.registered // highest) if tally.registered else 0
    kind = "found" if size else "idle" if tally.is_idle and not tally.leads else "begun"
    x, y = position(village.region.lat, village.region.lon)
    radius = box.width / 110 * (1 + size * 0.45)
    makers = ngettext("%(n)s maker", "%(n)s makers", tally.registered) % {"n": tally.registered}
    told = makers if size else _("nobody registered yet")
    return Spot(f"{x:.3f}", f"{y:.3f}", f"{radius:.3f}", kind, size, f"{village.region.name}: {told}")
