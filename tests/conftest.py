"""What every test finds: PostgreSQL with all of Indonesia's regions in it."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Loads the real regions once into each worker's database; tests refer to them by code."""
    with django_db_blocker.unblock():
        call_command("load_regions", verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def _what_a_site_begins_with_outlives_a_test():
    """A test on several connections ends by emptying every table, save those that it found filled.

    Loading the regions again takes seconds, so a test of that kind that changes regions puts them right itself.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda test: empty_tables())
        yield


def empty_tables() -> None:
    kept = {ContentType, Permission, *apps.get_app_config("regions").get_models()}
    tables = [model._meta.db_table for model in apps.get_models(include_auto_created=True) if model not in kept]
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(map(connection.ops.quote_name, tables))} CASCADE")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Says in the very last line how many browser tests did not run."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or hasattr(config, "workerinput"):
        return
    skipped = [report for report in reporter.stats.get("skipped", []) if "browser" in report.keywords]
    if skipped:
        reporter.write_line(f"{len(skipped)} browser tests were skipped: no Chromium on this machine.", yellow=True)
