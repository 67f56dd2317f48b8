"""The real villages in which the bench's makers live: a few are full of makers, most have a handful."""

from itertools import accumulate, count
from random import Random

from regions.choices import Level
from regions.models import Region

SCATTER = 0.006  # degrees around a village's centre; half a kilometre and more
MEASURED_TWICE = 0.0003  # a phone is off by some 30 m
NEIGHBOURS = 6


class Country:
    """The villages of some regions, each with a share of the makers, and telephone numbers that nobody has.

    The larger `flatness`, the less the makers crowd in a few villages.
    """

    def __init__(self, regions: list[str], lottery: Random, *, flatness: int = 5, first_number: int = 0) -> None:
        rows = Region.objects.within(*regions).filter(level=Level.VILLAGE).exclude(lat=None)
        self.centres = {code: (lat, lon) for code, lat, lon in rows.order_by("code").values_list("code", "lat", "lon")}
        self.villages = list(self.centres)
        lottery.shuffle(self.villages)
        self.shares = list(accumulate(1 / (rank + flatness) for rank in range(len(self.villages))))
        self.numbers = count(first_number)
        self.near: dict[str, list[str]] = {}
        self.by_regency: dict[str, list[str]] = {}
        for code in self.centres:
            self.by_regency.setdefault(code[:5], []).append(code)

    def any_village(self, lottery: Random) -> str:
        return lottery.choices(self.villages, cum_weights=self.shares)[0]

    def regency(self, village: str) -> list[str]:
        """All villages of the village's regency."""
        return self.by_regency[village[:5]]

    def neighbours(self, village: str) -> list[str]:
        """The villages whose centres are nearest."""
        if village not in self.near:
            lat, lon = self.centres[village]
            others = [code for code in self.regency(village) if code != village]
            others.sort(key=lambda code: (self.centres[code][0] - lat) ** 2 + (self.centres[code][1] - lon) ** 2)
            self.near[village] = others[:NEIGHBOURS]
        return self.near[village]

    def spot(self, lottery: Random, village: str, before: tuple[float, float] | None = None) -> tuple[float, float]:
        """A position in the village, or the one from `before` measured once more."""
        lat, lon = before or self.centres[village]
        reach = MEASURED_TWICE if before else SCATTER
        return round(lat + lottery.uniform(-reach, reach), 5), round(lon + lottery.uniform(-reach, reach), 5)

    def new_phone(self) -> str:
        """A number of its own in the form that cannot be dialled."""
        return f"+6200{next(self.numbers):09d}"
