"""Drawing lots by shares, a million times quickly."""

from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Lots(Generic[Thing]):
    """Things, each drawn as often as its share says."""

    def __init__(self, things: Sequence[Thing], shares: Sequence[float]) -> None:
        self.things = list(things)
        self.ends = list(accumulate(shares))

    def draw(self, lottery: Random) -> Thing:
        return self.things[bisect(self.ends, lottery.random() * self.ends[-1], 0, len(self.ends) - 1)]


def falling(things: Sequence[Thing], *, flatness: float = 1.0) -> Lots[Thing]:
    """Lots by Zipf's law, the first thing the commonest; the larger `flatness`, the nearer the first ones are."""
    return Lots(things, [1 / (rank + flatness) for rank in range(len(things))])
