"""Indonesia's regions as the Ministry of Home Affairs numbers them."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from regions.choices import Level
from regions.querysets import NameWordQuerySet, RegionQuerySet, lineage
from regions.words import full_name, short_path

CODE_PATTERN = r"^\d\d(\.\d\d(\.\d\d(\.\d{4})?)?)?$"


class PlainWords(models.Func):
    """A text in small letters and digits with single spaces, as `regions.words.words` reads it."""

    template = "btrim(regexp_replace(replace(%(expressions)s, chr(39), ''), '[^a-z0-9]+', ' ', 'g'))"
    output_field = models.TextField()

    def __init__(self, field: str) -> None:
        super().__init__(Lower(field))


class Region(models.Model):
    """A province, regency or city, district or village, by its Kemendagri code such as "33.27.13.2003".

    A prefix of the code is an ancestor. Names repeat (nine villages are called Rowosari), so a region is always shown
    with its `path`. `lat` and `lon` are degrees (WGS 84): the seat of government of provinces and regencies, the
    centroid of districts and villages; some villages have none. `ended_on` is the day on which an edition of the list
    was loaded that no longer has the code: it is still shown where it is used, and no longer offered. Provinces say
    when an edition last changed anything in the list, `list_changed_at`.
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
    ended_on = models.DateField(_("ended"), null=True, blank=True)
    list_changed_at = models.DateTimeField(null=True, editable=False)
    name_words = models.GeneratedField(expression=PlainWords("name"), output_field=models.TextField(), db_persist=True)
    path_words = models.GeneratedField(expression=PlainWords("path"), output_field=models.TextField(), db_persist=True)

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
            GinIndex(SearchVector("name_words", config="simple"), name="region_name_words"),
            GinIndex(SearchVector("path_words", config="simple"), name="region_path_words"),
            models.Index(OpClass("code", name="text_pattern_ops"), name="region_code_prefix"),
            models.Index(fields=["lat", "lon"], name="region_place"),
        ]

    def __str__(self) -> str:
        return self.path

    @property
    def lineage(self) -> list[str]:
        """The codes from the province down to this region."""
        return lineage(self.code)

    @property
    def trail(self) -> list[tuple[str, str]]:
        """Code and written-out name of each region from the province down to this one, without a query."""
        names = self.path.rsplit(", ", self.level - 1)[::-1]
        return [(code, full_name(code, name)) for code, name in zip(self.lineage, names, strict=True)]

    @property
    def full_name(self) -> str:
        """The name with its level's word: "Desa Rowosari", "Kecamatan Ulujami", "Kabupaten Pemalang"."""
        return full_name(self.code, self.name)

    @property
    def full_path(self) -> str:
        """The path written out: "Desa Rowosari, Kecamatan Ulujami, Kabupaten Pemalang, Jawa Tengah"."""
        return ", ".join(name for _code, name in reversed(self.trail))

    @property
    def short_path(self) -> str:
        """The name with what places it for a reader: a village's or district's regency, a regency's province."""
        return short_path(self.level, self.name, self.path)

    def ancestors(self) -> RegionQuerySet:
        """The regions this one lies in."""
        return type(self)._default_manager.above(self.code)

    def descendants(self) -> RegionQuerySet:
        """The regions that lie in this one."""
        return type(self)._default_manager.within(self.code).exclude(pk=self.code)


class NameWord(models.Model):
    """A word of four or more letters that stands in some region's name: the dictionary that mends typing errors."""

    word = models.CharField(_("word"), max_length=80, primary_key=True)

    objects = NameWordQuerySet.as_manager()

    def __str__(self) -> str:
        return self.word
