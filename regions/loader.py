"""Bringing the table of regions up to an edition of the ministry's codes; docs/regions.md says where it is from."""

import csv
import gzip
import io
import re
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection, transaction
from django.db.models import ForeignKey
from django.utils.timezone import localdate

from regions.models import CODE_PATTERN, Region
from regions.querysets import lineage

DATA = Path(__file__).parent / "data"
FILE = DATA / "regions.csv.gz"
HEADER = ["code", "name", "lat", "lon", "postal"]
COPY = """
    COPY edition (code, level, name, path, parent_id, lat, lon, postal)
    FROM STDIN WITH (FORMAT csv, FORCE_NOT_NULL (postal))
"""
UPDATE = """
    UPDATE regions_region old
    SET name = new.name, path = new.path, lat = new.lat, lon = new.lon, postal = new.postal
    FROM edition new
    WHERE old.code = new.code
    AND (old.name, old.path, old.lat, old.lon, old.postal)
        IS DISTINCT FROM (new.name, new.path, new.lat, new.lon, new.postal)
"""
INSERT = """
    INSERT INTO regions_region (number, code, level, name, path, parent_id, lat, lon, postal)
    SELECT (SELECT coalesce(max(number), 0) FROM regions_region) + row_number() OVER (ORDER BY code),
        code, level, name, path, parent_id, lat, lon, postal
    FROM edition new
    WHERE NOT EXISTS (SELECT FROM regions_region old WHERE old.code = new.code)
    ORDER BY code
"""


class BadFile(ValueError):
    """The file is no list of regions; the text is one sentence that names the line."""


MARK_ENDED = """
    UPDATE regions_region SET ended_on = CASE WHEN code = ANY(%(ended)s) THEN %(today)s::date END
    WHERE (ended_on IS NOT NULL) <> (code = ANY(%(ended)s))
"""
# Another moment is another version of the list for whoever remembers something of it (products.search.memory).
NEW_VERSION = "UPDATE regions_region SET list_changed_at = clock_timestamp() WHERE parent_id IS NULL"


@dataclass
class Outcome:
    """What loading an edition did: numbers of rows, and the codes that the edition no longer has."""

    read: int = 0
    added: int = 0
    updated: int = 0
    ended: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


@transaction.atomic
def load(file: Path = FILE, *, remove_unused: bool = False) -> Outcome:
    """Adds the codes of the file, updates what changed, and reports the codes that the file lacks.

    Those stay as ended, unless `remove_unused` is set and nothing refers to them; a code that is back ends no more.
    Raises BadFile before anything is written.
    """
    edition = read(file)
    outcome = Outcome(read=len(edition))
    missing = Region.objects.in_reading_order().values_list("code", "name", "lat", "lon", "postal")
    left_over = {row[0]: row for row in missing if row[0] not in edition}
    outcome.added, outcome.updated = write({**edition, **left_over})
    outcome.removed = drop_unused(left_over) if remove_unused else []
    outcome.ended = [code for code in left_over if code not in outcome.removed]
    with connection.cursor() as cursor:
        cursor.execute(MARK_ENDED, {"ended": outcome.ended, "today": localdate()})
        if outcome.added or outcome.updated or outcome.removed or cursor.rowcount:
            cursor.execute(NEW_VERSION)
    return outcome


def read(file: Path) -> dict[str, tuple]:
    """Code -> (code, name, lat, lon, postal) of a CSV file, gzipped or not; each parent is there."""
    try:
        content = file.read_bytes()
        text = (gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content).decode("utf-8-sig")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise BadFile(f"{file} cannot be read as a UTF-8 text or a gzipped one: {error}.") from error
    lines = csv.reader(io.StringIO(text, newline=""))
    if next(lines, None) != HEADER:
        raise BadFile(f"Line 1 of {file} must be the header {','.join(HEADER)}.")
    rows, first_lines = {}, {}
    for cells in lines:
        if trouble := row_trouble(cells) or (cells[0] in rows and f"the code {cells[0]} stands there a second time"):
            raise BadFile(f"Line {lines.line_num} of {file}: {trouble}.")
        code, name, lat, lon, postal = cells
        rows[code] = (code, name, float(lat) if lat else None, float(lon) if lon else None, postal)
        first_lines[code] = lines.line_num
    for code, line in first_lines.items():
        if (parent := code.rpartition(".")[0]) and parent not in rows:
            raise BadFile(f"Line {line} of {file}: {code} lies in {parent}, which the file does not have.")
    if not rows:
        raise BadFile(f"{file} has no rows.")
    return rows


