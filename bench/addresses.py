"""The site's addresses and one more, whose page holds nothing: what Django itself takes for an answer."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import urlpatterns as site

EMPTY = "/bench-empty/"


def empty(request: HttpRequest) -> HttpResponse:
    """Nothing, with all that the middleware does around it."""
    return HttpResponse()


urlpatterns = [path(EMPTY[1:], empty), *site]
