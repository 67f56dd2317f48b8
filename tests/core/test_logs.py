"""What the log keeps of a trouble with the database: where it was, and nobody's data."""

import logging
import sys

import pytest
from django.db import IntegrityError

from artisans.models import PersonIdentity
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


def test_the_log_of_the_site_is_written_that_way(settings):
    assert settings.LOGGING["formatters"][settings.LOGGING["handlers"]["console"]["formatter"]] == {
        "()": "core.logs.WithoutRows"
    }
