"""Advertisements of the invented catalogue, composed by lot: what a product is called, told, made of, and costs."""

from dataclasses import dataclass
from random import Random

from bench.archipelago import Place
from bench.lots import Lots, falling
from bench.wares import (
    CLOSINGS,
    COINED,
    COLOURS,
    EDIBLE_LOOKS,
    EDIBLE_USES,
    LOOKS,
    MADE,
    MOTIFS,
    SYLLABLES,
    TRADES,
    USES,
    Trade,
)
from products.choices import PriceMode
from products.models import Material

FOOD = "food-processing"
SYNONYM, WITH_LOOK, SECOND_LOOK, NAMES_PLACE, NO_DESCRIPTION = 0.15, 0.7, 0.15, 0.06, 0.04
COINED_MOTIF = 0.12
PRICE_MODES = Lots(list(PriceMode), (70, 14, 10, 6))
HOW_MANY_OTHERS = Lots((0, 1, 2, 3), (30, 38, 22, 10))


@dataclass(frozen=True, slots=True)
class Listing:
    """One product as its maker advertises it; the price is None where buyers have to ask."""

    name: str
    description: str
    materials: tuple[int, ...]
    price_mode: str
    price: int | None


class Workbench:
    """What the makers of one craft draw from."""

    def __init__(self, trade: Trade, lottery: Random, motifs: Lots[str], coined: Lots[str]) -> None:
        kinds = _kinds(lottery)
        self.trade, self.motifs, self.coined = trade, motifs, coined
        self.things = falling(trade.things, flatness=2)
        self.materials = falling([kinds[slug] for slug in trade.materials], flatness=1.5)
        self.others = falling([kinds[slug] for slug in trade.others], flatness=3)
        is_food = trade.slug == FOOD
        self.looks = falling(EDIBLE_LOOKS if is_food else LOOKS, flatness=3)
        self.made, self.uses = falling(MADE, flatness=6), falling(EDIBLE_USES if is_food else USES, flatness=6)
        self.closings, self.colours = falling(CLOSINGS, flatness=2), falling(COLOURS, flatness=2)

    def listing(self, lottery: Random, place: Place) -> Listing:
        """One more product of a maker who works there."""
        thing, low, high = self.things.draw(lottery)
        main = self.materials.draw(lottery).draw(lottery)
        others = [self.others.draw(lottery).draw(lottery) for _ in range(HOW_MANY_OTHERS.draw(lottery))]
        motif = (self.coined if lottery.random() < COINED_MOTIF else self.motifs).draw(lottery)
        stuff = lottery.choice(main.synonyms) if main.synonyms and lottery.random() < SYNONYM else main.name_id
        words = [thing, stuff]
        if lottery.random() < self.trade.with_motif:
            words += ["Motif", motif] if lottery.random() < 0.5 else [motif]
        if lottery.random() < WITH_LOOK:
            words.append(self.looks.draw(lottery))
            if lottery.random() < SECOND_LOOK:
                words.append(self.looks.draw(lottery))
        if lottery.random() < NAMES_PLACE:
            words += ["khas", place.regency]
        mode = PRICE_MODES.draw(lottery)
        return Listing(
            name=" ".join(words)[:120],
            description=self._description(lottery, place, thing, stuff, others, motif),
            materials=tuple(dict.fromkeys(kind.pk for kind in (main, *others))),
            price_mode=mode,
            price=None if mode == PriceMode.ASK else _price(lottery, low, high),
        )

    def _description(
        self, lottery: Random, place: Place, thing: str, stuff: str, others: list[Material], motif: str
    ) -> str:
        if lottery.random() < NO_DESCRIPTION:
            return ""
        sentences = [self.made.draw(lottery), *(self.uses.draw(lottery) for _ in range(lottery.randrange(1, 4)))]
        text = " ".join([*dict.fromkeys(sentences), self.closings.draw(lottery)])
        told = text.format(
            thing=thing.lower(),
            stuff=stuff.lower(),
            other=others[0].name_id.lower() if others else "bahan pendukung",
            place=place.name,
            regency=place.regency,
            motif=motif,
            colour=self.colours.draw(lottery),
            colour2=self.colours.draw(lottery),
            days=lottery.randrange(2, 31),
            year=lottery.randrange(1965, 2025),
            size=lottery.randrange(10, 120),
            height=lottery.randrange(5, 90),
            weight=lottery.randrange(1, 40) * 25,
        ).rstrip()
        return told[0].upper() + told[1:]


def workbenches(lottery: Random) -> dict[str, Workbench]:
    """Each craft's workbench, by the craft's slug."""
    motifs, coined = falling(MOTIFS, flatness=3), falling(_coined(lottery), flatness=20)
    return {trade.slug: Workbench(trade, lottery, motifs, coined) for trade in TRADES}


def _kinds(lottery: Random) -> dict[str, Lots[Material]]:
    """For each material, by its slug, itself and all its kinds, of which some are far commoner than others."""
    materials = list(Material.objects.order_by("slug"))
    kinds = {}
    for top in materials:
        family = [material for material in materials if top.pk in material.lineage]
        lottery.shuffle(family)
        kinds[top.slug] = falling(family, flatness=0.7)
    return kinds


def _coined(lottery: Random) -> list[str]:
    """Names that makers invented for motifs of their own: words hardly anybody else uses."""
    names: dict[str, None] = {}
    while len(names) < COINED:
        names["".join(lottery.choice(SYLLABLES) for _ in range(lottery.randrange(2, 5))).capitalize()] = None
    return list(names)


def _price(lottery: Random, low: int, high: int) -> int:
    """Whole rupiah between the thing's prices, mostly near the lower one, in the round steps of price tags."""
    rupiah = 1000 * (low + (high - low) * min(lottery.expovariate(3), 1.6))
    step = 500 if rupiah < 20_000 else 1000 if rupiah < 50_000 else 5000 if rupiah < 500_000 else 50_000
    return round(rupiah / step) * step
