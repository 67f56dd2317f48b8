"""Indonesia's regions as the Ministry of Home Affairs numbers them."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regions.choices import Level
from regions.querysets import RegionQuerySet, lineage

CODE_PATTERN = r"^\d\d(\.\d\d(\.\d\d(\.\d{4})?)?)?$"


class Region(models.Model):
    """A province, regency or city, district or village, by its Kemendagri code such as "33.27.13.2003".

    A prefix of the code is an ancestor. Names repeat (nine villages are called Rowosari), so a region is always shown
    with its `path`. `lat` and `lon` are degrees (WGS 84): the seat of government of provinces and regencies, the centroid
    of districts and villages; some villages have none.
    """

    code = models.CharField(_("code"), max_length=13, primary_key=True)
    number = models.PositiveIntegerField(
        _("number"), unique=True, help_text=_("Small permanent number by which the product search tags this region.")
    )
    level = models.PositiveSmallIntegerField(_("level"), choices=Level)
    name = models.CharField(_("name"), max_length=80)
    path = models.CharField(_("name with its ancestors"), max_length=240)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("lies in")
    )
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    postal = models.CharField(_("postal code"), max_length=5, blank=True)

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=CODE_PATTERN), name="region_code_has_shape"),
            models.CheckConstraint(
                condition=Q(level=Level.PROVINCE, parent=None) | (Q(level__gt=Level.PROVINCE) & ~Q(parent=None)),
                name="region_has_parent_unless_province",
            ),
        ]
        indexes = [
            GinIndex(OpClass(models.functions.Lower("path"), name="gin_trgm_ops"), name="region_path_trigrams"),
            models.Index(OpClass("code", name="text_pattern_ops"), name="region_code_prefix"),
        ]

    def __str__(self) -> str:
        return self.path

    @property
    def lineage(self) -> list[str]:
        """The codes from the province down to this region."""
        return lineage(self.code)
