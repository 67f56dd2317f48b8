"""The admin's journal (LogEntry), which keeps what records were called after they are gone."""

from collections.abc import Collection

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from core import codes
from core.redaction import BLANK


def forget(model: type[Model], keys: Collection[int]) -> None:
    """Empties what it says of these records; who did something to which code, and when, stays."""
    kind = ContentType.objects.get_for_model(model)
    entries = LogEntry.objects.filter(content_type=kind, object_id__in=[str(key) for key in keys])
    entries.exclude(object_repr__regex=rf"^{codes.SPOKEN}$").update(object_repr=BLANK)
    entries.update(change_message="")
