"""DATABASE_URL, read the way libpq reads it."""

from urllib.parse import parse_qsl, unquote

from django.core.exceptions import ImproperlyConfigured

SCHEMES = ("postgres://", "postgresql://")


def parse(url: str) -> dict:
    """Django's NAME, USER, PASSWORD, HOST, PORT and OPTIONS of postgres://user:password@host:port/name?option=value.

    A socket directory is a percent-encoded host (%2Frun%2Fpostgresql) or ?host=/run/postgresql; options such as
    sslmode go to libpq as they are. Raises ImproperlyConfigured without repeating the URL, which holds a password.
    """
    scheme = next((scheme for scheme in SCHEMES if url.startswith(scheme)), None)
    if scheme is None:
        raise _unreadable("it must begin with postgres://")
    address, _, query = url.removeprefix(scheme).partition("?")
    authority, _, name = address.partition("/")
    credentials, _, place = authority.rpartition("@")
    user, _, password = credentials.partition(":")
    host, port = _split_port(place)
    options = dict(parse_qsl(query, keep_blank_values=True))
    database = {
        "NAME": unquote(name),
        "USER": unquote(user),
        "PASSWORD": unquote(password),
        "HOST": options.pop("host", unquote(host)),
        "PORT": options.pop("port", port),
        "OPTIONS": options,
    }
    if not database["NAME"]:
        raise _unreadable("it must end in the database's name, as in postgres://user:password@host:5432/name")
    if database["PORT"] and not database["PORT"].isdecimal():
        raise _unreadable("its port is not a number")
    return database


def _split_port(place: str) -> tuple[str, str]:
    """Host and port of "db:5432", "[::1]:5432" or "%2Frun%2Fpostgresql"."""
    if place.startswith("["):
        host, bracket, port = place[1:].partition("]")
        if not bracket:
            raise _unreadable("its IPv6 address lacks the closing bracket")
        return host, port.removeprefix(":")
    host, _, port = place.partition(":")
    return host, port


def _unreadable(reason: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"DATABASE_URL cannot be read: {reason}.")
