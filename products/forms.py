"""Reading a search from an address that people share, shorten, mistype and tamper with."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from clusters.models import Craft
from core.money import RupiahField
from products.choices import Availability
from products.models import Material
from products.models.product import MAX_PRICE
from products.search import Query, Sort
from products.search.words import MOST_WORDS
from regions.forms import RegionField

MOST_LETTERS = 200
MOST_MATERIALS = 10
MOST_ECHOED = 3
SLUG = re.compile(r"[-a-zA-Z0-9_]+")
UNSHOWABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")

OUT_OF_RANGE = _("Write a price between 0 and 10,000,000,000 rupiah.")
PRICES = {
    "required": False,
    "min_value": 0,
    "max_value": MAX_PRICE,
    "error_messages": dict.fromkeys(["min_value", "max_value"], OUT_OF_RANGE),
}
NO_PAGE = _("There is no such page; this is the first one.")


@dataclass(frozen=True)
class Named:
    """Rows of a word list that an address names, and those names that no row has."""

    rows: tuple[Model, ...] = ()
    unknown: tuple[str, ...] = ()


class NamedField(forms.Field):
    """Rows of a word list, named by their slugs or, in an address written by hand, by their names: "limbah-plastik"."""

    widget = forms.MultipleHiddenInput

    def __init__(self, model: type[Model], **kwargs) -> None:
        super().__init__(required=False, **kwargs)
        self.model = model

    def clean(self, value: Iterable[str] | None) -> Named:
        asked = dict.fromkeys(name.strip() for name in value or () if name.strip())
        if not asked:
            return Named()
        slugs = [name for name in asked if SLUG.fullmatch(name)]
        known = {row.slug: row for row in self.model.objects.filter(slug__in=slugs)}
        if len(known) < len(asked):
            known = self._by_name() | known
        rows = dict.fromkeys(known[name] for name in asked if name in known)
        return Named(tuple(rows), tuple(name for name in asked if name not in known))

    def _by_name(self) -> dict[str, Model]:
        named = {}
        for row in self.model.objects.all():
            named |= {slugify(row.name_en): row, slugify(row.name_id): row}
        return named


class WordsField(forms.Field):
    """Words of the text that products need not have."""

    widget = forms.MultipleHiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)

    def clean(self, value: Iterable[str] | None) -> tuple[str, ...]:
        return tuple(dict.fromkeys(word[:MOST_LETTERS] for word in (value or ())[:MOST_WORDS] if word.strip()))


class SearchForm(forms.Form):
    """A search for products. A filter that cannot be understood is left out, says why, and hinders no other filter.

    `without` goes with the words that the page's form was made for, which it sends as `of`: whoever types others begins
    anew.
    """

    q = forms.CharField(label=_("Words"), required=False)
    exact = forms.BooleanField(required=False)
    without = WordsField()
    of = forms.CharField(required=False)
    craft = NamedField(Craft)
    material = NamedField(Material)
    recycled = forms.BooleanField(required=False)
    region = RegionField(label=_("Place"), required=False, with_ended=True)
    min_price = RupiahField(label=_("From"), **PRICES)
    max_price = RupiahField(label=_("To"), **PRICES)
    availability = forms.ChoiceField(
        required=False, choices=Availability, error_messages={"invalid_choice": _("There is no such availability.")}
    )
    sort = forms.ChoiceField(
        required=False, choices=Sort, error_messages={"invalid_choice": _("There is no such order.")}
    )
    page = forms.IntegerField(
        required=False, min_value=1, error_messages=dict.fromkeys(["invalid", "min_value"], NO_PAGE)
    )

    def clean(self) -> None:
        self._shorten_words()
        self._take_named("craft", 1, _("There is no craft “%(name)s”."), _("Choose one craft."))
        self._take_named(
            "material",
            MOST_MATERIALS,
            _("There is no material “%(name)s”."),
            _("At most ten materials can be combined; the first ten are."),
        )
        lowest, highest = self.cleaned_data.get("min_price"), self.cleaned_data.get("max_price")
        if lowest is not None and highest is not None and lowest > highest:
            self.add_error("min_price", _("The lowest price is above the highest one."))
            del self.cleaned_data["max_price"]

    def _shorten_words(self) -> None:
        words = self.cleaned_data.get("q", "")
        if len(words) > MOST_LETTERS:
            self.add_error("q", _("The text is too long; its beginning was looked for."))
            self.cleaned_data["q"] = words[:MOST_LETTERS]

    def _take_named(self, name: str, most: int, unknown_text: str, most_text: str) -> None:
        """Keeps what is known of a word list's field, and says what is not."""
        named: Named = self.cleaned_data[name]
        for unknown in named.unknown[:MOST_ECHOED]:
            self.add_error(name, ValidationError(unknown_text, params={"name": unknown[:40]}))
        if len(named.rows) > most:
            self.add_error(name, most_text)
        self.cleaned_data[name] = named.rows[:most]

    def query(self) -> Query:
        """What the address asks for, as far as it can be understood."""
        self.full_clean()
        given = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        return Query(
            words=given.get("q", ""),
            without=given["without"] if given.get("of", given.get("q")) == given.get("q") else (),
            verbatim=given.get("exact", False),
            craft=next(iter(given["craft"]), None),
            materials=given["material"],
            recycled=given.get("recycled", False),
            region=given.get("region"),
            min_price=given.get("min_price"),
            max_price=given.get("max_price"),
            availability=given.get("availability", ""),
            sort=given.get("sort", Sort.RELEVANCE),
            page=given.get("page", 1),
        )

    def was_sent(self, name: str) -> bool:
        """Whether the address has something for the filter, be it of use or not."""
        return bool(self.data.get(name) or self.data.get(f"{name}_text"))

    @property
    def typed_words(self) -> str:
        """The words as they were typed, for the box: without the signs that no page can show."""
        return UNSHOWABLE.sub("", self.data.get("q", ""))

    @property
    def left_out(self) -> list[str]:
        """A sentence for each filter that was not understood."""
        return [str(sentence) for errors in self.errors.values() for sentence in errors]
