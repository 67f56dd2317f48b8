"""What all templates lean on: icons, colours that can be read, words for a date, addresses in the other language."""

import datetime
import re
from contextlib import suppress

import pytest
from django import forms
from django.conf import settings
from django.template import Context, RequestContext, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import override

from core.templatetags import looks

STATIC = settings.ROOT / "static"
TEMPLATES = sorted((settings.ROOT / "templates").rglob("*.html"))
READ_ON = {
    "ground": ["ink", "ink-soft", "link", "soga", "danger"],
    "surface": ["ink", "ink-soft", "link", "soga", "danger"],
    "sunken": ["ink", "ink-soft", "link", "soga"],
    "indigo": ["on-indigo"],
    "indigo-strong": ["on-indigo"],
    "indigo-soft": ["link", "ink"],
    "soga-soft": ["soga"],
    "ok-soft": ["ok", "ink"],
    "warn-soft": ["warn", "ink"],
    "danger-soft": ["danger", "ink"],
    "cloth": ["cloth-ink", "cloth-soft"],
}


def luminance(colour: str) -> float:
    """WCAG's relative luminance of "#rrggbb"."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted([luminance(one), luminance(other)], reverse=True)
    return (light + 0.05) / (dark + 0.05)


def tokens(scheme: str) -> dict[str, str]:
    """The colours of tokens.css by day, or by night where the night changes them."""
    day, night = (STATIC / "css/tokens.css").read_text().split("@media")
    css = day if scheme == "light" else day + night
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", css))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_colour_reads_on_its_ground(scheme):
    colours = tokens(scheme)
    weak = [
        (ground, ink, round(contrast(colours[ground], colours[ink]), 2))
        for ground, inks in READ_ON.items()
        for ink in inks
        if contrast(colours[ground], colours[ink]) < 4.5
    ]
    assert weak == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_edge_of_a_field_and_the_focus_ring_are_seen(scheme):
    colours = tokens(scheme)
    assert contrast(colours["line-strong"], colours["surface"]) >= 3
    assert contrast(colours["focus"], colours["ground"]) >= 3
    assert contrast(colours["focus"], colours["surface"]) >= 3


def test_every_icon_a_template_asks_for_is_drawn():
    drawn = set(re.findall(r'<symbol id="([a-z-]+)"', (STATIC / "img/icons.svg").read_text()))
    asked = {name for path in TEMPLATES for name in re.findall(r'{% icon "([a-z-]+)"', path.read_text())}
    assert sorted(asked - drawn) == []
    assert sorted(looks.CRAFT_ICONS - drawn) == []


def test_a_craft_added_later_has_an_icon():
    assert "#hand" in looks.craft_icon("food")


@pytest.mark.parametrize(
    ("days", "indonesian", "english"),
    [
        (0, "hari ini", "today"),
        (1, "1\u00a0hari yang lalu", "1\u00a0day ago"),
        (95, "3\u00a0bulan yang lalu", "3\u00a0months ago"),
        (800, "2\u00a0tahun yang lalu", "2\u00a0years ago"),
    ],
)
def test_a_date_is_told_in_its_largest_unit(days, indonesian, english):
    day = timezone.localdate() - datetime.timedelta(days=days)
    with override("id"):
        assert looks.ago(day) == indonesian
    with override("en"):
        assert looks.ago(timezone.now() - datetime.timedelta(days=days)) == english


def test_never_is_told_as_nothing():
    assert looks.ago(None) == ""
    assert looks.rupiah(None) == ""


def alternates(path: str, language: str) -> list[tuple[str, str, str, bool]]:
    request = RequestFactory().get(path)
    with override(language), suppress(Resolver404):
        request.resolver_match = resolve(request.path_info)
    with override(language):
        found = looks.language_alternates(Context({"request": request}))
    return [(one.code, one.url, one.canonical, one.is_current) for one in found]


def test_a_page_knows_its_address_in_each_language_and_keeps_the_search():
    assert alternates("/produk/?q=tas", "id") == [
        ("id", "/produk/?q=tas", "http://testserver/produk/", True),
        ("en", "/en/products/?q=tas", "http://testserver/en/products/", False),
    ]
    assert alternates("/en/products/?q=tas", "en") == [
        ("id", "/produk/?q=tas", "http://testserver/produk/", False),
        ("en", "/en/products/?q=tas", "http://testserver/en/products/", True),
    ]


def test_a_page_that_is_not_there_leads_to_the_front_page_of_the_other_language():
    assert alternates("/tidak/ada/", "id") == [
        ("id", "/tidak/ada/", "http://testserver/tidak/ada/", True),
        ("en", "/en/", "http://testserver/en/", False),
    ]


def test_what_is_constant_is_written_once_for_each_language_and_each_value():
    template = Template(
        "{% load i18n looks %}{% constant user.is_staff %}{% translate 'Products' %} {{ n }}{% endconstant %}"
    )

    def written(language: str, n: int, *, is_staff: bool) -> str:
        with override(language):
            return template.render(Context({"user": {"is_staff": is_staff}, "n": n}))

    assert written("id", 1, is_staff=False) == "Produk 1"
    assert written("id", 2, is_staff=False) == "Produk 1"
    assert written("en", 3, is_staff=False) == "Products 3"
    assert written("id", 4, is_staff=True) == "Produk 4"
    assert written("id", 5, is_staff=False) == "Produk 1"


class Visit(forms.Form):
    """One field of each shape that the field template tells apart."""

    name = forms.CharField(help_text="As the neighbours say it.")
    kind = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect, help_text="One of them.")
    agreed = forms.BooleanField(help_text="Read it out first.")
    note = forms.CharField(required=False)


def test_every_field_names_its_help_and_its_error_to_a_screen_reader():
    html = Template("{% for field in form %}{{ field.as_field_group }}{% endfor %}").render(
        RequestContext(RequestFactory().get("/"), {"form": Visit({})})
    )
    named = {name for names in re.findall(r'aria-describedby="([^"]+)"', html) for name in names.split()}
    assert named == {f"id_{field}_{part}" for field in ("name", "kind", "agreed") for part in ("helptext", "error")}
    assert [name for name in sorted(named) if html.count(f'id="{name}"') != 1] == []


def test_only_what_may_be_left_out_is_marked():
    with override("id"):
        html = Template("{% for field in form %}{{ field.as_field_group }}{% endfor %}").render(
            RequestContext(RequestFactory().get("/"), {"form": Visit()})
        )
    assert re.findall(r'<label for="(\w+)">[^<]*<span class="optional">\(([^)]*)\)', html) == [("id_note", "opsional")]


@pytest.mark.parametrize("name", ["400", "403_csrf", "500", "account/locked_out"])
def test_a_page_for_bad_moments_needs_no_request_and_no_database(name):
    html = render_to_string(f"{name}.html")
    assert '<html lang="id">' in html
    assert html.count("<h1>") == 1
