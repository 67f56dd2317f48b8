"""A phone's browser: headless Chromium on the live site. A page that complains in its console fails its test."""

import os
import shutil
from collections.abc import Callable

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from accounts.models import User

# Playwright runs an event loop in the test's thread, which Django would take for an asynchronous view.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# On a busy machine a page takes its time; a test that passes never waits this long.
expect.set_options(timeout=20_000)
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
QUIET = "--disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update"
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}

Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict:
    """Debian's Chromium; its headless shell takes half of the work of the whole browser.

    Without one the tests are skipped, or fail where SENTRA_REQUIRE_BROWSER=1 wants them.
    """
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        (pytest.fail if os.environ.get("SENTRA_REQUIRE_BROWSER") == "1" else pytest.skip)(
            "No Chromium on this machine: apt-get install chromium-headless-shell libatomic1"
        )
    return {"executable_path": program, "args": ["--no-sandbox", "--disable-sync", *QUIET.split()]}


@pytest.fixture(scope="session")
def browser_context_args() -> dict:
    return PHONE | {"locale": "id-ID", "timezone_id": "Asia/Jakarta", "reduced_motion": "reduce"}


@pytest.fixture(scope="session")
def _styles_are_kept():
    """Lets browsers keep styles and scripts for the session, as a phone does from page to page."""
    serve = StaticFilesHandler.serve

    def to_be_kept(handler: StaticFilesHandler, request: HttpRequest) -> HttpResponse:
        response = serve(handler, request)
        response["Cache-Control"] = "max-age=3600"
        return response

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "serve", to_be_kept)
        yield


class Phones:
    """The session's phones, lent to one test after the other: each is a context of the browser, wiped in between.

    What the browser keeps of styles and scripts stays; cookies, stored data, permissions and routes go.
    """

    def __init__(self, browser: Browser, arguments: dict) -> None:
        self.browser, self.arguments = browser, arguments
        self.all: dict[bool, list[BrowserContext]] = {True: [], False: []}
        self.lent: dict[bool, int] = {True: 0, False: 0}

    def lend(self, *, javascript: bool) -> BrowserContext:
        """A phone that nobody else of the same test holds."""
        phones, number = self.all[javascript], self.lent[javascript]
        if number == len(phones):
            phones.append(self.browser.new_context(**self.arguments, java_script_enabled=javascript))
        self.lent[javascript] += 1
        return phones[number]

    def take_back(self, origin: str) -> None:
        for javascript, number in self.lent.items():
            for phone in self.all[javascript][:number]:
                wipe(phone, origin)
            self.lent[javascript] = 0


def wipe(phone: BrowserContext, origin: str) -> None:
    blank = phone.new_page()
    for page in phone.pages:
        if page != blank:
            page.close()
    phone.unroute_all(behavior="ignoreErrors")
    phone.clear_permissions()
    phone.set_geolocation(None)
    phone.set_offline(False)
    phone.clear_cookies()
    phone.new_cdp_session(blank).send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
    blank.close()


@pytest.fixture(scope="session")
def phones(browser, browser_context_args, live_server, _styles_are_kept) -> Phones:
    return Phones(browser, browser_context_args | {"base_url": live_server.url})


@pytest.fixture(scope="session")
def _connection_beside_the_loop(browser):
    """While Playwright's event loop runs, Django holds another connection for this thread, which nobody else closes."""
    yield
    connection.close()


@pytest.fixture
def broken_line_is_no_complaint() -> None:
    """For tests that break the line or send what is refused: the browser's own word about that is expected."""


@pytest.fixture
def visit(request, _connection_beside_the_loop, phones, live_server, settings, tmp_path):
    """visit("/klaster/") opens a page on a new phone, `by=` somebody signed in or a stranger; javascript=False without.

    The test fails if the server broke, or a page visited wrote an error to its console: of a script, of the content
    security policy, of a file that is not there.
    """
    settings.MEDIA_ROOT = tmp_path
    cache.clear()
    complaints: list[str] = []
    is_line_broken = "broken_line_is_no_complaint" in request.fixturenames

    def open_page(path: str = "/", *, by: User | None = None, javascript: bool = True) -> Page:
        context = phones.lend(javascript=javascript)
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
    phones.take_back(live_server.url)
    assert complaints == []
