"""Officers' spreadsheets on their way into the register, and files that leave it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sheets.choices import BatchState, Verdict


class ImportBatch(models.Model):
    """One uploaded sheet, from the upload to the commit, and perhaps taken back as a whole.

    `header_row` counts from 1 in the sheet. `mapping` leads from a column's position (as text) to a field's name.
    `default_region` holds for rows that name no place. The file itself is not kept: its rows are.
    """

    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    file_name = models.CharField(_("file"), max_length=120)
    sheet_name = models.CharField(_("sheet"), max_length=120, blank=True)
    headers = models.JSONField(_("column headings"), default=list)
    header_row = models.PositiveSmallIntegerField(_("row of the headings"), default=1)
    mapping = models.JSONField(_("columns"), default=dict)
    office = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name=_("office"))
    default_region = models.ForeignKey(
        "regions.Region", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("usual region")
    )
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
            )
        ]

    def __str__(self) -> str:
        return self.file_name


class ImportRow(models.Model):
    """One row of a sheet: its cells as they were, what they were understood as, and what the dry run says.

    `values` holds what will be written, by field name; `problems` leads from a field's name to a sentence. `verdict` is
    empty until the row is checked. `match` is the record it seems to be; `made` is the record that was written.
    """

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows", verbose_name=_("import"))
    number = models.PositiveIntegerField(_("row in the sheet"))
    cells = models.JSONField(_("cells"), default=list)
    values = models.JSONField(_("understood as"), default=dict)
    problems = models.JSONField(_("problems"), default=dict)
    verdict = models.CharField(_("verdict"), max_length=8, choices=Verdict, blank=True)
    match = models.ForeignKey(
        "artisans.Artisan", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("matches")
    )
    score = models.FloatField(_("likeness"), null=True, blank=True)
    made = models.ForeignKey(
        "artisans.Artisan", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("record")
    )

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        indexes = [models.Index(fields=["batch", "verdict", "number"], name="import_row_verdict")]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="import_row_once")]

    def __str__(self) -> str:
        return f"{self.batch_id} · {self.number}"


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
