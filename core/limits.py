"""How long the database may work on one question of a page: somebody is waiting for it, and others want their turn.

What runs into these limits, and what finds the database full or out of reach, is answered by 503 and a sentence.

Commands, migrations and the nightly jobs are no pages and have no limit.
"""

import sys
from collections.abc import Callable
from contextvars import ContextVar

import psycopg2
from django.conf import settings
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import defaults
from psycopg2 import errors

RETRY_AFTER = 30  # seconds
# What PostgreSQL says while it is full, starts or stops. While there is no connection the driver knows no code at all.
OUT_OF_REACH = {None, "53300", "57P01", "57P02", "57P03"}
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
        return cut_off(request, "503.html")
    if is_out_of_reach(error):
        return cut_off(request, "503_out_of_reach.html")
    return None


def _limit(*, connection: BaseDatabaseWrapper, **_kwargs) -> None:
    if _is_page.get():
        with connection.cursor() as cursor:
            for name, value in settings.PAGE_LIMITS.items():
                cursor.execute("SELECT set_config(%s, %s, false)", [name, value])


def was_cut_off(error: BaseException | None) -> bool:
    """Whether PostgreSQL gave up on a question because it took too long, or waited too long for a lock."""
    cut_off = (errors.QueryCanceled, errors.LockNotAvailable)
    return isinstance(error, OperationalError) and isinstance(error.__cause__, cut_off)


def is_out_of_reach(error: BaseException | None) -> bool:
    """Whether there was no connection to PostgreSQL to be had, or the one there was broke."""
    cause = error.__cause__ if isinstance(error, OperationalError) else None
    return isinstance(cause, psycopg2.OperationalError) and cause.pgcode in OUT_OF_REACH


def cut_off(request: HttpRequest, template: str, context: dict[str, object] | None = None) -> HttpResponse:
    """The answer to a request whose question was cut off: nothing is broken, and it is worth trying again."""
    response = render(request, template, context, status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    response["Cache-Control"] = "private, no-store"
    return response
