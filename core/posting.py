"""Steps that change something: they are done by POST, and only by POST."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def done_by_post(way_back: View) -> Callable[[View], View]:
    """Leads whoever comes by a link, as after signing in again or changing the language, to where the step is done."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            return (view if request.method == "POST" else way_back)(request, *args, **kwargs)

        return guarded

    return decorate
