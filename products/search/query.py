"""What a buyer asks for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from clusters.models import Craft
from products.models import Material
from regions.models import Region


class Sort(TextChoices):
    """The orders in which products can be shown."""

    RELEVANCE = "relevance", _("Best match")
    NEWEST = "newest", _("Newest")
    CHEAPEST = "price", _("Cheapest")
    DEAREST = "-price", _("Dearest")


@dataclass(frozen=True, kw_only=True)
class Query:
    """One search. All filters hold at once. Of materials of one family (cotton, silk) a product must be made of any, of
    different families (cotton, leather) of all; a material also finds its kinds.

    Prices are whole rupiah, both ends counted; a product without a price lies in no price range. `without` are words of
    the text that products need not have. `verbatim` asks for exactly these words, and all of them: none is
    mended or done without. Pages count from 1.
    """

    words: str = ""
    without: tuple[str, ...] = ()
    materials: tuple[Material, ...] = ()
    craft: Craft | None = None
    region: Region | None = None
    min_price: int | None = None
    max_price: int | None = None
    availability: str = ""
    recycled: bool = False
    sort: str = Sort.RELEVANCE
    page: int = 1
    verbatim: bool = False

    def but(self, **changes) -> "Query":
        """The same search with something changed, from its first page."""
        return replace(self, **{"page": 1, **changes})

    def asking_for(self, row: Material | Region) -> "Query":
        """The same search, from its first page, with this material or place asked for as well."""
        return self.but(materials=(*self.materials, row)) if isinstance(row, Material) else self.but(region=row)

    @property
    def kept_words(self) -> str:
        """The words without those that products need not have."""
        kept = self.words
        for left_out in self.without:
            written = r"[\W_]+".join(map(re.escape, left_out.split()))
            kept = re.sub(rf"(?<![^\W_]){written}(?![^\W_])", " ", kept, flags=re.IGNORECASE)
        return " ".join(kept.split()) or self.words

    @property
    def has_price_range(self) -> bool:
        return self.min_price is not None or self.max_price is not None

    @property
    def material_families(self) -> dict[int, list[Material]]:
        """The materials by the key of the top of their family."""
        families: dict[int, list[Material]] = {}
        for material in self.materials:
            families.setdefault(material.family, []).append(material)
        return families

    def parameters(self) -> list[tuple[str, str]]:
        """The search as an address writes it: what stands at its default is left out, the order is always the same."""
        pairs = [
            ("q", self.words),
            *(("without", words) for words in self.without),
            ("exact", "1" if self.verbatim else ""),
            ("craft", self.craft.slug if self.craft else ""),
            *(("material", material.slug) for material in self.materials),
            ("recycled", "1" if self.recycled else ""),
            ("region", self.region.code if self.region else ""),
            ("min_price", _number(self.min_price)),
            ("max_price", _number(self.max_price)),
            ("availability", self.availability),
            ("sort", "" if self.sort == Sort.RELEVANCE else self.sort),
            ("page", "" if self.page == 1 else str(self.page)),
        ]
        return [(name, value) for name, value in pairs if value]

    def relaxed(self) -> Iterator[tuple[str, object, "Query"]]:
        """Each thing asked for, by name and value, with the search that no longer asks for it."""
        if self.words:
            yield "words", self.kept_words, self.but(words="", without=(), verbatim=False)
        if self.craft:
            yield "craft", self.craft, self.but(craft=None)
        for material in self.materials:
            others = tuple(other for other in self.materials if other != material)
            yield "material", material, self.but(materials=others)
        if self.recycled:
            yield "recycled", True, self.but(recycled=False)
        if self.region:
            yield "region", self.region, self.but(region=None)
        if self.has_price_range:
            yield "price", (self.min_price, self.max_price), self.but(min_price=None, max_price=None)
        if self.availability:
            yield "availability", self.availability, self.but(availability="")


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