def row_trouble(cells: list[str]) -> str:
    """What is wrong with one line of the file, or ""."""
    if len(cells) != len(HEADER):
        return f"{len(cells)} cells instead of {len(HEADER)}"
    code, name, lat, lon, postal = cells
    if not re.fullmatch(CODE_PATTERN, code, re.ASCII):
        return f"{code!r} is no code such as 33.27.13.2003"
    if not (name.strip() == name and name.isprintable() and 0 < len(name) <= 80):
        return f"{name!r} is no name of 1 to 80 characters"
    if not (is_degrees(lat, 90) and is_degrees(lon, 180) and bool(lat) == bool(lon)):
        return f"{lat!r}, {lon!r} is no latitude and longitude in degrees"
    if not re.fullmatch(r"([0-9]{5})?", postal):
        return f"{postal!r} is no postal code of 5 digits"
    return ""


def is_degrees(text: str, most: float) -> bool:
    """Whether the text is empty or a number between -most and most."""
    return not text or (bool(re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]+)?", text)) and abs(float(text)) <= most)


def write(rows: dict[str, tuple]) -> tuple[int, int]:
    """Writes the rows that are new or differ; returns how many were added and how many updated.

    Paths are made afresh from the names, so a renamed regency renames the paths of all within it. A new code gets the
    next free number; the number of a code never changes.
    """
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE edition (LIKE regions_region) ON COMMIT DROP")
        cursor.execute("ALTER TABLE edition ALTER number DROP NOT NULL")
        with connection.wrap_database_errors:
            cursor.copy_expert(COPY, copy_text(rows))
        cursor.execute("ANALYZE edition")
        cursor.execute(UPDATE)
        updated = cursor.rowcount
        cursor.execute(INSERT)
        added = cursor.rowcount
        cursor.execute("DROP TABLE edition")
        if added or updated:
            refresh_dictionary(cursor)
            cursor.execute("ANALYZE regions_region, regions_nameword")
    return added, updated


def refresh_dictionary(cursor) -> None:
    """Makes the dictionary of NameWord afresh from the names."""
    cursor.execute("DELETE FROM regions_nameword")
    cursor.execute(
        "INSERT INTO regions_nameword SELECT DISTINCT word "
        "FROM regions_region, string_to_table(name_words, ' ') AS word WHERE word ~ '^[a-z]{4,}$'"
    )


def copy_text(rows: dict[str, tuple]) -> io.StringIO:
    """The rows as the CSV that COPY reads, with level, path and parent worked out from the codes."""
    text = io.StringIO()
    writer = csv.writer(text)
    for code, name, lat, lon, postal in rows.values():
        above = lineage(code)
        path = ", ".join(rows[one][1] for one in reversed(above))
        writer.writerow([code, len(above), name, path, code.rpartition(".")[0], lat, lon, postal])
    text.seek(0)
    return text


def drop_unused(codes) -> list[str]:
    """Deletes those of the regions to which nothing refers, the smallest first; returns their codes."""
    removed = []
    for code in sorted(codes, key=len, reverse=True):
        if not is_used(code):
            Region.objects.filter(code=code).delete()
            removed.append(code)
    return sorted(removed)


def is_used(code: str) -> bool:
    """Whether any row of any table refers to the region, histories and logs included."""
    return any(key.model._base_manager.filter(**{key.name: code}).exists() for key in keys_to_regions())


def keys_to_regions() -> list[ForeignKey]:
    """Every foreign key to a region, those without a way back included."""
    return [one.field for one in Region._meta.get_fields(include_hidden=True) if one.auto_created and one.one_to_many]
