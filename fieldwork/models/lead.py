"""Makers somebody told of, whom no officer has met yet."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from fieldwork.choices import ToldBy
from fieldwork.querysets import LeadQuerySet


class Lead(models.Model):
    """What is known about a maker not yet met: who told us, and when somebody goes there.

    The record itself is an Artisan in state LEAD, with name, village, craft and how to find the place; it becomes a
    draft when an officer has met the maker. The row stays, so that one sees which tips bring makers.
    """

    artisan = models.OneToOneField(
        "artisans.Artisan", models.CASCADE, primary_key=True, related_name="lead", verbose_name=_("artisan")
    )
    told_by = models.CharField(_("who told us"), max_length=9, choices=ToldBy)
    told_on = models.DateField(_("told on"))
    note = models.TextField(_("what was said"), max_length=1000, blank=True)
    next_visit_on = models.DateField(_("next visit"), null=True, blank=True)

    objects = LeadQuerySet.as_manager()

    class Meta:
        verbose_name = _("lead")
        verbose_name_plural = _("leads")
        indexes = [models.Index(fields=["next_visit_on"], name="lead_next_visit")]

    def __str__(self) -> str:
        return f"{self.artisan_id} · {self.get_told_by_display()}"
