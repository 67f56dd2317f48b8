"""Buyers whom a maker knows, as far as a register without buyers' accounts can tell."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from products.querysets import BuyerLinkQuerySet


class BuyerLink(models.Model):
    """A private link that a maker gave to a buyer: whoever opens it sees what is shown to known buyers only.

    Only the hash of its secret word is kept, so it can be read once, when it is made; `name` is what the maker calls
    it by. Revoked, it opens nothing from that moment.
    """

    artisan = models.ForeignKey(
        "artisans.Artisan", models.CASCADE, related_name="buyer_links", verbose_name=_("artisan")
    )
    name = models.CharField(_("for whom"), max_length=60)
    word_hash = models.CharField(_("hash of the word"), max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    opened_at = models.DateTimeField(_("last opened"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = BuyerLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link for a known buyer")
        verbose_name_plural = _("links for known buyers")

    def __str__(self) -> str:
        return self.name
