"""Words about products that the code chooses from."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.money import rupiah


class PriceMode(models.TextChoices):
    """How firm the maker's price is."""

    FIXED = "FIXED", _("Fixed price")
    FROM = "FROM", _("From this price")
    NEGOTIABLE = "NEGOTIABLE", _("Negotiable")
    ASK = "ASK", _("Ask for the price")


def price_text(mode: str, price: int | None) -> str:
    """The price as a buyer reads it: "Rp 125.000", "from Rp 125.000", "ask for the price"."""
    if mode == PriceMode.ASK:
        return gettext("Ask for the price")
    if mode == PriceMode.FROM:
        return gettext("from %(price)s") % {"price": rupiah(price)}
    if mode == PriceMode.NEGOTIABLE:
        return gettext("about %(price)s, negotiable") % {"price": rupiah(price)}
    return rupiah(price)


class Availability(models.TextChoices):
    """Whether the product lies ready or is made when ordered."""

    READY = "READY", _("In stock")
    MADE_TO_ORDER = "MADE_TO_ORDER", _("Made to order")


class Visibility(models.TextChoices):
    """Who may see the product."""

    PUBLIC = "PUBLIC", _("Everybody")
    BUYERS = "BUYERS", _("Buyers known to the maker")
    MEMBERS = "MEMBERS", _("Members of the maker's clusters")


class Health(models.TextChoices):
    """What the last look at a sales channel found."""

    UNKNOWN = "UNKNOWN", _("Not looked at yet")
    WORKS = "WORKS", _("Works")
    DEAD = "DEAD", _("Does not answer")
    MOVED = "MOVED", _("Leads somewhere else")
    HIJACKED = "HIJACKED", _("Looks taken over")


class ProductState(models.TextChoices):
    """Where a product stands."""

    DRAFT = "DRAFT", _("Draft")
    SUBMITTED = "SUBMITTED", _("Submitted")
    PUBLISHED = "PUBLISHED", _("Published")
    ARCHIVED = "ARCHIVED", _("Archived")


S = ProductState

# Which state may follow which. Nothing else in the code changes a state (products.actions).
PRODUCT_TRANSITIONS: dict[str, frozenset[str]] = {
    S.DRAFT: frozenset({S.SUBMITTED, S.PUBLISHED, S.ARCHIVED}),
    S.SUBMITTED: frozenset({S.PUBLISHED, S.DRAFT, S.ARCHIVED}),
    S.PUBLISHED: frozenset({S.ARCHIVED}),
    S.ARCHIVED: frozenset({S.PUBLISHED, S.SUBMITTED}),
}
