"""A database of the bench's own, on the server that the settings name."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

from django.core.management import call_command
from django.db import connection


@contextmanager
def scratch_database() -> Iterator[None]:
    """Makes <database>_bench with all tables and regions, connects to it, and drops it in the end."""
    name = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = f"{name}_bench"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        call_command("load_regions", verbosity=0, stdout=StringIO())
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def settle() -> None:
    """Lets PostgreSQL learn what the tables hold, as it does by itself within a minute of a large change."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
