"""Which PostgreSQL Sentra talks to: the one of DATABASE_URL, or the embedded one of this checkout.

The embedded server is for development, the demo and tests; docs/adr/0001-embedded-postgresql.md says why it is
built as it is. Nothing starts on import: the server starts when Django first connects (config.postgres.base).
"""

from collections.abc import Mapping
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from config.postgres.server import DATABASE, ROLE, Server
from config.postgres.trouble import Refused
from config.postgres.url import parse

__all__ = ["Refused", "Server", "django_database"]


def django_database(environ: Mapping[str, str], root: Path, *, embedded: bool) -> dict:
    """The DATABASES entry for DATABASE_URL, or else for the embedded server of the checkout at `root`.

    Raises ImproperlyConfigured for a DATABASE_URL that cannot be read, and for none where `embedded` is False.
    """
    url = environ.get("DATABASE_URL", "").strip()
    if url:
        return {"ENGINE": "django.db.backends.postgresql", "CONN_HEALTH_CHECKS": True, **parse(url)}
    if not embedded:
        raise ImproperlyConfigured(
            "Set DATABASE_URL to this site's PostgreSQL, such as postgres://sentra:password@127.0.0.1:5432/sentra; "
            "the embedded server is for development only (without PRODUCTION=true)."
        )
    return {
        "ENGINE": "config.postgres",
        "NAME": DATABASE,
        "USER": ROLE,
        "CONN_HEALTH_CHECKS": True,
        "CHECKOUT": root,
        "SEARCH_PATH": environ.get("PATH", ""),
        "FOR_TESTS": False,  # tests/conftest.py says otherwise
    }
