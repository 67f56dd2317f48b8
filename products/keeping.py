"""What browsers keep of the search: a page that stands for a state of the search may be shown again while that lasts.

Shared caches keep nothing, and a page of somebody signed in, or with a message, is kept by nobody.
"""

from hashlib import blake2b

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language

from core.build import build
from products import search

VARY = ("Cookie", "HX-Request", "HX-History-Restore-Request")


def unchanged(request: HttpRequest) -> HttpResponse | None:
    """304, before anything is searched, for a browser that has the page as it would be now."""
    if "If-None-Match" not in request.headers or not may_be_kept(request):
        return None
    answer = kept(request, HttpResponse(), search.version())
    return answer if answer.status_code == 304 else None


def kept(request: HttpRequest, response: HttpResponse, version: str) -> HttpResponse:
    """The response with what caches must know; `version` is that of the search it was made from."""
    patch_vary_headers(response, VARY)
    if not may_be_kept(request):
        response["Cache-Control"] = "private, no-store"
        return response
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = tag = _tag(request, version)
    return get_conditional_response(request, etag=tag, response=response)


def may_be_kept(request: HttpRequest) -> bool:
    return is_whole(request) and request.user.is_anonymous and not get_messages(request)


def is_whole(request: HttpRequest) -> bool:
    """Whether the page is asked for and not the part of it that htmx puts in place."""
    return not request.htmx or request.htmx.history_restore_request


def _tag(request: HttpRequest, version: str) -> str:
    told = (version, build(), get_language(), request.build_absolute_uri())
    return f'W/"{blake2b(repr(told).encode(), digest_size=12).hexdigest()}"'
