"""What a production server such as gunicorn starts: `gunicorn config.wsgi`."""

import gc
import os
import re
from collections.abc import Callable, Iterable

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

BOUNDARY = re.compile(r';\s*boundary=("[^"]*"|[^;\s]+)', re.IGNORECASE)


def in_utf8(answer: Callable) -> Callable:
    """Reads every request as UTF-8, which is all that our pages send, whatever else the request says of itself.

    Django would read addresses and forms in any encoding that the header names; some (UTF-7) bring in characters that
    no database keeps, and others are no encodings of texts at all. Only the boundary between a form's parts is needed.
    """

    def answer_in_utf8(environ: dict, start_response: Callable) -> Iterable[bytes]:
        told = environ.get("CONTENT_TYPE", "")
        boundary = BOUNDARY.search(told)
        environ["CONTENT_TYPE"] = told.partition(";")[0] + (boundary[0] if boundary else "")
        return answer(environ, start_response)

    return answer_in_utf8


def keep_what_is_loaded() -> None:
    """Tells the collector of garbage that what is loaded by now stays until the end, and to come by seldom.

    It would look through all of Django again and again, for a quarter of the time that Python works at a sheet's rows.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)


application = in_utf8(get_wsgi_application())
keep_what_is_loaded()
