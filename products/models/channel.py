"""Where else a maker sells, and products somebody objects to."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from products.choices import Health
from products.models.product import Product
from products.querysets import ProductReportQuerySet, SalesChannelQuerySet

KNOWN_PLACES = {
    "shopee.co.id": "Shopee",
    "tokopedia.com": "Tokopedia",
    "lazada.co.id": "Lazada",
    "blibli.com": "Blibli",
    "bukalapak.com": "Bukalapak",
    "tiktok.com": "TikTok",
    "instagram.com": "Instagram",
    "facebook.com": "Facebook",
    "youtube.com": "YouTube",
    "etsy.com": "Etsy",
    "padiumkm.id": "PaDi UMKM",
}


class SalesChannel(models.Model):
    """A maker's shop on a marketplace, in a social network or on an own site, as a link that is looked after."""

    # After so many bad looks in a row the public no longer sees the link.
    HIDDEN_AFTER = 3

    artisan = models.ForeignKey("artisans.Artisan", models.CASCADE, related_name="channels", verbose_name=_("artisan"))
    url = models.URLField(_("address"), max_length=300)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("added by"))
    added_at = models.DateTimeField(_("added"), auto_now_add=True)
    health = models.CharField(_("health"), max_length=8, choices=Health, default=Health.UNKNOWN)
    failures = models.PositiveSmallIntegerField(_("bad looks in a row"), default=0)
    checked_at = models.DateTimeField(_("looked at"), null=True, blank=True)
    is_demo = models.BooleanField(_("demo data"), default=False, editable=False)

    objects = SalesChannelQuerySet.as_manager()

    class Meta:
        verbose_name = _("sales channel")
        verbose_name_plural = _("sales channels")
        constraints = [
            models.UniqueConstraint(
                fields=["artisan", "url"],
                name="sales_channel_once",
                violation_error_message=_("This address is already on the list."),
            ),
            models.CheckConstraint(
                condition=Q(url__startswith="https://"),
                name="sales_channel_is_https",
                violation_error_message=_("The address must begin with https://."),
            ),
        ]

    def __str__(self) -> str:
        return self.place

    @property
    def place(self) -> str:
        """Where the shop is, as people name it: "Shopee", "Instagram", or the host of an own site."""
        host = (urlsplit(self.url).hostname or "").removeprefix("www.")
        return next((name for end, name in KNOWN_PLACES.items() if host == end or host.endswith(f".{end}")), host)

    @property
    def is_hidden(self) -> bool:
        """Whether the public no longer sees the link."""
        return self.failures >= self.HIDDEN_AFTER


class ProductReport(models.Model):
    """Somebody's objection to a published product, for the officer of the maker's area to look at."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="reports", verbose_name=_("product"))
    text = models.TextField(_("what is wrong"), max_length=500)
    told_at = models.DateTimeField(_("told"), auto_now_add=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("settled by")
    )
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=200, blank=True)
    took_off = models.BooleanField(_("taken off the public pages"), default=False)
    lifted_at = models.DateTimeField(_("shown again by an officer"), null=True, blank=True, editable=False)

    objects = ProductReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection to a product")
        verbose_name_plural = _("objections to products")
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_by=None, settled_at=None) | Q(settled_by__isnull=False, settled_at__isnull=False),
                name="product_report_settled_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(took_off=False) | (Q(settled_at__isnull=False) & ~Q(outcome="")),
                name="product_report_taken_off_with_a_word",
                violation_error_message=_("Write to the maker why the product is taken off."),
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None) | Q(took_off=True), name="product_report_lifted_after_taking_off"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} · {self.told_at:%Y-%m-%d}"
