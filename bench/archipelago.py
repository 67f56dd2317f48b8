"""Where the invented catalogue's makers work: real villages, most of them on Java, a few villages full of makers."""

from dataclasses import dataclass
from random import Random

from bench.lots import Lots
from regions.choices import Level
from regions.models import Region

JAVA = {"31": 3, "32": 18, "33": 26, "34": 8, "35": 22, "36": 4}
ELSEWHERE = {"51": 4, "13": 2, "12": 2, "52": 2.5, "53": 2, "73": 2, "63": 1.2, "18": 1, "16": 1}
ANYWHERE = 0.25  # the share of a province not named above
CROWDING = 3  # the smaller, the more the makers crowd in the first regencies and villages


@dataclass(frozen=True)
class Place:
    """A village, as advertisements name it."""

    code: str
    name: str
    regency: str

    @property
    def is_on_java(self) -> bool:
        return self.code[:2] in JAVA


def places(lottery: Random) -> Lots[Place]:
    """All villages of Indonesia, each with its share of the makers."""
    names = dict(Region.objects.filter(level=Level.REGENCY).values_list("code", "name"))
    villages: dict[str, dict[str, list[Place]]] = {}
    for code, name in Region.objects.filter(level=Level.VILLAGE).order_by("code").values_list("code", "name"):
        place = Place(code, name, names[code[:5]])
        villages.setdefault(code[:2], {}).setdefault(code[:5], []).append(place)
    found, shares = [], []
    for province, regencies in villages.items():
        share = (JAVA | ELSEWHERE).get(province, ANYWHERE)
        for regency, of_regency in _falling(lottery, list(regencies)):
            for place, of_village in _falling(lottery, regencies[regency]):
                found.append(place)
                shares.append(share * of_regency * of_village)
    return Lots(found, shares)


def _falling(lottery: Random, things: list) -> list[tuple]:
    """The things in an order drawn by lot with shares that fall by Zipf's law and sum up to 1."""
    lottery.shuffle(things)
    total = sum(1 / (rank + CROWDING) for rank in range(len(things)))
    return [(thing, 1 / (rank + CROWDING) / total) for rank, thing in enumerate(things)]
