"""What a list shows of a product.

A page has 24 cards. They are read as plain rows in one query: as products with their makers, regions, photos and
materials they would take longer than the search that found them.
"""

from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import Func, OuterRef, QuerySet, Subquery, TextField

from artisans.choices import ArtisanState
from core.models import address_of, name_field
from core.photos import Photo
from products.choices import Availability, price_text
from regions.words import short_path


class Card(NamedTuple):
    """A product as a card shows it; the fields are those of `rows`."""

    pk: int
    code: str
    name: str
    price_mode: str
    price: int | None
    availability: str
    craft_slug: str
    maker: str
    maker_state: str
    region_level: int
    region_name: str
    region_path: str
    material_names: list[str]
    cover: list[str] | None

    @property
    def url(self) -> str:
        return address_of("products:detail", self.code, self.name)

    @property
    def price_text(self) -> str:
        return price_text(self.price_mode, self.price)

    @property
    def place(self) -> str:
        return short_path(self.region_level, self.region_name, self.region_path)

    @property
    def is_offered(self) -> bool:
        """Whether its maker is at work."""
        return self.maker_state == ArtisanState.ACTIVE

    @property
    def availability_text(self) -> str:
        return str(Availability(self.availability).label)

    @property
    def photo(self) -> Photo | None:
        """The first photo, if there is one. Where nobody described it, the name beside it says enough."""
        if self.cover is None:
            return None
        key, alt = self.cover
        return Photo(key=key, url_name="products:photo", alt=alt)


class Pair(Func):
    """Two texts as one value."""

    template = "ARRAY[%(expressions)s]::text[]"
    output_field = ArrayField(TextField())


def rows(products: QuerySet) -> QuerySet:
    """The fields of a Card for each of the products, in one query; materials in the reader's language."""
    related = {name: products.model._meta.get_field(name).related_model for name in ("photos", "materials")}
    photos = related["photos"].objects.filter(product=OuterRef("pk")).order_by("position", "pk")
    materials = related["materials"].objects.filter(products=OuterRef("pk")).order_by(name_field())
    return products.values_list(
        "pk",
        "code",
        "name",
        "price_mode",
        "price",
        "availability",
        "craft__slug",
        "artisan__public_name",
        "artisan__state",
        "artisan__region__level",
        "artisan__region__name",
        "artisan__region__path",
        ArraySubquery(materials.values(name_field())),
        Subquery(photos.values(cover=Pair("key", "alt"))[:1]),
    )
