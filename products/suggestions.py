"""Suggestions while a buyer types."""

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.adapter import client_ip
from artisans.models import Artisan
from clusters.models import Cluster
from core.brakes import Brake
from products.filters import address
from products.forms import SearchForm
from products.models import Material
from products.search.suggesting import Suggestion, suggestions
from regions.models import Region

OF_AN_ADDRESS = Brake("suggest-address", 300, 60)


@require_safe
@cache_control(private=True, no_store=True)
def suggest(request: HttpRequest) -> JsonResponse:
    """A list of {kind, text, detail, url, total}: what the words of a search may become, the filters kept.

    Takes the parameters of the search page. No cache may keep it: a maker who takes the consent back is gone at once.
    """
    if not OF_AN_ADDRESS.lets_pass(client_ip(request) or ""):
        return JsonResponse([], safe=False, status=429)
    found = suggestions(SearchForm(request.GET).query())
    return JsonResponse([_told(suggestion) for suggestion in found], safe=False)


def _told(suggestion: Suggestion) -> dict[str, str | int | None]:
    row, query = suggestion.row, suggestion.query
    kinds = {Material: _("Material"), Region: _("Place"), Cluster: _("Cluster"), Artisan: _("Maker")}
    is_page = query is None
    return {
        "kind": kinds.get(type(row), ""),
        "text": suggestion.text,
        "detail": row.region.short_path if is_page else f"“{query.words}”" if row and query.words else "",
        "url": row.get_absolute_url() if is_page else address(query),
        "total": suggestion.total,
    }
