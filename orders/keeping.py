"""Which enquiries a buyer's browser has opened, kept in its session; the address of a page opens nothing by itself."""

from django.http import HttpRequest

from orders import words

SESSION_KEY = "enquiries"
MOST = 30


def remember(request: HttpRequest, enquiry_id: int, seed: str = "") -> None:
    """Lets this browser open the enquiry. With the seed, its page shows the word until the buyer has kept it."""
    opened = opened_by(request)
    opened.pop(str(enquiry_id), None)
    newest = [*opened.items(), (str(enquiry_id), seed)][-MOST:]
    request.session[SESSION_KEY] = dict(newest)


def opened_by(request: HttpRequest) -> dict[str, str]:
    """The enquiries this browser may open, each with the seed of a word that is still to be kept, or ""."""
    return dict(request.session.get(SESSION_KEY, {}))


def word_to_keep(request: HttpRequest, enquiry_id: int) -> str:
    """The secret word that the buyer has not kept yet, or ""."""
    seed = opened_by(request).get(str(enquiry_id), "")
    return words.word_of(seed) if seed else ""


def forget_all(request: HttpRequest) -> None:
    """Closes all enquiries on this browser, as on a phone that others use too."""
    request.session.pop(SESSION_KEY, None)
