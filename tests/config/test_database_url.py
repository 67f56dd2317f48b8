"""DATABASE_URL names the PostgreSQL; without it only development goes on."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.postgres import django_database

ROOT = Path("/srv/sentra")


def read(url: str) -> tuple:
    entry = django_database({"DATABASE_URL": url}, ROOT, embedded=False)
    return tuple(entry[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME", "OPTIONS"))


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        ("postgres://ani:rahasia@db:6432/sentra", ("ani", "rahasia", "db", "6432", "sentra", {})),
        ("postgresql://ani:p%40ss%3Aw%2Frd@db/sentra", ("ani", "p@ss:w/rd", "db", "", "sentra", {})),
        ("postgres://ani@%2Frun%2FPostgreSQL/sentra", ("ani", "", "/run/PostgreSQL", "", "sentra", {})),
        ("postgres:///sentra?host=/run/postgresql&port=5433", ("", "", "/run/postgresql", "5433", "sentra", {})),
        ("postgres://ani:x@[::1]:5432/sentra", ("ani", "x", "::1", "5432", "sentra", {})),
        ("postgres://ani@db/sentra?sslmode=require", ("ani", "", "db", "", "sentra", {"sslmode": "require"})),
    ],
)
def test_every_part_is_read(url, parts):
    assert read(url) == parts


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("mysql://ani:rahasia@db/sentra", "it must begin with postgres://"),
        (
            "postgres://ani:rahasia@db",
            "it must end in the database's name, as in postgres://user:password@host:5432/name",
        ),
        ("postgres://ani:rahasia@db:lima/sentra", "its port is not a number"),
        ("postgres://ani:rahasia@[::1/sentra", "its IPv6 address lacks the closing bracket"),
    ],
)
def test_one_that_cannot_be_read_is_refused_without_showing_the_password(url, reason):
    with pytest.raises(ImproperlyConfigured) as refused:
        read(url)
    assert str(refused.value) == f"DATABASE_URL cannot be read: {reason}."


def test_production_without_one_is_refused_with_the_fix():
    with pytest.raises(ImproperlyConfigured) as refused:
        django_database({}, ROOT, embedded=False)
    assert str(refused.value) == (
        "Set DATABASE_URL to this site's PostgreSQL, such as postgres://sentra:password@127.0.0.1:5432/sentra; "
        "the embedded server is for development only (without PRODUCTION=true)."
    )


def test_development_without_one_uses_the_embedded_server_and_starts_nothing_yet(tmp_path):
    entry = django_database({"PATH": "/usr/bin"}, tmp_path, embedded=True)
    assert (entry["ENGINE"], entry["NAME"], entry["USER"]) == ("config.postgres", "sentra", "sentra")
    assert list(tmp_path.iterdir()) == []
