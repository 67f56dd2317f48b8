"""What a maker agreed to."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from artisans.choices import ConsentMethod, ConsentPurpose
from artisans.consent_texts import TEXT_EDITION
from artisans.models.artisan import Artisan
from artisans.querysets import ConsentQuerySet


@pghistory.track(pghistory.InsertEvent(level=pghistory.Statement), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Consent(models.Model):
    """A maker's yes to one purpose, witnessed, and its withdrawal. Law 27/2022 wants both provable and separate."""

    artisan = models.ForeignKey(Artisan, models.CASCADE, related_name="consents", verbose_name=_("artisan"))
    purpose = models.CharField(_("purpose"), max_length=14, choices=ConsentPurpose)
    method = models.CharField(_("method"), max_length=11, choices=ConsentMethod)
    text_edition = models.CharField(_("edition of the text"), max_length=10, default=TEXT_EDITION)
    witness = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("witness or own account")
    )
    given_at = models.DateTimeField(_("given"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("withdrawal taken by"),
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(
                fields=["artisan", "purpose"],
                condition=Q(withdrawn_at=None),
                name="consent_stands_once",
                violation_error_message=_("This consent already stands."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=models.F("given_at")),
                name="consent_withdrawn_after_given",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by=None) | Q(withdrawn_at__isnull=False), name="consent_withdrawn_by_has_when"
            ),
        ]

    def __str__(self) -> str:
        return self.get_purpose_display()

    @property
    def is_standing(self) -> bool:
        """Whether it was given and not taken back."""
        return self.withdrawn_at is None
