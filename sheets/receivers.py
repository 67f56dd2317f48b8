"""What an imported sheet still holds of a maker goes when the maker is erased."""

from collections.abc import Collection

from django.db.models import Q

from artisans.signals import erasing
from sheets.models import ImportRow


def connect() -> None:
    erasing.connect(forget_rows, dispatch_uid="sheets.rows")


def forget_rows(*, artisan_ids: Collection[int], **_kwargs) -> None:
    """Deletes the rows that became one of these records, or seem to be one."""
    ImportRow.objects.filter(Q(made__in=artisan_ids) | Q(match__in=artisan_ids)).delete()
