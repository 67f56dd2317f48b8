"""What an agency aims at in a year."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Target(models.Model):
    """How many makers are to be registered and verified in a region in a year, by one officer or by all of them."""

    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name=_("region"))
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="targets",
        verbose_name=_("officer"),
        help_text=_("Empty: everybody together."),
    )
    year = models.PositiveSmallIntegerField(_("year"))
    registered = models.PositiveIntegerField(_("makers to register"))
    verified = models.PositiveIntegerField(_("makers to verify"))
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("set by"))
    set_at = models.DateTimeField(_("set"), auto_now=True)
    is_demo = models.BooleanField(_("demo data"), default=False, editable=False)

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints = [
            models.UniqueConstraint(
                fields=["region", "officer", "year"],
                name="target_of_an_officer_once_a_year",
                violation_error_message=_("There is already a target for this region, officer and year."),
            ),
            models.UniqueConstraint(
                fields=["region", "year"],
                condition=Q(officer=None),
                name="target_of_everybody_once_a_year",
                violation_error_message=_("There is already a target for this region and year."),
            ),
            models.CheckConstraint(
                condition=Q(year__range=(2000, 2100)),
                name="target_year_is_a_year",
                violation_error_message=_("Write the year with four digits, such as 2027."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region} · {self.year}"
