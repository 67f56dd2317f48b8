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
    UNDONE = "UNDONE", _("Undone")


class Verdict(models.TextChoices):
    """What the dry run says of a row."""

    NEW = "NEW", _("New")
    EXISTS = "EXISTS", _("Exists already")
    BROKEN = "BROKEN", _("Broken")
    LEFT_OUT = "LEFT_OUT", _("Left out")
