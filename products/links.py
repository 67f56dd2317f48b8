"""Which private links of makers a browser has opened."""

from django.http import HttpRequest

from products.models import BuyerLink

SESSION_KEY = "known_to_makers"


def opened_links(request: HttpRequest) -> list[int]:
    """The keys of the links; whether each still stands is asked of the database every time."""
    return request.session.get(SESSION_KEY, [])


def remember(request: HttpRequest, link: BuyerLink) -> None:
    """Keeps in the browser's session that it opened this link."""
    request.session[SESSION_KEY] = sorted({*opened_links(request), link.pk})
