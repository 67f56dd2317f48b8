"""What every template may use: icons, figures written for people, and a page's addresses in its other languages."""

import datetime
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import get_script_prefix, reverse, translate_url
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from django.utils.translation import get_language, get_language_info, override
from django.utils.translation import gettext as _

from core import codes, money

register = template.Library()

CRAFT_ICONS = frozenset({"bag", "batik", "convection", "weaving"})


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """One decorative icon of static/img/icons.svg; the words beside it (or .visually-hidden) say what it means."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("img/icons.svg"),
        name,
    )


@register.simple_tag
def craft_icon(slug: str) -> SafeString:
    """The icon of a craft; a craft that an administrator added gets the working hand."""
    return icon(slug if slug in CRAFT_ICONS else "hand")


@register.filter
def rupiah(amount: int | None) -> str:
    """A price in rupiah; nothing for no price."""
    return "" if amount is None else money.rupiah(amount)


@register.filter
def ago(moment: datetime.date | None) -> str:
    """How long ago a moment or day was, in its largest unit only ("3 bulan yang lalu"); nothing for never."""
    if not moment:
        return ""
    day = timezone.localtime(moment).date() if isinstance(moment, datetime.datetime) else moment
    today = timezone.localdate()
    if day >= today:
        return _("today")
    return _("%(time)s ago") % {"time": timesince(day, today, depth=1)}


@register.filter
def spoken(code: str) -> str:
    """A public code in its two halves: K7Q-4MX."""
    return codes.spoken(code)


@register.simple_tag
def page_window(page: Page) -> Iterator[int | str]:
    """The page numbers to offer around a page: its neighbours, the first and last, an ellipsis between."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.simple_tag(takes_context=True)
def here(context: template.Context, url_name: str) -> SafeString:
    """The aria-current attribute for a menu's link: "page" on that very page, "true" inside its part of the site.

    A page that is not there belongs to no part.
    """
    request = context["request"]
    if not request.resolver_match:
        return SafeString("")
    path, url = request.path, reverse(url_name)
    if path == url:
        return SafeString(' aria-current="page"')
    return SafeString(' aria-current="true"' if path.startswith(url) else "")


@register.tag
def constant(parser: template.base.Parser, token: template.base.Token) -> template.Node:
    """{% constant %}...{% endconstant %}: what is the same on every page of one language, written only once.

    {% constant user.is_staff %}: what is the same wherever these values are, written once for each; only for what has
    few values, since all are kept.
    """
    values = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    nodes = parser.parse(["endconstant"])
    parser.delete_first_token()
    return Constant(nodes, values)


class Constant(template.Node):
    def __init__(self, nodelist: template.NodeList, values: list[template.base.FilterExpression]) -> None:
        self.nodelist, self.values = nodelist, values
        self.written: dict[tuple, SafeString] = {}

    def render(self, context: template.Context) -> SafeString:
        reader = get_language(), get_script_prefix(), *[value.resolve(context) for value in self.values]
        if reader not in self.written:
            self.written[reader] = self.nodelist.render(context)
        return self.written[reader]


class Alternate(NamedTuple):
    """A page in one language: `url` keeps the query for a reader who switches, `canonical` has none."""

    code: str
    name: str
    url: str
    canonical: str
    is_current: bool


@register.simple_tag(takes_context=True)
def language_alternates(context: template.Context) -> list[Alternate]:
    """This page in every language of the site; on a page that is not found, the other languages' front pages."""
    request: HttpRequest = context["request"]
    return [_alternate(request, code) for code, _language in settings.LANGUAGES]


def _alternate(request: HttpRequest, code: str) -> Alternate:
    is_current = code == get_language()
    path, mark, query = request.get_full_path().partition("?")
    if not is_current and request.resolver_match:
        path = _in_language(path, code, get_script_prefix())
    elif not is_current:
        path, mark, query = _front_page(code), "", ""
    canonical = request.build_absolute_uri(path)
    return Alternate(code, get_language_info(code)["name_local"], f"{path}{mark}{query}", canonical, is_current)


@lru_cache(maxsize=1024)
def _in_language(path: str, code: str, _script_prefix: str) -> str:
    return translate_url(path, code)


def _front_page(code: str) -> str:
    with override(code):
        return reverse("pages:home")
