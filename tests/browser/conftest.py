"""A phone's browser: headless Chromium on the live site. A page that complains in its console fails its test."""

import os
import shutil
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from playwright.sync_api import ConsoleMessage, Page, expect

from accounts.models import User

# Playwright runs an event loop in the test's thread, which Django would take for an asynchronous view.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# On a busy machine a page takes its time; a test that passes never waits this long.
expect.set_options(timeout=20_000)
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
QUIET = "--disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update"
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}

Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict:
    """Debian's Chromium. Without one the tests are skipped, or fail where SENTRA_REQUIRE_BROWSER=1 wants them."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        (pytest.fail if os.environ.get("SENTRA_REQUIRE_BROWSER") == "1" else pytest.skip)(
            "No Chromium on this machine: apt-get install chromium libatomic1"
        )
    return {"executable_path": program, "args": ["--no-sandbox", "--disable-sync", *QUIET.split()]}


@pytest.fixture(scope="session")
def browser_context_args() -> dict:
    return PHONE | {"locale": "id-ID", "timezone_id": "Asia/Jakarta", "reduced_motion": "reduce"}


@pytest.fixture(scope="session")
def _connection_beside_the_loop(browser):
    """While Playwright's event loop runs, Django holds another connection for this thread, which nobody else closes."""
    yield
    connection.close()


@pytest.fixture
def broken_line_is_no_complaint() -> None:
    """For tests that break the line or send what is refused: the browser's own word about that is expected."""


@pytest.fixture
def visit(request, _connection_beside_the_loop, new_context, live_server, settings, tmp_path):
    """visit("/klaster/") opens a page on a new phone, `by=` somebody signed in or a stranger; javascript=False without.

    The test fails if the server broke, or a page visited wrote an error to its console: of a script, of the content
    security policy, of a file that is not there.
    """
    settings.MEDIA_ROOT = tmp_path
    cache.clear()
    complaints: list[str] = []
    is_line_broken = "broken_line_is_no_complaint" in request.fixturenames

    def open_page(path: str = "/", *, by: User | None = None, javascript: bool = True) -> Page:
        context = new_context(base_url=live_server.url, java_script_enabled=javascript)
        if by is not None:
            client = Client()
            client.force_login(by)
            cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
            context.add_cookies([cookie])
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: note(page, message))
        page.on("response", lambda answer: answer.status < 500 or complaints.append(f"{answer.status}: {answer.url}"))
        page.goto(path)
        return page

    def note(page: Page, message: ConsoleMessage) -> None:
        # That a page itself was answered with 404 or 422 is no complaint of the page.
        is_own_answer = "Failed to load resource" in message.text and message.location.get("url") == page.url
        is_expected = is_line_broken and ("Failed to load resource" in message.text or "htmx:" in message.text)
        # htmx tells the console when a newer request takes an older one's place; a failed one says htmx:sendError too.
        is_replaced = message.text.startswith(("htmx:sendAbort", "htmx:afterRequest"))
        if message.type == "error" and not (is_own_answer or is_expected or is_replaced):
            complaints.append(f"{page.url}: {message.text}")

    yield open_page
    assert complaints == []
