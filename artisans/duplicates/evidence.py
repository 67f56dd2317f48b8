"""What speaks for two records being one maker, and how strongly.

Each piece of evidence adds bits: the base-2 logarithm of how much likelier it is seen with one maker written down twice
than with two makers (Fellegi and Sunter, 1969). Where the two are says where the sum begins: of the pairs within one
village hardly one in 500 is a duplicate, of those far from each other one in 100,000. A sum of 0 bits is a likeness of
0.5, 5 bits are 0.97.
"""

from dataclasses import dataclass, field
from math import cos, hypot, radians

from django.db import models
from django.utils.translation import gettext_lazy as _

from artisans.duplicates.names import NameLikeness, compare
from artisans.models import Artisan

LIKELY = 0.5  # shown to whoever writes the maker down
SURE = 0.97  # to be decided before another record is made


class Reason(models.TextChoices):
    """Why two records look like one maker, in the order in which they are told."""

    SAME_NIK = "SAME_NIK", _("same identity number (NIK)")
    SAME_PHONE = "SAME_PHONE", _("same phone number")
    SAME_NAME = "SAME_NAME", _("same name")
    SIMILAR_NAME = "SIMILAR_NAME", _("similar name")
    NEAR_PLACE = "NEAR_PLACE", _("the same spot on the map")
    SAME_VILLAGE = "SAME_VILLAGE", _("same village")
    NEAR_VILLAGE = "NEAR_VILLAGE", _("neighbouring village")


@dataclass(frozen=True, kw_only=True)
class Sighting:
    """A maker as somebody writes them down: all but the name may be missing.

    `phone` is E.164, `region_code` a district's or village's. `lat` and `lon` are degrees, `precision_m` the radius in
    metres within which they are known. `nik_hash` is the keyed hash that PersonIdentity holds. `legal_name` is the name
    in the identity card. Without a region and a place only the phone and the NIK speak.
    """

    name: str
    phone: str = ""
    region_code: str = ""
    lat: float | None = None
    lon: float | None = None
    precision_m: int | None = None
    nik_hash: str = ""
    legal_name: str = ""


@dataclass(frozen=True)
class Likeness:
    """A record that may be the maker one saw: how likely from 0 to 1, and why."""

    artisan: Artisan
    score: float
    reasons: tuple[Reason, ...] = field(default=())

    @property
    def is_sure(self) -> bool:
        """Whether it must be decided before another record is made."""
        return self.score >= SURE

    @property
    def percent(self) -> int:
        """The likeness for people; nothing is ever 100 % sure."""
        return min(round(self.score * 100), 99)


# Where a pair begins: the share of duplicates among pairs found that way, in bits.
IN_VILLAGE, NEARBY, ELSEWHERE = -9.0, -12.5, -17.0
NEAR_KM = 5.0

SAME_NIK, OTHER_NIK = 25.0, -8.0
SAME_PHONE, OTHER_PHONE = 16.0, -1.5  # people change numbers; relatives share one, which the names' conflict shows
SAME_SPOT = 4.0
SPOT_M = 100  # workshops stand that close together; what the positions are off by comes on top
WORST_PRECISION_M = 500


@dataclass(frozen=True, slots=True)
class Place:
    """Where a maker is: the region with its centre in degrees, and the position where one was taken."""

    region_code: str
    centre: tuple[float, float] | None = None
    position: tuple[float, float] | None = None
    precision_m: int | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """One side of a comparison: folded names, phone, hash of the NIK and place."""

    names: tuple[str, ...]
    phone: str
    nik_hash: str
    place: Place


def weigh(one: Seen, other: Seen) -> tuple[float, tuple[Reason, ...]]:
    """The likeness of two records from 0 to 1, and its reasons."""
    name = max((compare(*sorted((a, b))) for a in one.names for b in other.names), key=lambda said: said.bits)
    bits, reasons = _place(one.place, other.place)
    for said, why in (_nik(one, other), _phone(one, other), _name(name)):
        bits += said
        reasons = (*reasons, *why)
    return 1 / (1 + 2 ** -max(min(bits, 60), -60)), tuple(sorted(reasons, key=ORDER.__getitem__))


ORDER = {reason: rank for rank, reason in enumerate(Reason)}
Said = tuple[float, tuple[Reason, ...]]


def _name(name: NameLikeness) -> Said:
    if name.is_same:
        return name.bits, (Reason.SAME_NAME,)
    return name.bits, (Reason.SIMILAR_NAME,) if name.is_similar else ()


def _nik(one: Seen, other: Seen) -> Said:
    if not one.nik_hash or not other.nik_hash:
        return 0.0, ()
    return (SAME_NIK, (Reason.SAME_NIK,)) if one.nik_hash == other.nik_hash else (OTHER_NIK, ())


def _phone(one: Seen, other: Seen) -> Said:
    if not one.phone or not other.phone:
        return 0.0, ()
    return (SAME_PHONE, (Reason.SAME_PHONE,)) if one.phone == other.phone else (OTHER_PHONE, ())


def _place(one: Place, other: Place) -> Said:
    """Where the pair begins, told by region and position."""
    if one.position and other.position:
        off = sum(min(place.precision_m or WORST_PRECISION_M, WORST_PRECISION_M) for place in (one, other))
        if km_between(one.position, other.position) * 1000 <= SPOT_M + off:
            return IN_VILLAGE + SAME_SPOT * SPOT_M / (SPOT_M + off), (Reason.NEAR_PLACE,)
    if one.region_code and one.region_code == other.region_code:
        return IN_VILLAGE, (Reason.SAME_VILLAGE,)
    if is_near(one, other):
        return NEARBY, (Reason.NEAR_VILLAGE,)
    return ELSEWHERE, ()


def is_near(one: Place, other: Place) -> bool:
    """Whether one place lies in the other, or no more than NEAR_KM away."""
    a, b = sorted((one.region_code, other.region_code), key=len)
    if a and b.startswith(f"{a}."):
        return True
    here, there = one.position or one.centre, other.position or other.centre
    return bool(here and there) and km_between(here, there) <= NEAR_KM


def km_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two places in degrees, true to a percent over the short ways that matter here."""
    east = (one[1] - other[1]) * cos(radians((one[0] + other[0]) / 2))
    return 111.2 * hypot(one[0] - other[0], east)
