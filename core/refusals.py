"""How an action says no."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class Refusal(Exception):
    """An action that was understood and is not done; the text is a whole sentence for the person who asked.

    Each app names its own kinds (artisans.actions: NotFromThisState, AlreadyDecided ...). Views show the sentence.
    """


class RefusalMiddleware:
    """Answers a refusal that a page has no place of its own for, such as that of a record erased meanwhile."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        context = {"sentence": str(exception), "address": request.get_full_path()}
        return render(request, "409.html", context, status=409)
