"""What sheets and exports hold of makers goes when they are erased, and is sealed anew with their records."""

from collections.abc import Collection

import pgtrigger
from django.db.models import Q

from artisans.actions.mentions import Mentions
from artisans.signals import erasing, forgetting, resealing
from sheets.actions.resealing import reseal_rows
from sheets.models import Export, ImportRow


def connect() -> None:
    erasing.connect(forget_rows, dispatch_uid="sheets.rows")
    forgetting.connect(forget_words, dispatch_uid="sheets.words")
    resealing.connect(reseal_rows, dispatch_uid="sheets.numbers")


def forget_rows(*, artisan_ids: Collection[int], **_kwargs) -> None:
    """Deletes the rows that became one of these records, or seem to be one."""
    ImportRow.objects.filter(Q(made__in=artisan_ids) | Q(match__in=artisan_ids)).delete()


def forget_words(*, mentions: Mentions, **_kwargs) -> None:
    """Takes the maker's names out of what somebody typed for an export; that the file was taken along stays noted."""
    with pgtrigger.ignore("sheets.Export:export_is_kept"):
        for export in Export.objects.exclude(filters={}, why=""):
            why = mentions.blanked(export.why)
            filters = {name: _blanked(value, mentions) for name, value in export.filters.items()}
            if (why, filters) != (export.why, export.filters):
                Export.objects.filter(pk=export.pk).update(why=why, filters=filters)


def _blanked(value: object, mentions: Mentions) -> object:
    if isinstance(value, list):
        return [_blanked(one, mentions) for one in value]
    return mentions.blanked(value) if isinstance(value, str) else value
