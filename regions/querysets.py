"""The vocabulary for asking about regions."""

from collections.abc import Collection
from math import cos, radians

from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Least, Left

from regions import search
from regions.choices import Level

# Half the side of the square searched around a place, in degrees: about 25 km. What lies farther off proposes nothing.
AROUND = 0.225


def inside(code: str, field: str = "region") -> Q:
    """Condition that the region to which `field` leads is the one with this code, or lies inside it.

    Told by the prefix of the key that the row itself holds: Django drops the join. For regions `field` is "".
    """
    key = f"{field}__code" if field else "code"
    return Q(**{key: code}) | Q(**{f"{key}__startswith": f"{code}."})


def lineage(code: str) -> list[str]:
    """The codes from the province down to `code` itself: "33.74.01" gives ["33", "33.74", "33.74.01"]."""
    parts = code.split(".")
    return [".".join(parts[: n + 1]) for n in range(len(parts))]


class RegionQuerySet(models.QuerySet):
    """Regions by place in the tree and by name."""

    def offered(self) -> "RegionQuerySet":
        """Those whose code is in the latest edition: the others are shown where they are used, and chosen no more."""
        return self.filter(ended_on=None)

    def within(self, *codes: str) -> "RegionQuerySet":
        """The regions with these codes and all below them; none when no code is given."""
        condition = Q(pk__in=[])
        for code in codes:
            condition |= inside(code, "")
        return self.filter(condition)

    def above(self, code: str) -> "RegionQuerySet":
        """The regions that `code` lies in, itself not counted."""
        return self.filter(code__in=lineage(code)[:-1])

    def in_reading_order(self) -> "RegionQuerySet":
        """By code: each region is followed by what lies in it."""
        return self.order_by("code")

    def nearest(self, lat: float, lon: float):
        """The offered village whose centroid lies nearest to the place, in degrees (WGS 84); None beyond 25 km."""
        east = AROUND / cos(radians(lat))
        around = self.offered().filter(
            level=Level.VILLAGE, lat__range=(lat - AROUND, lat + AROUND), lon__range=(lon - east, lon + east)
        )
        # At such distances the earth is flat; a degree of longitude is shorter by the cosine of the latitude.
        north_south, east_west = F("lat") - lat, (F("lon") - lon) * cos(radians(lat))
        return around.order_by(north_south * north_south + east_west * east_west, "code").first()

    def called(self, names: Collection[str], limit: int) -> list:
        """At most `limit` regions with one of these whole names, given as `name_words`; the largest first."""
        last_words = {name.rsplit(" ", 1)[-1] for name in names}
        return list(self.raw(search.CALLED, [" | ".join(sorted(last_words)), list(names), limit]))

    def search(self, text: str, limit: int = search.MOST_ANSWERS) -> list:
        """At most `limit` regions that the text may mean, the likeliest first; never raises for strange text.

        The words may stand in any order and be cut short at their end; a code, with or without dots, is understood.
        Regions that only resemble the words (typing errors) come last and carry `is_guess`.
        """
        return search.answers(self, text, limit)


class NameWordQuerySet(models.QuerySet):
    """Words of region names by their letters."""

    def near(self, word: str) -> list[str]:
        """The words which, whole or cut to the same length, are at most two letters away (swapped ones count twice)."""
        cut = Left(F("word"), len(word))
        away = Least(LettersAway(F("word"), Value(word), 2), LettersAway(cut, Value(word), 2))
        return list(self.annotate(away=away).filter(away__lte=2).values_list("word", flat=True))


class LettersAway(Func):
    """Levenshtein's distance between two words, counted no further than the third argument."""

    function = "levenshtein_less_equal"
    output_field = models.IntegerField()
