"""Colours of Indonesian craft, as dyers, tanners and weavers know them: indigo, soga brown, turmeric, morinda red."""

from dataclasses import dataclass
from random import Random

from PIL import ImageColor

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Palette:
    """Five colours that sit well together; `backdrop` is the paper or linen the object lies on."""

    ground: Colour
    main: Colour
    accent: Colour
    light: Colour
    backdrop: Colour


def _palette(*codes: str) -> Palette:
    return Palette(*(ImageColor.getrgb(code) for code in codes))


BATIK = (
    _palette("#2b1d14", "#8a4f24", "#c98a3c", "#f1e3c6", "#e9dfcc"),  # soga on deep brown
    _palette("#14213d", "#2f4f86", "#b5742f", "#f0e6d2", "#e6e0d2"),  # indigo and soga
    _palette("#5a1f1b", "#a8402f", "#d99a4e", "#f4e4c9", "#ede0cf"),  # morinda red
    _palette("#1f3b2e", "#4f7f52", "#d1a545", "#f1ead2", "#e4e3d0"),  # leaf green
    _palette("#f0e3c8", "#8a4f24", "#27406e", "#fbf4e2", "#d9cdb8"),  # cream ground, hand-drawn outlines
    _palette("#3a1f3d", "#7b4a78", "#d0953f", "#f2e6d5", "#e6dcd6"),  # mangosteen rind
)
WEAVING = (
    _palette("#7a1f1f", "#1f1a17", "#d9a441", "#f2e6cf", "#e9dfcd"),
    _palette("#1d2f55", "#7f96b8", "#c9783a", "#f0e8d8", "#e3ddd0"),
    _palette("#3f5a3c", "#9a6b2f", "#d8b04a", "#efe8d3", "#e6e2d1"),
    _palette("#8c4a20", "#3a2318", "#e0b25a", "#f3e7d0", "#eadfce"),
    _palette("#20202a", "#a03a2c", "#e2c16b", "#f4ebda", "#ddd8cd"),
    _palette("#5d2b45", "#2d2233", "#d79a52", "#f1e4d8", "#e7dcd5"),
)
LEATHER = (
    _palette("#8a5227", "#5c3317", "#c98f4a", "#ead2a8", "#e8dfd0"),
    _palette("#4a2a1a", "#2d1a11", "#b9813f", "#e3caa2", "#e5ddd0"),
    _palette("#a8632f", "#6e3d1c", "#d8a45a", "#f0dcb8", "#dfe0d6"),
    _palette("#2a2523", "#171413", "#b08a4a", "#d9c8a8", "#e3dccd"),
    _palette("#7a2f25", "#4a1a15", "#c9924f", "#ecd3b2", "#e9dfd2"),
    _palette("#5b5a3c", "#38381f", "#c4a055", "#e6dcb8", "#e6e1d2"),
)
GONI = (
    _palette("#c9ab7c", "#8a5a2b", "#b0462f", "#efe2c6", "#dfd9cc"),
    _palette("#bf9f6f", "#2c4270", "#d9a441", "#f1e6cd", "#e4ddd0"),
    _palette("#d0b68a", "#4a6b45", "#a8622c", "#f3e9d3", "#dcdccf"),
    _palette("#b8976a", "#3a2318", "#c9783a", "#ecdfc3", "#e8e0d2"),
)
PLASTIC = (
    _palette("#1f6f78", "#e2b13c", "#c8452f", "#f3efe2", "#e6e1d4"),
    _palette("#2d4a86", "#d96b3a", "#7aa65a", "#f2eee3", "#e4dfd6"),
    _palette("#8f2f3f", "#e8b84a", "#2f7f7a", "#f6efe0", "#e9e0d5"),
    _palette("#3d6b3a", "#d8913a", "#31456e", "#f3f0e0", "#e2e2d4"),
    _palette("#26333f", "#9fb4bd", "#d9623a", "#f0eee8", "#dfdcd5"),
)
KNIT = (
    _palette("#b5532f", "#f0e2c8", "#2c4a6e", "#e2a94a", "#e8dfd2"),
    _palette("#2f5a62", "#efe4cf", "#d2873f", "#9fb9a8", "#e4dfd2"),
    _palette("#7d3550", "#f2e2d6", "#d9a05a", "#4a3a55", "#e9dfdb"),
    _palette("#5f7347", "#f3ead2", "#b5642f", "#d8b65a", "#e5e2d2"),
    _palette("#d0a24a", "#f6ecd6", "#8a4226", "#3f5a6e", "#e6e0d0"),
)
DENIM = (
    _palette("#2b4468", "#16263f", "#d08a3a", "#c3cfdc", "#e6dfd2"),
    _palette("#4a6a92", "#2c4568", "#d79a4a", "#d6dfe8", "#e8e0d3"),
    _palette("#1d2738", "#10161f", "#b9772f", "#9fabba", "#dedad0"),
    _palette("#6d8bad", "#4a6685", "#c98342", "#e3e9ee", "#e6ddd0"),
    _palette("#3a3a3e", "#232326", "#c78b45", "#b4b4b8", "#e2dcd2"),
)
# The ground is the food itself, as it shows through glass or a window.
FOODS = {
    "banana": _palette("#dcaa4e", "#7a3f1a", "#4a6b3a", "#f6ead0", "#e5ddcb"),
    "cassava": _palette("#ead3a0", "#8a3a24", "#d39a3a", "#f8efdc", "#e8dfd0"),
    "sweet-potato": _palette("#8a5a86", "#4a2a52", "#d8a03a", "#f5ead9", "#e3dcd8"),
    "coffee": _palette("#5a3824", "#38200f", "#c98a3c", "#f4e6cc", "#e6dccb"),
    "cashew": _palette("#d9b680", "#6a4226", "#55753f", "#f7eedb", "#e4ddcc"),
    "palm-sugar": _palette("#9a5e30", "#5a2f17", "#d9a44a", "#f5e8cf", "#e8dccb"),
    "chilli": _palette("#b0402a", "#6a1f17", "#e0b04a", "#f8ecd8", "#e8ddd0"),
    "fish": _palette("#a8743f", "#2f5a66", "#d59a4a", "#f2ecda", "#dfe0d8"),
    "coconut": _palette("#ece0b4", "#3d6b3a", "#b5742f", "#faf5e6", "#dfe2d2"),
    "honey": _palette("#c9822a", "#6e3d12", "#e2b44c", "#f8edd0", "#e9dfc8"),
    "rice": _palette("#e8dcc0", "#8a3a24", "#4a6b3a", "#f6efdc", "#e2ddcc"),
}
BAMBOO = (
    _palette("#d2ad6a", "#8a5e2c", "#4a2f18", "#f0dcae", "#dcd9cc"),
    _palette("#c39a58", "#6e4720", "#2f4a36", "#ead2a0", "#e6dfd0"),
    _palette("#b98a4f", "#54331a", "#8a3f26", "#e6cb9a", "#e3dfd3"),
)
SHELL = (
    _palette("#2d5a66", "#183840", "#c9a25a", "#f3eee6", "#d5dcd8"),
    _palette("#5a3a2a", "#38231a", "#cfa766", "#f5efe4", "#e3dacd"),
    _palette("#39445f", "#222a3d", "#d3b070", "#f1eeea", "#d9dade"),
)


def pick(palettes: tuple[Palette, ...], rng: Random) -> Palette:
    return palettes[rng.randrange(len(palettes))]


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """The colour that lies `share` (0 to 1) of the way from `one` to `other`."""
    return tuple(round(a + (b - a) * share) for a, b in zip(one, other, strict=True))


def darker(colour: Colour, share: float) -> Colour:
    return mix(colour, (20, 12, 8), share)


def lighter(colour: Colour, share: float) -> Colour:
    return mix(colour, (255, 250, 240), share)


def wander(colour: Colour, rng: Random, span: int) -> Colour:
    """The same colour as an uneven hand-dyed thread shows it: up to `span` steps lighter or darker."""
    step = rng.randint(-span, span)
    return tuple(max(0, min(255, channel + step)) for channel in colour)
