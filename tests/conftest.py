"""What every test finds: PostgreSQL with all of Indonesia's regions in it."""

import pytest
from django.core.cache import cache
from django.core.management import call_command


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Loads the real regions once into each worker's database; tests refer to them by code."""
    with django_db_blocker.unblock():
        call_command("load_regions", verbosity=0)


@pytest.fixture(autouse=True)
def _regions_again(request):
    """A test on several connections ends by emptying every table; the next one of its kind finds the regions again."""
    marker = request.node.get_closest_marker("django_db")
    if marker and marker.kwargs.get("transaction"):
        request.getfixturevalue("transactional_db")
        call_command("load_regions", verbosity=0)


@pytest.fixture(autouse=True)
def _no_rate_is_used_up():
    """Rate limits count in the cache; a test begins with none used."""
    cache.clear()
