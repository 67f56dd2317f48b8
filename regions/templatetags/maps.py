"""Maps in templates: {% load maps %}."""

from collections.abc import Iterable, Mapping

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions import maps
from regions.models import Region

register = template.Library()
SHADES = 4


@register.inclusion_tag("regions/map.html")
def indonesia_map(
    places: Iterable = (),
    region: Region | str | None = None,
    counts: Mapping[str, int] | None = None,
    links: Mapping[str, str] | None = None,
    caption: str = "",
    name: str = "map",
) -> dict[str, object]:
    """A map of Indonesia, or of the province or regency of `region`, with a link for each place.

    A place has `lat`, `lon`, a name (its str) and get_absolute_url(). `counts` (code -> number) shades provinces on the
    country's map and regencies on a province's, `links` (code -> address) lead from those to more; whoever reads by
    keyboard or ear needs the same links in a list beside the map. `name` tells two maps of one page apart.
    """
    code = region.code if isinstance(region, Region) else region or ""
    view = maps.view(places, code)
    radius = maps.mark_radius(view.box)
    return {
        "view_box": view.box.view_box,
        "is_country": view.is_country,
        "around": view.around,
        "shapes": [shaded(shape, counts or {}, links or {}) for shape in view.shapes],
        "shows_counts": bool(counts),
        "marks": [drawn(mark, f"{name}-{position}") for position, mark in enumerate(view.marks, 1)],
        "radius": f"{radius:.2f}",
        "touch_radius": f"{radius * 1.6:.2f}",
        "font_size": f"{radius * 1.25:.2f}",
        "label": caption or _("Map"),
        "caption": caption,
    }


@register.inclusion_tag("regions/map.html")
def place_map(place, caption: str = "", name: str = "map") -> dict[str, object]:
    """A map of the regency in which a place lies; the place has `region_id` besides what `indonesia_map` asks for."""
    return indonesia_map([place], place.region_id, caption=caption, name=name)


def drawn(mark: maps.Mark, anchor: str) -> dict[str, object]:
    """A mark for the template: a link to its place, or to the list of its places under the map."""
    first = mark.places[0]
    is_group = len(mark.places) > 1
    others = ngettext("%(place)s and %(n)s more nearby", "%(place)s and %(n)s more nearby", len(mark.places) - 1)
    return {
        "x": f"{mark.x:.1f}",
        "y": f"{mark.y:.1f}",
        "label": others % {"place": first, "n": len(mark.places) - 1} if is_group else str(first),
        "url": f"#{anchor}" if is_group else first.get_absolute_url(),
        "anchor": anchor,
        "group": mark.places if is_group else (),
    }


def shaded(shape: maps.Outline, counts: Mapping[str, int], links: Mapping[str, str]) -> dict[str, object]:
    """A shape with its number, where it leads, and a shade from 0 (none) to SHADES (as many as the highest)."""
    number = counts.get(shape.code, 0)
    highest = max(counts.values(), default=0)
    shade = -(-SHADES * number // highest) if number else 0
    return {"outline": shape, "number": number, "shade": shade, "url": links.get(shape.code, "")}
