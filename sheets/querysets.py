"""The vocabulary for asking about the rows of an import."""

from collections.abc import Mapping, Sequence

from django.db import models
from django.db.models import Count, Func, Q

from core import bulk
from sheets.choices import RowChoice, Verdict


class ImportRowQuerySet(models.QuerySet):
    """Rows by what is still to be done with them."""

    def unchecked(self) -> "ImportRowQuerySet":
        """Those that the dry run has not reached."""
        return self.filter(verdict="", is_done=False).order_by("number")

    def sound(self) -> "ImportRowQuerySet":
        """Those that can be written as they are."""
        return self.filter(verdict__in=[Verdict.NEW, Verdict.EXISTS])

    def known_by_the_same(self) -> "ImportRowQuerySet":
        """Those with a key that another of them has too."""
        keys = self.order_by().annotate(key=Func("keys", function="unnest", output_field=models.TextField()))
        shared = keys.values("key").annotate(count=Count("pk")).filter(count__gt=1).values_list("key", flat=True)
        return self.filter(keys__overlap=list(shared))

    def unwritten(self) -> "ImportRowQuerySet":
        """Those that are to become records or to fill one, and have not yet; unsorted, since 50,000 rows are many."""
        return self.sound().filter(is_done=False)

    def making_records(self) -> "ImportRowQuerySet":
        """Those that are to become a record of their own."""
        return self.filter(Q(verdict=Verdict.NEW) | Q(verdict=Verdict.EXISTS, choice=RowChoice.NEW))

    def save_new(self, rows: Sequence[Mapping[str, object]]) -> None:
        """Writes new rows, told by column."""
        bulk.insert(self.model, rows)

    def save_again(self, rows: Sequence[models.Model], names: Sequence[str]) -> None:
        """Writes these fields of rows that exist."""
        bulk.update(rows, names)

    def counts(self) -> dict[str, int]:
        """How many rows have each verdict, "" for those not yet checked."""
        return dict(self.order_by().values_list("verdict").annotate(Count("pk")))
