"""Words about spreadsheets that the code chooses from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BatchState(models.TextChoices):
    """Where an import stands."""

    UPLOADED = "UPLOADED", _("Uploaded")
    CHECKING = "CHECKING", _("Being checked")
    CHECKED = "CHECKED", _("Checked")
    WRITING = "WRITING", _("Being written")
    WRITTEN = "WRITTEN", _("Written")
    UNDOING = "UNDOING", _("Being undone")
    UNDONE = "UNDONE", _("Undone")


# States in which work goes on slice by slice until it is done; opening the import again takes it up where it stopped.
WORKING = (BatchState.CHECKING, BatchState.WRITING, BatchState.UNDOING)


class Verdict(models.TextChoices):
    """What the dry run says of a row."""

    NEW = "NEW", _("New")
    EXISTS = "EXISTS", _("Exists already")
    BROKEN = "BROKEN", _("Broken")
    LEFT_OUT = "LEFT_OUT", _("Left out")


class RowChoice(models.TextChoices):
    """What the officer wants for a row that seems to be in the register, or in the sheet, already."""

    SKIP = "SKIP", _("Skip the row")
    FILL = "FILL", _("Fill only what the record lacks")
    NEW = "NEW", _("Another person: make a new record")


class ConsentBasis(models.TextChoices):
    """Where the consents of the makers of a sheet come from; an imported row has none by itself (law 27/2022)."""

    NONE = "NONE", _("The makers have not been asked yet")
    STORE = "STORE", _("Each has signed that the record is kept")
    PROFILE = "PROFILE", _("Each has signed that the record is kept and that everybody may see name, craft and village")


class FileFormat(models.TextChoices):
    """As what a file of records is written."""

    XLSX = "xlsx", _("Excel (.xlsx)")
    CSV = "csv", _("Plain table (.csv)")
