"""What the log keeps of a trouble with the database: where it was, and nobody's data."""

import logging
import sys
from contextlib import nullcontext

import pghistory
import pytest
from django.db import DatabaseError, IntegrityError, connection

from artisans.models import Artisan, PersonIdentity
from core.logs import WithoutRows
from tests.factories import ArtisanFactory


@pytest.mark.django_db
def test_the_row_that_a_constraint_refuses_is_not_written_down():
    person = {"legal_name": "Siti\n\nAminah", "phone": "0824 1234"}
    try:
        PersonIdentity.objects.create(artisan=ArtisanFactory(), **person)
    except IntegrityError:
        record = logging.LogRecord("django.request", logging.ERROR, "", 1, "Trouble", (), sys.exc_info())
    written = WithoutRows().format(record)
    assert "identity_phone_is_e164" in written
    assert "(the row is left out)" in written
    assert [secret for secret in ("Siti", "Aminah", "0824") if secret in written] == []


def in_the_query(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 WHERE 'Siti' = %s AND no_such_column = '0824'", [name])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (lambda: in_the_query("Aminah"), 'column "no_such_column" does not exist'),
        (lambda: Artisan.objects.extra(where=["id = 'Siti 0824'"]).exists(), "SQLSTATE 22P02"),
        (lambda: ArtisanFactory(public_name="Siti Aminah 0824" * 9), "SQLSTATE 22001"),
    ],
)
@pytest.mark.parametrize("in_history", [True, False])
def test_no_statement_and_no_value_is_written_down(trouble, said, in_history):
    with pghistory.context(url="/petugas/") if in_history else nullcontext():
        try:
            trouble()
        except DatabaseError:
            record = logging.LogRecord("django.request", logging.ERROR, "", 1, "Trouble", (), sys.exc_info())
    # The lines of our own code are in the log, also where a test writes a name into them.
    written = "\n".join(line for line in WithoutRows().format(record).splitlines() if "    " not in line[:4])
    assert f"{said} (the row is left out)" in written
    assert [secret for secret in ("Siti", "Aminah", "0824") if secret in written] == []


def test_the_log_of_the_site_is_written_that_way(settings):
    assert settings.LOGGING["formatters"][settings.LOGGING["handlers"]["console"]["formatter"]] == {
        "()": "core.logs.WithoutRows"
    }
