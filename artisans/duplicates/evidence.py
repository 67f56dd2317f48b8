"""What speaks for two records being one maker, and how strongly.

Each piece of evidence adds bits: the base-2 logarithm of how much likelier it is seen with one maker written down twice
than with two makers (Fellegi and Sunter, 1969). Where the two are says where the sum begins: of the pairs within one
village hardly one in 500 is a duplicate, of those far from each other one in 100,000. A sum of 0 bits is a likeness of
0.5, 5 bits are 0.97.
"""

from dataclasses import dataclass, field
from math import cos, hypot, inf, log2, radians

from django.db import models
from django.utils.translation import gettext_lazy as _

from artisans.duplicates.names import NameLikeness, Weights, compare
from artisans.models import Artisan

LIKELY = 0.15  # shown to whoever writes the maker down
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


# Where a pair begins: how many second entries there are of a maker, shared out among the makers who might be meant.
TWICE_IN_VILLAGE, TWICE_NEARBY, TWICE_ELSEWHERE = 0.25, 0.05, 0.005
FEW = 3  # makers: that many are reckoned with in a village that has none
MAKERS_ELSEWHERE = 3000
NEAR_KM = 5.0
LOST_A_KM = 1.0  # people mistake the next village for their own, and hardly the tenth
WITHIN_KM = 2.0  # where one of the two is known by its district only

SAME_NIK, OTHER_NIK = 25.0, -10.0
SAME_PHONE, OTHER_PHONE = 11.0, -2.3  # people change numbers; relatives share one, which the names' conflict shows
SAME_SPOT, OTHER_SPOT = 3.0, -4.0
SPOT_M, APART_M = 100, 400  # workshops stand that close together; what the positions are off by comes on top
MOST_OFF_M = 200  # positions that may be off by more, together, say no more than the village does


Position = tuple[float, float]  # latitude and longitude in degrees


@dataclass(frozen=True, slots=True)
class Place:
    """Where a maker is: the region with its centre in degrees, and the position where one was taken.

    `makers` is how many the register has in the region.
    """

    region_code: str
    centre: Position | None = None
    position: Position | None = None
    precision_m: int | None = None
    makers: int = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """One side of a comparison: folded names, phone, hash of the NIK and place."""

    names: tuple[str, ...]
    phone: str
    nik_hash: str
    place: Place


def weigh(one: Seen, other: Seen, weights: Weights) -> tuple[float, tuple[Reason, ...]]:
    """The likeness of two records from 0 to 1, and its reasons."""
    names = [compare(*sorted((a, b)), weights) for a in one.names for b in other.names]
    name = max(names, key=lambda said: said.bits)
    if name.bits < 0:
        # A workshop's name says little against a person's, but the owner's own name does.
        name = min(names, key=lambda said: said.bits)
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
    crowd = FEW + (one.makers + other.makers) / 2
    in_village = log2(TWICE_IN_VILLAGE / crowd)
    apart = _metres_apart(one, other)
    if apart is not None and apart <= SPOT_M:
        return in_village + SAME_SPOT, (Reason.NEAR_PLACE,)
    if one.region_code and one.region_code == other.region_code:
        return in_village + (OTHER_SPOT if apart is not None and apart > APART_M else 0), (Reason.SAME_VILLAGE,)
    away = km_away(one, other)
    if away <= NEAR_KM:
        return log2(TWICE_NEARBY / crowd) - LOST_A_KM * away, (Reason.NEAR_VILLAGE,)
    return log2(TWICE_ELSEWHERE / MAKERS_ELSEWHERE), ()


def _metres_apart(one: Place, other: Place) -> float | None:
    """How far apart the positions are at least; None unless both are known well enough to tell."""
    if not one.position or not other.position or one.precision_m is None or other.precision_m is None:
        return None
    off = one.precision_m + other.precision_m
    return km_between(one.position, other.position) * 1000 - off if off <= MOST_OFF_M else None


def km_away(one: Place, other: Place) -> float:
    """Kilometres from one place to the other, infinitely many where nobody knows."""
    a, b = sorted((one.region_code, other.region_code), key=len)
    if a and b.startswith(f"{a}."):
        return WITHIN_KM
    here, there = one.position or one.centre, other.position or other.centre
    return km_between(here, there) if here and there else inf


def km_between(one: Position, other: Position) -> float:
    """Kilometres between two places in degrees, true to a percent over the short ways that matter here."""
    east = (one[1] - other[1]) * cos(radians((one[0] + other[0]) / 2))
    return 111.2 * hypot(one[0] - other[0], east)
