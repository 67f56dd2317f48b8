"""Officers' spreadsheets on their way into the register, and files that leave it."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sheets.choices import WORKING, BatchState, ConsentBasis, RowChoice, Verdict
from sheets.querysets import ImportRowQuerySet


class ImportBatch(models.Model):
    """One uploaded workbook, from the upload to the commit, and perhaps taken back as a whole.

    `sheets` describes each sheet with something in it, as [{"name", "row_count", "header_row"}]; `sheet` is the
    position of the one in use. `header_row` counts from 1 in the sheet, 0 means that there are no headings. `mapping`
    leads from a column's position (as text) to a field's name. `default_region` and `default_craft` hold for rows that
    name none. The file itself is not kept: its rows are, until the batch is forgotten.
    """

    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    file_name = models.CharField(_("file"), max_length=120)
    sheets = models.JSONField(_("sheets"), default=list)
    sheet = models.PositiveSmallIntegerField(_("sheet"), default=0)
    headers = models.JSONField(_("column headings"), default=list)
    header_row = models.PositiveSmallIntegerField(_("row of the headings"), default=1)
    mapping = models.JSONField(_("columns"), default=dict)
    office = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name=_("office"))
    default_region = models.ForeignKey(
        "regions.Region", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("usual region")
    )
    default_craft = models.ForeignKey(
        "clusters.Craft", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("usual craft")
    )
    consent_basis = models.CharField(
        _("where the consents come from"), max_length=7, choices=ConsentBasis, default=ConsentBasis.NONE
    )
    consent_source = models.CharField(_("where the signed papers are kept"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=BatchState, default=BatchState.UPLOADED)
    written_at = models.DateTimeField(_("written"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("undone by")
    )
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_by=None, undone_at=None) | Q(undone_by__isnull=False, undone_at__isnull=False),
                name="import_undone_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(consent_basis=ConsentBasis.NONE) | ~Q(consent_source=""),
                name="import_consents_lie_somewhere",
                violation_error_message=_("Write where the signed papers are kept."),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("sheets:batch", args=[self.pk])

    @property
    def has_consents(self) -> bool:
        """Whether the makers have agreed that their record is kept; without it nothing personal is."""
        return self.consent_basis != ConsentBasis.NONE

    @property
    def is_working(self) -> bool:
        """Whether slices of work are still to be done."""
        return self.state in WORKING


class ImportRow(models.Model):
    """One row of a sheet: its cells as they were, what they were understood as, and what the dry run says.

    `values` holds what will be written, by field name; once it is written, only traces (keyed hashes) of the gaps that
    were filled in an existing record. `problems` leads from a field's name to {"text": sentence, "choices": region
    codes}, `notes` are sentences about what was left out. `verdict` is empty until the row is checked. `match` is the
    record it seems to be, `same_as` the number of an earlier row that seems to be the same maker; `keys` are what later
    rows know it by.
    `made` is the record that was written or filled. Sixteen digits (a NIK) are sealed before the row is stored.
    """

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows", verbose_name=_("import"))
    sheet = models.PositiveSmallIntegerField(_("sheet"), default=0)
    number = models.PositiveIntegerField(_("row in the sheet"))
    cells = models.JSONField(_("cells"), default=list)
    values = models.JSONField(_("understood as"), default=dict)
    problems = models.JSONField(_("problems"), default=dict)
    notes = models.JSONField(_("notes"), default=list)
    verdict = models.CharField(_("verdict"), max_length=8, choices=Verdict, blank=True)
    match = models.ForeignKey(
        "artisans.Artisan", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("matches")
    )
    score = models.FloatField(_("likeness"), null=True, blank=True)
    reasons = models.JSONField(_("reasons"), default=list)
    same_as = models.PositiveIntegerField(_("same as row"), null=True, blank=True)
    keys = ArrayField(models.CharField(max_length=64), verbose_name=_("known by"), default=list)
    choice = models.CharField(_("choice"), max_length=4, choices=RowChoice, blank=True)
    is_corrected = models.BooleanField(_("corrected by hand"), default=False)
    is_done = models.BooleanField(_("done"), default=False)
    made = models.ForeignKey(
        "artisans.Artisan", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("record")
    )

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        indexes = [
            models.Index(fields=["batch", "is_done", "verdict", "number"], name="import_row_verdict"),
        ]
        constraints = [models.UniqueConstraint(fields=["batch", "sheet", "number"], name="import_row_once")]

    def __str__(self) -> str:
        return f"{self.batch_id} · {self.number}"


class ErasedKey(models.Model):
    """A keyed hash of what a maker was known by who was erased, or took the consent to be kept back.

    A row of an import uploaded before that is known by it is not written. It goes with the last such import.
    """

    key = models.CharField(_("key"), max_length=24, primary_key=True)
    erased_at = models.DateTimeField(_("erased"))

    class Meta:
        verbose_name = _("key of an erased maker")
        verbose_name_plural = _("keys of erased makers")

    def __str__(self) -> str:
        return f"{self.erased_at:%Y-%m-%d}"


class ColumnMemory(models.Model):
    """What an office's column heading meant last time: `heading` in small letters, `field` "" for "leave out"."""

    office = models.ForeignKey("regions.Region", models.CASCADE, related_name="+", verbose_name=_("office"))
    heading = models.CharField(_("heading"), max_length=120)
    field = models.CharField(_("field"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("remembered column")
        verbose_name_plural = _("remembered columns")
        constraints = [models.UniqueConstraint(fields=["office", "heading"], name="column_memory_once")]

    def __str__(self) -> str:
        return self.heading


class Export(models.Model):
    """A file of records that somebody took along: who, when, which, how many. Added to, never changed or deleted."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)
    file_format = models.CharField(_("format"), max_length=4)
    filters = models.JSONField(_("filters"), default=dict)
    row_count = models.PositiveIntegerField(_("rows"))
    with_private = models.BooleanField(_("with personal data"), default=False)
    why = models.CharField(_("why"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        constraints = [
            models.CheckConstraint(
                condition=Q(with_private=False) | ~Q(why=""),
                name="export_of_private_data_says_why",
                violation_error_message=_("Write what the personal data is needed for."),
            )
        ]
        triggers = [pgtrigger.Protect(name="export_is_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} · {self.row_count}"
