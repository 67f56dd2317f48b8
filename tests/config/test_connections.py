"""The development server gives its connections to the database back."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection
from django.urls import reverse

ROOT = Path(__file__).parent.parent.parent
VISITORS, PAGES, ROOM = 12, 300, 30
SECONDS_TO_SERVE = 60


@pytest.fixture
def site(db) -> Iterator[str]:
    """The address of a development server, a process of its own, on the tests' database."""
    connection.ensure_connection()
    database = connection.connection.info
    who = f"{database.user}:{quote(database.password, safe='')}"
    url = f"postgres://{who}@{quote(database.host, safe='')}:{database.port}/{database.dbname}"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [sys.executable, "manage.py", "runserver", "--insecure", "--noreload", address]
    environment = {**os.environ, "DATABASE_URL": url, "DEBUG": "false"}
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd=ROOT, env=environment, **silent) as process:
        try:
            wait_until_serving(address, process)
            yield address
        finally:
            process.kill()


def wait_until_serving(site: str, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + SECONDS_TO_SERVE
    while process.poll() is None and time.monotonic() < deadline:
        try:
            visit(site, "/sehat/")
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the development server did not come up")


def visit(site: str, page: str) -> int:
    """The status of a page, asked for on a connection of its own, as a browser asks that has not been here."""
    with closing(HTTPConnection(site, timeout=SECONDS_TO_SERVE)) as visitor:
        visitor.request("GET", page)
        answer = visitor.getresponse()
        answer.read()
        return answer.status


def connections() -> int:
    """How many others are connected to the tests' database just now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return cursor.fetchone()[0]


def test_twelve_visitors_at_once_do_not_use_the_databases_connections_up(site):
    pages = ["/sehat/", reverse("clusters:list")] * (PAGES // 2)
    most = 0
    with ThreadPoolExecutor(VISITORS) as visitors:
        visits = [visitors.submit(visit, site, page) for page in pages]
        while not all(visited.done() for visited in visits):
            most = max(most, connections())
            time.sleep(0.02)
    assert [visited.result() for visited in visits] == [200] * PAGES
    assert 0 < most <= ROOM
