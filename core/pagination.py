"""Long lists, a page at a time."""

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

PER_PAGE = 24


def page_of(request: HttpRequest, rows, per_page: int = PER_PAGE) -> Page:
    """The page that `?page=` asks for; nonsense gives the first, a number beyond the end the last one."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))
