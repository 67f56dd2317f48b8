"""Work done once the visitor has the answer, so that the time it takes tells nobody what was found."""

import logging
from collections.abc import Callable
from contextvars import ContextVar
from functools import partial

from django.http import HttpRequest, HttpResponse

from core.refusals import Refusal

Work = Callable[[], object]
logger = logging.getLogger(__name__)
# The page that is being made, where one is.
_page: ContextVar[HttpRequest | None] = ContextVar("_page", default=None)


def afterwards(request: HttpRequest, work: Work) -> None:
    """Has `work` done after the answer to this request has been sent; what goes wrong then is for the log alone."""
    request.afterwards = [*getattr(request, "afterwards", []), work]


def after_the_answer(work: Work) -> bool:
    """Has `work` done once, after the answer to the page that is being made; False where no page is being made.

    For what nobody waits for and whoever comes may do: its errors are for the log alone.
    """
    request = _page.get()
    if request is None:
        return False
    if work not in getattr(request, "afterwards", []):
        afterwards(request, work)
    return True


class AfterwardsMiddleware:
    """Does what `afterwards` noted when the web server closes the answer: by then the visitor has all of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _page.set(request)
        try:
            response = self.get_response(request)
        finally:
            _page.reset(token)
        if work := getattr(request, "afterwards", []):
            response.close = partial(_do_and_close, work, response.close)
        return response


def _do_and_close(work: list[Work], close: Callable[[], None]) -> None:
    try:
        for piece in work:
            _do(piece)
    finally:
        close()


def _do(piece: Work) -> None:
    try:
        piece()
    except Refusal as refusal:
        logger.warning("Not done after the answer: %s", type(refusal).__name__)
    except Exception:
        logger.exception("Not done after the answer")
