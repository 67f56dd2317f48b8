"""Streets, markets and quarters that officers search, house by house."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.models import CodedModel, code_constraint
from fieldwork.choices import Coverage, PlaceKind
from fieldwork.querysets import CanvassPlaceQuerySet, FieldVisitQuerySet


class CanvassPlace(CodedModel):
    """A street, market or quarter inside a region where makers are looked for. Only officers see it.

    `expected` is how many makers people there say there are; against it stands what was found. `lat` and `lon` are
    degrees (WGS 84).
    """

    url_name = "field:place"

    name = models.CharField(_("name"), max_length=120, help_text=_("Such as: Jalan Petolongan, Pasar Johar."))
    kind = models.CharField(_("kind"), max_length=7, choices=PlaceKind, default=PlaceKind.STREET)
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name=_("region"))
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    expected = models.PositiveSmallIntegerField(
        _("makers expected"), null=True, blank=True, help_text=_("How many there are, as people there say.")
    )
    note = models.TextField(_("note"), max_length=1000, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    created_at = models.DateTimeField(_("entered"), auto_now_add=True)
    is_demo = models.BooleanField(_("demo data"), default=False, editable=False)

    objects = CanvassPlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("canvass place")
        verbose_name_plural = _("canvass places")
        indexes = [models.Index(fields=["region"], name="canvass_place_region")]
        constraints = [
            code_constraint("canvass_place"),
            models.CheckConstraint(
                condition=Q(lat=None, lon=None)
                | Q(lat__isnull=False, lon__isnull=False, lat__range=(-11.5, 6.5), lon__range=(94.5, 141.5)),
                name="canvass_place_lies_in_indonesia",
                violation_error_message=_("The place on the map lies outside Indonesia."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The officers' page; nobody else's address needs the name in it."""
        return reverse(self.url_name, args=[self.code])

    def get_coverage_display(self) -> str:
        """How far the search has come, in words; for places asked `with_coverage()`."""
        return Coverage(self.coverage).label


class FieldVisit(models.Model):
    """One officer's walk through a canvass place on one day. `client_uuid` makes a form sent twice one visit.

    What it brought is told by the records found there (Find); `asked` counts the doors and stalls asked at.
    """

    client_uuid = models.UUIDField(_("form"), editable=False)
    place = models.ForeignKey(CanvassPlace, models.CASCADE, related_name="visits", verbose_name=_("canvass place"))
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("officer"))
    visited_on = models.DateField(_("day"))
    asked = models.PositiveSmallIntegerField(_("doors and stalls asked at"), null=True, blank=True)
    note = models.TextField(_("note"), max_length=1000, blank=True)
    next_visit_on = models.DateField(_("next visit"), null=True, blank=True)
    is_demo = models.BooleanField(_("demo data"), default=False, editable=False)

    objects = FieldVisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("field visit")
        verbose_name_plural = _("field visits")
        indexes = [models.Index(fields=["officer", "next_visit_on"], name="field_visit_due")]
        constraints = [
            models.UniqueConstraint(fields=["officer", "client_uuid"], name="field_visit_of_a_form_once"),
            models.CheckConstraint(
                condition=Q(next_visit_on=None) | Q(next_visit_on__gte=models.F("visited_on")),
                name="field_visit_next_comes_later",
                violation_error_message=_("The next visit cannot come before this one."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} · {self.visited_on:%Y-%m-%d}"


class Find(models.Model):
    """That a maker was found at a canvass place, and on which visit, where one was noted."""

    artisan = models.OneToOneField(
        "artisans.Artisan", models.CASCADE, primary_key=True, related_name="find", verbose_name=_("artisan")
    )
    place = models.ForeignKey(CanvassPlace, models.CASCADE, related_name="finds", verbose_name=_("canvass place"))
    visit = models.ForeignKey(
        FieldVisit, models.SET_NULL, null=True, blank=True, related_name="finds", verbose_name=_("field visit")
    )

    class Meta:
        verbose_name = _("find")
        verbose_name_plural = _("finds")

    def __str__(self) -> str:
        return f"{self.artisan_id} · {self.place_id}"
