"""Records that may be the maker an officer is writing down, as far as that officer may see them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from accounts.models import User
from accounts.permissions import reachable
from artisans.choices import SameOrNot
from artisans.duplicates import Likeness, Sighting, likely
from artisans.models import Artisan, DuplicatePair


@dataclass(frozen=True)
class Alike:
    """One such record. Of one out of the officer's reach only the office that keeps it is told."""

    likeness: Likeness
    is_visible: bool
    is_apart: bool

    @property
    def artisan(self) -> Artisan:
        return self.likeness.artisan

    @property
    def key(self) -> str:
        """By what a page names the record, also one whose code is not to be told."""
        return salted_hmac(__name__, str(self.artisan.pk)).hexdigest()[:20]

    @property
    def reasons(self) -> list[str]:
        return [reason.label for reason in self.likeness.reasons]

    @property
    def office(self) -> str:
        """The regency or city whose office keeps the record."""
        return office_of(self.artisan)

    @property
    def must_be_decided(self) -> bool:
        """Whether the officer must say that it is another person before another record is made."""
        return self.likeness.is_sure and not self.is_apart


def office_of(artisan: Artisan) -> str:
    """The regency or city whose office keeps the record."""
    trail = artisan.region.trail
    return trail[min(1, len(trail) - 1)][1]


def alike(sighting: Sighting, *, user: User, apart: Collection[str] = (), record: Artisan | None = None) -> list[Alike]:
    """The records that may be the maker, the likeliest first; `apart` are the keys of those said to be another person.

    Of `record`, the maker's own, and of those decided to be another than it, nothing is said.
    """
    found = likely(sighting, exclude=_settled(record) if record else ())
    keys = [one.artisan.pk for one in found]
    visible = set(reachable(user, "change", Artisan.objects.filter(pk__in=keys)).values_list("pk", flat=True))
    answers = [Alike(one, one.artisan.pk in visible, False) for one in found]
    return [Alike(one.likeness, one.is_visible, one.key in apart) for one in answers]


def _settled(record: Artisan) -> set[int]:
    """The keys of the record itself and of those which an officer has told apart from it."""
    pairs = DuplicatePair.objects.filter(Q(first=record) | Q(second=record), decision=SameOrNot.DIFFERENT)
    return {record.pk, *(key for pair in pairs.values_list(F("first"), F("second")) for key in pair)}


def told_apart(found: Iterable[Alike]) -> list[Artisan]:
    """The records of which the officer says that they are another person."""
    return [one.artisan for one in found if one.is_apart]
