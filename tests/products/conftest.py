import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _in_indonesian():
    """Addresses are those of the Indonesian site, whichever language the test before this one spoke last."""
    with translation.override("id"):
        yield
