"""How far places lie from each other: in kilometres for ordering, in words for people."""

from math import cos, radians

from django.db.models import FloatField, Value
from django.db.models.functions import ASin, Coalesce, Cos, Power, Radians, Sin, Sqrt
from django.utils.translation import gettext as _

from regions.choices import Level
from regions.models import Region
from regions.querysets import lineage

EARTH_KM = 6371


def village_place(region: str) -> tuple[Coalesce, Coalesce]:
    """Latitude and longitude of the region to which the field leads; of the region around it where it has none."""
    return Coalesce(f"{region}__lat", f"{region}__parent__lat"), Coalesce(f"{region}__lon", f"{region}__parent__lon")


def kilometres(lat: float, lon: float, to_lat, to_lon):
    """Expression for the distance from a place to each row's place, in degrees (WGS 84), along the earth's surface."""
    north, east = Radians(to_lat - Value(lat)) / 2, Radians(to_lon - Value(lon)) / 2
    here, there = cos(radians(lat)), Cos(Radians(to_lat))
    chord = Power(Sin(north), 2) + Value(here) * there * Power(Sin(east), 2)
    return 2 * EARTH_KM * ASin(Sqrt(chord), output_field=FloatField())


def centre(region: Region) -> tuple[float, float] | None:
    """Where a region lies, in degrees; where nobody knows, where the region around it lies."""
    if region.lat is not None:
        return region.lat, region.lon
    around = region.ancestors().exclude(lat=None).order_by("-level").first()
    return (around.lat, around.lon) if around else None


def shared_level(one: str, other: str) -> int:
    """The level of the smallest region that holds both, by their codes; 0 if they share no province."""
    return sum(a == b for a, b in zip(lineage(one), lineage(other), strict=False))


def how_far(one: str, other: str, km: float | None) -> str:
    """How near two regions lie, by their codes: "in the same district, about 3 km"."""
    same = {
        Level.VILLAGE: _("in the same village"),
        Level.DISTRICT: _("in the same district"),
        Level.REGENCY: _("in the same city or regency"),
    }.get(shared_level(one, other), "")
    away = _away(km)
    return ", ".join(filter(None, [same, away]))


def _away(km: float | None) -> str:
    if km is None:
        return ""
    if km < 1:
        return _("less than 1 km")
    return _("about %(n)d km") % {"n": round(km)}
