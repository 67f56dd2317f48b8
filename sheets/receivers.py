"""What sheets hold of makers goes when they are erased, and is sealed anew with their records."""

from collections.abc import Collection

from artisans.actions.mentions import Mentions
from artisans.signals import erasing, forgetting, resealing
from sheets.actions.forgetting import forget_makers
from sheets.actions.resealing import reseal_rows
from sheets.models import ImportRow


def connect() -> None:
    erasing.connect(forget_written_rows, dispatch_uid="sheets.written")
    forgetting.connect(forget_waiting_rows, dispatch_uid="sheets.waiting")
    resealing.connect(reseal_rows, dispatch_uid="sheets.numbers")


def forget_written_rows(*, artisan_ids: Collection[int], **_kwargs) -> None:
    """Deletes the rows that became one of these records, or filled it."""
    ImportRow.objects.filter(made__in=artisan_ids).delete()


def forget_waiting_rows(*, mentions: Mentions, **_kwargs) -> None:
    """Empties those that are still to be written."""
    forget_makers(mentions)
