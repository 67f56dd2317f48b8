"""The vocabulary for asking about the rows of an import."""

from collections.abc import Sequence

from django.db import models
from django.db.models import Count, Q

from sheets.choices import RowChoice, Verdict


class ImportRowQuerySet(models.QuerySet):
    """Rows by what is still to be done with them."""

    def unchecked(self) -> "ImportRowQuerySet":
        """Those that the dry run has not reached."""
        return self.filter(verdict="").order_by("number")

    def unwritten(self) -> "ImportRowQuerySet":
        """Those that are to become records, or to fill one, and have not yet."""
        return self.filter(verdict__in=[Verdict.NEW, Verdict.EXISTS], is_done=False).order_by("number")

    def making_records(self) -> "ImportRowQuerySet":
        """Those that are to become a record of their own."""
        return self.filter(Q(verdict=Verdict.NEW) | Q(verdict=Verdict.EXISTS, choice=RowChoice.NEW))

    def save_again(self, rows: Sequence[models.Model], fields: Sequence[str]) -> None:
        """Writes these fields of rows that exist: as bulk_update does, in a tenth of its time."""
        self.bulk_create(rows, update_conflicts=True, unique_fields=["pk"], update_fields=fields)

    def counts(self) -> dict[str, int]:
        """How many rows have each verdict, "" for those not yet checked."""
        return dict(self.order_by().values_list("verdict").annotate(Count("pk")))
