"""The vocabulary for asking about the rows of an import."""

import json
from collections.abc import Sequence

from django.db import connection, models
from django.db.models import Count, Func, Q

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

    def save_new(self, rows: Sequence[models.Model]) -> None:
        """Writes new rows by one statement, in a third of bulk_create's time; they do not learn their keys."""
        fields = [field for field in self.model._meta.concrete_fields if not field.primary_key]
        names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
        table = connection.ops.quote_name(self.model._meta.db_table)
        self._told(f"INSERT INTO {table} ({names}) SELECT {names} FROM {{told}}", rows, fields)  # noqa: S608

    def save_again(self, rows: Sequence[models.Model], names: Sequence[str]) -> None:
        """Writes these fields of rows that exist, by one statement: bulk_update takes ten times as long."""
        fields = [self.model._meta.get_field(name) for name in names]
        quote = connection.ops.quote_name
        changes = ", ".join(f"{quote(field.column)} = new.{quote(field.column)}" for field in fields)
        table = quote(self.model._meta.db_table)
        statement = f"UPDATE {table} AS old SET {changes} FROM {{told}} WHERE old.id = new.id"  # noqa: S608
        self._told(statement, rows, [self.model._meta.pk, *fields])

    @staticmethod
    def _told(statement: str, rows: Sequence[models.Model], fields: Sequence[models.Field]) -> None:
        """Runs a statement on rows told as one JSON text: names come from the model, what people wrote from it."""
        told = [{field.column: getattr(row, field.attname) for field in fields} for row in rows]
        types = ", ".join(
            f"{connection.ops.quote_name(field.column)} {field.cast_db_type(connection)}" for field in fields
        )
        with connection.cursor() as cursor:
            cursor.execute(
                statement.format(told=f"jsonb_to_recordset(%s::jsonb) AS new({types})"),
                [json.dumps(told, ensure_ascii=False)],
            )

    def counts(self) -> dict[str, int]:
        """How many rows have each verdict, "" for those not yet checked."""
        return dict(self.order_by().values_list("verdict").annotate(Count("pk")))
