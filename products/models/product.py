"""A maker's product, its photos and the history of its price."""

from operator import attrgetter

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from artisans.choices import ArtisanState
from core.models import CodedModel, code_constraint, name_field
from core.money import rupiah
from core.photos import Photo
from products.choices import Availability, PriceMode, ProductState, Visibility, price_text
from products.querysets import ProductQuerySet

MAX_PRICE = 10_000_000_000
MAX_PHOTOS = 8


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Product(CodedModel):
    """Something a maker makes and sells. Prices are whole rupiah a piece, set by the maker or whom the maker allows."""

    url_name = "products:detail"

    artisan = models.ForeignKey("artisans.Artisan", models.CASCADE, related_name="products", verbose_name=_("artisan"))
    craft = models.ForeignKey("clusters.Craft", models.PROTECT, related_name="products", verbose_name=_("craft"))
    name = models.CharField(_("name"), max_length=120)
    description = models.TextField(_("description"), max_length=5000, blank=True)
    materials = models.ManyToManyField("products.Material", related_name="products", verbose_name=_("materials"))
    price_mode = models.CharField(_("kind of price"), max_length=10, choices=PriceMode, default=PriceMode.FIXED)
    price = models.BigIntegerField(_("price in rupiah"), null=True, blank=True)
    min_order = models.PositiveIntegerField(_("minimum order in pieces"), default=1)
    lead_days = models.PositiveSmallIntegerField(_("days to make"), null=True, blank=True)
    availability = models.CharField(_("availability"), max_length=13, choices=Availability, default=Availability.READY)
    visibility = models.CharField(_("who may see it"), max_length=7, choices=Visibility, default=Visibility.PUBLIC)
    state = models.CharField(_("state"), max_length=9, choices=ProductState, default=ProductState.DRAFT)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    last_confirmed_at = models.DateTimeField(_("last confirmed"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("entered by"),
    )
    is_demo = models.BooleanField(_("demo data"), default=False, editable=False)

    objects = ProductQuerySet.as_manager()

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        indexes = [models.Index(fields=["artisan", "state"], name="product_artisan_state")]
        constraints = [
            code_constraint("product"),
            models.CheckConstraint(
                condition=Q(price=None) | Q(price__range=(0, MAX_PRICE)),
                name="product_price_in_range",
                violation_error_message=_("Write a price between 0 and 10,000,000,000 rupiah."),
            ),
            models.CheckConstraint(
                condition=Q(price_mode=PriceMode.ASK, price=None)
                | (~Q(price_mode=PriceMode.ASK) & Q(price__isnull=False)),
                name="product_price_unless_ask",
                violation_error_message=_("Write the price, or choose “Ask for the price” and leave the price empty."),
            ),
            models.CheckConstraint(
                condition=Q(min_order__gte=1),
                name="product_min_order_is_one_or_more",
                violation_error_message=_("The minimum order is one piece or more."),
            ),
            models.CheckConstraint(
                condition=~Q(state=ProductState.PUBLISHED) | Q(published_at__isnull=False),
                name="product_published_has_when",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ProductState.SUBMITTED, ProductState.PUBLISHED]) | ~Q(name=""),
                name="product_offered_has_name",
                violation_error_message=_("First say what the product is and what it is made of."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or gettext("Product without a name")

    @property
    def is_begun_only(self) -> bool:
        """Whether the maker has not said yet what it is: a draft of which there may be photos only."""
        return not self.name

    @property
    def price_text(self) -> str:
        return price_text(self.price_mode, self.price)

    @property
    def availability_text(self) -> str:
        return str(Availability(self.availability).label)

    @property
    def is_offered(self) -> bool:
        """Whether its maker is at work; the products of one who rests or has closed down are kept to look at."""
        return self.artisan.state == ArtisanState.ACTIVE

    @property
    def material_names(self) -> list[str]:
        """What it is made of, in the reader's language."""
        return sorted(map(attrgetter(name_field()), self.materials.all()))

    @property
    def photos_in_order(self) -> "list[ProductPhoto]":
        """The photos in the maker's order, each knowing this product; reads prefetched photos where there are any."""
        return sorted(self.photos.all(), key=attrgetter("position", "pk"))

    @property
    def cover(self) -> "ProductPhoto | None":
        """The photo that stands for the product."""
        return min(self.photos.all(), key=attrgetter("position", "pk"), default=None)


class ProductPhoto(models.Model):
    """A photo of a product. `key` names its renditions in the media store (core.photos).

    `upload_uuid` was drawn by the phone that sent it piece by piece: a piece that comes twice makes no second photo.
    """

    product = models.ForeignKey(Product, models.CASCADE, related_name="photos", verbose_name=_("product"))
    key = models.CharField(_("photo"), max_length=120, unique=True, editable=False)
    alt = models.CharField(
        _("what the photo shows"), max_length=160, blank=True, help_text=_("For people who cannot see it.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    upload_uuid = models.UUIDField(_("upload"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        constraints = [
            models.UniqueConstraint(fields=["product", "upload_uuid"], name="product_photo_of_an_upload_once"),
        ]

    def __str__(self) -> str:
        return self.alt or str(self.product)

    @property
    def photo(self) -> Photo:
        """The renditions, with their addresses; the alternative text is the photo's own or the product's name."""
        return Photo(key=self.key, url_name="products:photo", alt=self.alt or self.product.name)

    @property
    def url(self) -> str:
        return self.photo.url

    @property
    def srcset(self) -> str:
        return self.photo.srcset


class PriceEntry(models.Model):
    """One setting of a product's price. Only added to, so that hub prices and makers' prices can be told apart."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="price_entries", verbose_name=_("product"))
    price_mode = models.CharField(_("kind of price"), max_length=10, choices=PriceMode)
    amount = models.BigIntegerField(_("price in rupiah"), null=True, blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("set by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("price")
        verbose_name_plural = _("prices")

    def __str__(self) -> str:
        return rupiah(self.amount) if self.amount is not None else self.get_price_mode_display()
