"""The site as production runs it, on one of the bench's catalogues.

`python -m bench.site` answers requests without a network and says how long each took, and how long its search: all that
products.search does for the page, that is finding, counting, and reading the rows of the cards.
"""

import atexit
import base64
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import cache, partial
from time import perf_counter
from wsgiref.util import setup_testing_defaults

from django.db import connection

from bench.helpers import ROOT, Helper, answer, milliseconds

SEARCHING = ("search", "count_relaxed")


def production(database_url: str) -> dict[str, str]:
    """The environment of a production server that asks this database, as docs/deployment.md tells it."""
    return {**_settings(), "DATABASE_URL": database_url}


@cache
def _settings() -> dict[str, str]:
    """Everything but the database; the static files are hashed and the translations built. Gone in the end."""
    directory = tempfile.TemporaryDirectory(prefix="sentra-bench-")
    atexit.register(directory.cleanup)
    environment = {
        "PRODUCTION": "true",
        "DEBUG": "false",
        "HTTPS": "false",
        "BEHIND_PROXY": "false",
        "ALLOWED_HOSTS": "127.0.0.1",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "SEALING_KEYS": f"bench:{_key()}",
        "LOOKUP_KEY": _key(),
        "DATABASE_URL": "postgres:///none",
        "STATIC_ROOT": directory.name,
    }
    for command in (["build_translations"], ["collectstatic", "--noinput", "--verbosity=0"]):
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env={**os.environ, **environment},
            check=True,
            capture_output=True,
        )
    return environment


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


class Site(Helper):
    """The site's process; `page` asks for an address."""

    def __init__(self, database_url: str) -> None:
        super().__init__("bench.site", environment=production(database_url))

    def page(self, address: str, known: str = "") -> dict:
        """`page`, `after` (work after the answer), `data` and `sql` in milliseconds, `queries`, `total` found, `size` in bytes, and its `tag`.

        `known` is the tag of the page that the browser has; `size` is 0 where that is still true.
        """
        return self.ask("page", address=address, known=known)


class Clock:
    """What the request at hand has spent in products.search and in the database."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        self.data = self.sql = 0.0
        self.queries, self.depth, self.total = 0, 0, None

    def timed(self, searching: Callable) -> Callable:
        """The function, timed; the counts that a result makes when it is first asked for them are part of it."""

        def search_and_time(*arguments, **named):
            began, self.depth = perf_counter(), self.depth + 1
            try:
                results = searching(*arguments, **named)
                getattr(results, "counts", None)
                self.total = getattr(results, "total", self.total)
                return results
            finally:
                self.depth -= 1
                if not self.depth:
                    self.data += milliseconds(began)

        return search_and_time

    def execute(self, execute: Callable, *arguments) -> object:
        began = perf_counter()
        try:
            return execute(*arguments)
        finally:
            self.queries += 1
            self.sql += milliseconds(began)


def watch(clock: Clock) -> None:
    """Puts the clock around the search wherever the site calls it."""
    from products import search

    for name in SEARCHING:
        searching = getattr(search, name)
        timed = clock.timed(searching)
        for module in list(sys.modules.values()):
            if module.__name__.split(".")[:2] != ["products", "search"] and vars(module).get(name) is searching:
                setattr(module, name, timed)


def page(application: Callable, clock: Clock, address: str, known: str = "") -> dict:
    """Answers one request of a visitor without a cookie."""
    path, _, query = address.partition("?")
    environ = {"PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": "127.0.0.1", "HTTP_ACCEPT_LANGUAGE": "id"}
    environ |= {"HTTP_IF_NONE_MATCH": known} if known else {}
    setup_testing_defaults(environ)
    told: dict[str, str] = {}
    clock.begin()
    began = perf_counter()
    body = application(environ, lambda status, headers: told.update(headers, status=status))
    size = sum(len(part) for part in body)
    took, ended = milliseconds(began), perf_counter()
    body.close()
    after = milliseconds(ended)
    if told["status"] != ("304 Not Modified" if known else "200 OK"):
        raise RuntimeError(f"{address} was answered with {told['status']}.")
    spent = {"data": clock.data, "sql": clock.sql, "queries": clock.queries, "total": clock.total}
    return {"page": took, "after": after, "size": size, "tag": told.get("ETag", ""), **spent}


def browse(application: Callable, clock: Clock, addresses: list[str], seconds: float) -> dict:
    """Asks for the addresses in turn for so many seconds; all `pages` in milliseconds."""
    until, pages = perf_counter() + seconds, []
    while perf_counter() < until:
        pages.append(page(application, clock, addresses[len(pages) % len(addresses)])["page"])
    return {"pages": pages}


def main() -> None:
    from bench.wsgi import application
    from products import views  # noqa: F401 - what calls the search is read before the clock is put around it

    clock = Clock()
    watch(clock)
    connection.execute_wrappers.append(clock.execute)
    from bench.rivals import naive

    answer(
        {
            "page": partial(page, application, clock),
            "browse": partial(browse, application, clock),
            "naive": naive.ask,
            "cards": naive.cards,
        }
    )


if __name__ == "__main__":
    main()
