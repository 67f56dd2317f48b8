"""Taking records along as a file."""

from collections.abc import Iterator
from typing import IO

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from artisans.actions.reading import note_read
from artisans.choices import Read
from core.actions import action
from core.refusals import Refusal
from regions.models import Region
from regions.querysets import lineage
from sheets import exporting
from sheets.choices import FileFormat
from sheets.models import Export

MOST_ROWS = 60_000  # .xlsx: some 10 s of work, well within a web request


class TooMany(Refusal):
    """So many records that the file would take minutes."""


class ReasonMissing(Refusal):
    """Personal data leaves the register only for a reason that stays written down."""


@action
def export(
    *, records: QuerySet, by: User, file_format: FileFormat, filters: dict[str, str], with_private: bool, why: str
) -> IO[bytes]:
    """Writes the records into a file and notes who took them, which and why; the file is handed out only after that.

    `filters` tells in words how the records were chosen. Personal data is noted for each regency it comes from, so that
    its agency's head sees it. Raises ReasonMissing and TooMany.
    """
    why = why.strip() if with_private else ""
    if with_private and not why:
        raise ReasonMissing(_("Write what the personal data is needed for."))
    if (number := records.count()) > MOST_ROWS:
        raise TooMany(
            _("These are %(number)s records; a file takes %(most)s at most. Choose a region or a state.")
            % {"number": number, "most": MOST_ROWS}
        )
    seen = Seen(exporting.rows(records, with_private=with_private))
    file = exporting.write(file_format, seen, with_private=with_private)
    Export.objects.create(
        by=by, file_format=file_format, filters=filters, row_count=seen.count, with_private=with_private, why=why
    )
    if with_private:
        for region in Region.objects.filter(code__in=seen.regencies).in_reading_order():
            note_read(what=Read.EXPORT, by=by, region=region, why=why)
    return file


class Seen:
    """Rows on their way into a file: how many went by, and from which regencies."""

    def __init__(self, rows: Iterator[exporting.Row]) -> None:
        self.rows, self.count, self.regencies = rows, 0, set()

    def __iter__(self) -> Iterator[exporting.Row]:
        for row in self.rows:
            self.count += 1
            self.regencies.add(lineage(row["region_id"])[:2][-1])
            yield row
