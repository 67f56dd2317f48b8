"""Writing many rows by one statement each: making SQL takes bulk_create and bulk_update longer than writing does.

The rows are told as one JSON text. Names come from the model, what people wrote from the text.
"""

import json
from collections.abc import Mapping, Sequence

from django.db import connection
from django.db.models import Field, Model


def insert(model: type[Model], rows: Sequence[Mapping[str, object]], *, returning: Sequence[str] = ()) -> list[tuple]:
    """Writes new rows, each told as its values by column; gives back these columns, in no certain order.

    What all of them leave out they get as a new object would have it, drawn once for all.
    """
    if not rows:
        return []
    blank = model()
    fields = {
        field.column: field for field in model._meta.concrete_fields if not field.primary_key or field.remote_field
    }
    usual = {column: field.pre_save(blank, True) for column, field in fields.items()}
    said = [column for column in fields if any(column in row for row in rows)]
    rest = [column for column in fields if column not in said]
    told = [{column: row.get(column, usual[column]) for column in said} for row in rows]
    into = ", ".join(map(_quoted, [*said, *rest]))
    chosen = ", ".join([*map(_quoted, said), *(["%s"] * len(rest))])
    back = f" RETURNING {', '.join(map(_quoted, returning))}" if returning else ""
    return _run(
        f"INSERT INTO {_quoted(model._meta.db_table)} ({into}) SELECT {chosen} FROM {{told}}{back}",  # noqa: S608
        told,
        [fields[column] for column in said],
        [fields[column].get_db_prep_save(usual[column], connection) for column in rest],
    )


def update(rows: Sequence[Model], names: Sequence[str]) -> None:
    """Writes these fields of rows that exist."""
    if not rows:
        return
    fields = [rows[0]._meta.get_field(name) for name in names]
    key = rows[0]._meta.pk
    told = [{field.column: getattr(row, field.attname) for field in [key, *fields]} for row in rows]
    changes = ", ".join(f"{_quoted(field.column)} = new.{_quoted(field.column)}" for field in fields)
    table, where = _quoted(rows[0]._meta.db_table), _quoted(key.column)
    _run(f"UPDATE {table} AS old SET {changes} FROM {{told}} WHERE old.{where} = new.{where}", told, [key, *fields])  # noqa: S608


def _run(statement: str, told: list[dict], fields: Sequence[Field], others: Sequence[object] = ()) -> list[tuple]:
    types = ", ".join(f"{_quoted(field.column)} {field.cast_db_type(connection)}" for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(
            statement.format(told=f"jsonb_to_recordset(%s::jsonb) AS new({types})"),
            [*others, json.dumps(told, ensure_ascii=False, default=str)],
        )
        return cursor.fetchall() if cursor.description else []


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
