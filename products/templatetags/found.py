"""The search's filters and the map of its hits: {% load found %}.

There are up to two hundred choices on a page, so each is written in one go; as a template of its own it would take ten
times as long.
"""

from collections.abc import Iterable
from functools import cache
from html import escape

from django import template
from django.forms import BoundField
from django.template.loader import get_template
from django.templatetags.static import static
from django.urls import get_script_prefix
from django.utils.formats import get_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from products.filters import Choice, Family, Panel
from products.forms import SearchForm
from regions import maps

register = template.Library()
SHADES = 4


@register.simple_tag
def text_box(form: SearchForm, name: str) -> SafeString:
    """A filter to type into. Most stand empty, and an empty one is written only once in each language."""
    return _text_box(form[name]) if form.was_sent(name) else _empty_text_box(name, get_language(), get_script_prefix())


@cache
def _empty_text_box(name: str, _language: str, _script_prefix: str) -> SafeString:
    return _text_box(SearchForm()[name])


def _text_box(field: BoundField) -> SafeString:
    return get_template("products/_field.html").render({"field": field})


@register.simple_tag
def material_families(families: Iterable[Family]) -> SafeString:
    """The materials to tick, those of a family folded away below its name unless one of them is on."""
    mark = _thousands()
    rows = []
    for family in families:
        members = boxes("checkbox", "material", family.members)
        if not family.is_alone:
            summary = f"<summary>{escape(family.name)}{_count(family.count, mark)}</summary>"
            is_open = " open" if family.is_open else ""
            members = f'<details class="family" id="family-{escape(family.slug)}"{is_open}>{summary}{members}</details>'
        rows.append(members)
    return mark_safe("".join(rows))  # noqa: S308 - slugs and names are escaped


@register.simple_tag
def boxes(kind: str, name: str, choices: Iterable[Choice]) -> SafeString:
    """Choices to tick ("radio" or "checkbox"), each further in the deeper it lies in its tree."""
    mark = _thousands()
    rows = []
    for text, _url, bare_value, count, is_on, depth in choices:
        value = escape(bare_value)
        label = f'<label class="depth-{depth}">' if depth else "<label>"
        checked = " checked" if is_on else ""
        box = f'<input type="{kind}" name="{name}" value="{value}" id="{name}-{value}"{checked}>'
        rows.append(f"{label}{box}<span>{escape(text)}</span>{_count(count, mark)}</label>")
    return mark_safe("".join(rows))  # noqa: S308 - values and texts are escaped


@register.simple_tag
def links(choices: Iterable[Choice]) -> SafeString:
    """Choices to follow, as items of a list; the one that is on says so."""
    mark = _thousands()
    rows = []
    for text, url, _value, count, is_on, _depth in choices:
        current = ' aria-current="true"' if is_on else ""
        rows.append(f'<li><a href="{escape(url)}"{current}>{escape(text)}{_count(count, mark)}</a></li>')
    return mark_safe("".join(rows))  # noqa: S308 - all is escaped


def _count(count: int | None, mark: str) -> str:
    return "" if count is None else f'<span class="count">{_figure(count, mark)}</span>'


def _figure(count: int, mark: str) -> str:
    return f"{count:,}".replace(",", mark)


def _thousands() -> str:
    """What the reader's language writes between the thousands."""
    return get_format("THOUSAND_SEPARATOR", use_l10n=True)


@register.inclusion_tag("products/_map.html")
def hits_map(panel: Panel) -> dict[str, object]:
    """Where the products are made: the provinces, or the regencies of the chosen one, darker the more are made there.

    The list of places beside it says the same in words. The provinces' outlines come from a file that the browser
    keeps; those of one province's regencies are a few kilobytes and stand in the page.
    """
    region = panel.query.region
    view = maps.view((), region.code if region else "")
    places = {choice.value: choice for choice in panel.places}
    highest = max((choice.count for choice in panel.places), default=0)
    sheet, mark = static("map/provinces.svg"), _thousands()
    around = (f'<use class="map-around" href="{sheet}#w{one.code}"/>' for one in view.around)
    shapes = (_area(one, places.get(one.code), highest, sheet, mark) for one in view.shapes)
    return {
        "is_country": view.is_country,
        "view_box": view.box.view_box,
        "around": mark_safe("".join(around)),  # noqa: S308 - our own outlines; names are escaped
        "shapes": mark_safe("".join(shapes)),  # noqa: S308
        "region": region,
        "count": len(panel.narrower_regions),
    }


def _area(outline: maps.Outline, place: Choice | None, highest: int, sheet: str, mark: str) -> str:
    """One province or regency: a link to its products, where there are any."""
    count = place.count if place else 0
    shade = -(-SHADES * count // highest) if count else 0
    is_province = len(outline.code) == 2
    shape, how = ("use", f'href="{sheet}#w{outline.code}"') if is_province else ("path", f'd="{outline.path}"')
    title = f"<title>{escape(outline.name)}: {_figure(count, mark)}</title>"
    drawn = f'<{shape} class="map-shape map-shade-{shade}" {how}>{title}</{shape}>'
    if not count:
        return drawn
    url = escape(place.url)
    return f'<a class="map-link" href="{url}" hx-get="{url}" tabindex="-1">{drawn}</a>'
