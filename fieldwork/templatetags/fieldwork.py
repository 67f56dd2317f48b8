"""How the officers' templates write distances: {% load fieldwork %}."""

from django import template
from django.utils.formats import number_format

register = template.Library()


@register.filter
def distance(metres: float) -> str:
    """A distance as people say it: full 50 metres up to a kilometre, then kilometres ("1,2 km", "24 km")."""
    if metres < 975:
        return f"{max(round(metres / 50) * 50, 50)} m"
    return f"{number_format(metres / 1000, 1 if metres < 9_950 else 0)} km"
