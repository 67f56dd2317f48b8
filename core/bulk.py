"""Writing many rows by one statement each: making SQL takes bulk_create and bulk_update longer than writing does.

The rows are told as one JSON text. Names come from the model, what people wrote from the text.
"""

import json
from collections.abc import Sequence

from django.db import connection
from django.db.models import Field, Model


def insert(rows: Sequence[Model], *, returning: Sequence[str] = ()) -> list[tuple]:
    """Writes new rows of one model, which do not learn their keys; gives back these columns, in no certain order."""
    if not rows:
        return []
    fields = [field for field in rows[0]._meta.concrete_fields if not field.primary_key or field.remote_field]
    told = [{field.column: field.pre_save(row, True) for field in fields} for row in rows]
    names = ", ".join(_quoted(field.column) for field in fields)
    back = f" RETURNING {', '.join(map(_quoted, returning))}" if returning else ""
    table = _quoted(rows[0]._meta.db_table)
    return _run(f"INSERT INTO {table} ({names}) SELECT {names} FROM {{told}}{back}", told, fields)  # noqa: S608


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


def _run(statement: str, told: list[dict], fields: Sequence[Field]) -> list[tuple]:
    types = ", ".join(f"{_quoted(field.column)} {field.cast_db_type(connection)}" for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(
            statement.format(told=f"jsonb_to_recordset(%s::jsonb) AS new({types})"),
            [json.dumps(told, ensure_ascii=False, default=str)],
        )
        return cursor.fetchall() if cursor.description else []


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
