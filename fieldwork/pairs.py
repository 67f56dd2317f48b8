"""Likely duplicates as an officer may see them: two records side by side, of a foreign one its office only."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import User
from accounts.permissions import reachable
from artisans.duplicates import Likeness, Reason
from artisans.models import Artisan, DuplicatePair
from fieldwork.alike import office_of

SHOWN_DIGITS = 3


@dataclass(frozen=True)
class Side:
    """One of the two records."""

    artisan: Artisan
    is_visible: bool

    @property
    def office(self) -> str:
        """The regency or city whose office keeps the record."""
        return office_of(self.artisan)

    @property
    def phone(self) -> str:
        """The end of the number: enough to see whether two are the same, too little to call."""
        identity = getattr(self.artisan, "identity", None)
        return f"··· {identity.phone[-SHOWN_DIGITS:]}" if identity and identity.phone else ""


@dataclass(frozen=True)
class ShownPair:
    """A pair that waits for a decision."""

    pair: DuplicatePair
    sides: tuple[Side, Side]

    @property
    def percent(self) -> int:
        return Likeness(self.pair.first, self.pair.score).percent

    @property
    def reasons(self) -> list[str]:
        """Why the two look alike, in words; a reason that is not known any more is left out."""
        return [Reason(word).label for word in self.pair.reasons if word in Reason.values]

    @property
    def can_be_merged(self) -> bool:
        """Whether the officer reaches both records."""
        return all(side.is_visible for side in self.sides)


def shown_to(user: User, pairs: Iterable[DuplicatePair]) -> list[ShownPair]:
    """The pairs with what the officer may see of each record."""
    pairs = list(pairs)
    keys = {key for pair in pairs for key in (pair.first_id, pair.second_id)}
    visible = set(reachable(user, "change", Artisan.objects.filter(pk__in=keys)).values_list("pk", flat=True))
    return [
        ShownPair(pair, (Side(pair.first, pair.first_id in visible), Side(pair.second, pair.second_id in visible)))
        for pair in pairs
    ]
