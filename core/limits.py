"""How long the database may work on one question of a page: somebody is waiting for it, and others want their turn.

What runs into these limits, and what finds the database full or out of reach, is answered by 503 and a sentence.

Commands, migrations and the nightly jobs are no pages and have no limit.
"""

import logging
import re
import sys
from collections.abc import Callable, Iterator
from contextvars import ContextVar

import psycopg2
from django.conf import settings
from django.db import Error, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import defaults
from psycopg2 import errors

RETRY_AFTER = 30  # seconds
# What PostgreSQL says while it is full, starts or stops. While there is no connection the driver knows no code at all.
OUT_OF_REACH = {None, "53300", "57P01", "57P02", "57P03"}
# PostgreSQL waited too long for a row, or ended one of two transactions that waited for each other.
NO_LOCK = (errors.LockNotAvailable, errors.DeadlockDetected)
# Answers that are not written into a page, not even into that of the person who gave them.
SECRET = re.compile(r"(?:^|[-_])(?:password\d?|nik|code|word|token|csrfmiddlewaretoken)(?:$|[-_])")
logger = logging.getLogger(__name__)
_is_page = ContextVar("_is_page", default=False)


class LimitsMiddleware:
    """Sets settings.PAGE_LIMITS on the connections that pages open, and answers what runs into them with a sentence."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        connection_created.connect(_limit, dispatch_uid="core.limits")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _is_page.set(True)
        try:
            return self.get_response(request)
        finally:
            _is_page.reset(token)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return try_again(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """The site's handler500: errors outside of views, as in reading the session, do not pass the middleware."""
    return try_again(request, sys.exception()) or defaults.server_error(request)


def try_again(request: HttpRequest, error: BaseException | None) -> HttpResponse | None:
    """The answer to an error that will be gone in a moment, and None for any other. The page asks no database."""
    if was_cut_off(error):
        return cut_off(request, "503.html", _to_send_again(request))
    if is_out_of_reach(error):
        logger.error("The database cannot be reached: %s", str(error).partition("\n")[0])
        return cut_off(request, "503_out_of_reach.html", _to_send_again(request))
    return None


def _limit(*, connection: BaseDatabaseWrapper, **_kwargs) -> None:
    if _is_page.get():
        with connection.cursor() as cursor:
            for name, value in settings.PAGE_LIMITS.items():
                cursor.execute("SELECT set_config(%s, %s, false)", [name, value])


def take_longer() -> None:
    """Lets each further question of this transaction take a minute: for what is rare and must be done whole."""
    if _is_page.get():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', '60s', true)")


def was_cut_off(error: BaseException | None) -> bool:
    """Whether PostgreSQL gave up: it took too long, waited too long for a lock, or two waited for each other."""
    return any(isinstance(one, (errors.QueryCanceled, *NO_LOCK)) for one in _database_errors(error))


def got_no_lock(error: BaseException | None) -> bool:
    """Whether it was others who were in the way, so that the same may go well a moment later."""
    return any(isinstance(one, NO_LOCK) for one in _database_errors(error))


def is_out_of_reach(error: BaseException | None) -> bool:
    """Whether there was no connection to PostgreSQL to be had, or the one there was broke."""
    errors_of_driver = (one for one in _database_errors(error) if isinstance(one, psycopg2.OperationalError))
    return any(one.pgcode in OUT_OF_REACH for one in errors_of_driver)


def _database_errors(error: BaseException | None) -> Iterator[BaseException]:
    """The error and those that it came from: of the driver itself, wrapped by Django, or in the wake of another."""
    while isinstance(error, (Error, psycopg2.Error)):
        yield error
        error = error.__cause__ or error.__context__


def cut_off(request: HttpRequest, template: str, context: dict[str, object] | None = None) -> HttpResponse:
    """The answer to a request whose question was cut off: nothing is broken, and it is worth trying again."""
    response = render(request, template, context, status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    response["Cache-Control"] = "private, no-store"
    return response


def _to_send_again(request: HttpRequest) -> dict[str, object]:
    """The answers of a form as it was sent but for files and secrets, and whether there were such.

    None of a form that is not known to have come from our own page.
    """
    if request.method != "POST" or not getattr(request, "csrf_processing_done", False):
        return {}
    kept = [name for name in request.POST if not SECRET.search(name)]
    return {
        "address": request.get_full_path(),
        "again": [(name, value) for name in kept for value in request.POST.getlist(name)],
        "lacks_some": bool(request.FILES or request.POST.keys() - {"csrfmiddlewaretoken", *kept}),
    }
