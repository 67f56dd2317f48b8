"""What every test finds: PostgreSQL with all of Indonesia's regions in it, and passwords that are hashed quickly."""

from collections.abc import Callable
from itertools import groupby
from typing import TypeVar

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import Model
from django.test import TransactionTestCase
from django.utils import translation

from tests import template
from tests.properties import examples

Made = TypeVar("Made")


def pytest_configure() -> None:
    settings.DATABASES["default"]["FOR_TESTS"] = True
    # tests/accounts/test_sign_in.py signs in with the real hasher.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what `make drill` runs many times over: races on several connections, and properties of the tables."""
    for item in items:
        database = item.get_closest_marker("django_db")
        if database and database.kwargs.get("transaction") and not item.get_closest_marker("browser"):
            item.add_marker("race")
        if getattr(item.module, "examples", None) is examples:
            item.add_marker("property")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_blocker):
    """Each worker's database is a copy of one that has the tables and the regions; tests refer to these by code."""
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = template.find_or_make()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Lets each test on several connections leave the database as it was.

    A test on several connections ends by emptying the tables. Regions take seconds to load, so theirs are left alone (a
    test of that kind that changes regions puts them right itself); the few rows of the migrations are put back.
    """
    with django_db_blocker.unblock():
        first_rows = [row for model in emptied_models() for row in model._base_manager.all()]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda test: begin_again(first_rows))
        yield
    with django_db_blocker.unblock():
        end_other_sessions()


def end_other_sessions() -> None:
    """Ends what a thread of the live server or of a test left open: it would keep the database from being dropped."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()"
        )


def emptied_models() -> list[type[Model]]:
    kept = {ContentType, *apps.get_app_config("regions").get_models()}
    tables = [model for model in apps.get_models(include_auto_created=True) if has_table(model)]
    return [model for model in tables if model not in kept]


def has_table(model: type[Model]) -> bool:
    return model._meta.managed and not model._meta.proxy


def begin_again(first_rows: list[Model]) -> None:
    tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in emptied_models())
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {tables} CASCADE")
    for model, rows in groupby(first_rows, type):
        model._base_manager.bulk_create(rows)


@pytest.fixture(scope="module")
def module_rows(django_db_setup, django_db_blocker):
    """module_rows(make) returns what `make` makes in the database once, for all tests of a module.

    A fixture of that scope calls it. What a test changes is taken back after it as always; what was made, after the
    module's last test. Not for tests on several connections, which would not see the rows.
    """

    def make(step: Callable[[], Made]) -> Made:
        with django_db_blocker.unblock(), translation.override("id"):
            return step()

    with pytest.MonkeyPatch.context() as patch:
        # Each test closes its connection at the end, and would take the rows with it.
        patch.setattr(connection, "close", lambda: None)
        rows = transaction.atomic()
        make(rows.__enter__)
        yield make
        make(lambda: transaction.set_rollback(True))
        make(lambda: rows.__exit__(None, None, None))


@pytest.fixture(autouse=True)
def _in_indonesian():
    """Addresses are those of the Indonesian site, whichever language the test before this one spoke last."""
    with translation.override("id"):
        yield


@pytest.fixture(autouse=True)
def _no_rate_is_used_up():
    """Rate limits count in the cache; a test begins with none used."""
    cache.clear()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Says in the very last line how many browser tests did not run."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or hasattr(config, "workerinput"):
        return
    skipped = [report for report in reporter.stats.get("skipped", []) if "browser" in report.keywords]
    if skipped:
        reporter.write_line(f"{len(skipped)} browser tests were skipped: no Chromium on this machine.", yellow=True)
