"""Batik as the canting draws it: kawung, parang, ceplok, mega mendung, Tamanan's leaves; dots, and cracks of wax."""

import math
from collections.abc import Callable
from random import Random

from PIL import Image, ImageDraw, ImageFilter

from pages.demo.easel import SIZE, Point, bezier, mottled
from pages.demo.looms import tiled
from pages.demo.palettes import Colour, Palette, mix

CLOTH = SIZE * 2


def batik(rng: Random, palette: Palette, motif: str = "") -> Image.Image:
    """A batik cloth of SIZE x SIZE in one motif of MOTIFS (drawn by lot when none is named)."""
    return _waxed(MOTIFS[motif or rng.choice(sorted(MOTIFS))](rng, palette), rng, palette)


def _waxed(cloth: Image.Image, rng: Random, palette: Palette) -> Image.Image:
    """The traces of the process: hair cracks where wax broke, uneven dye, the thread of the cambric."""
    cracks = Image.new("L", (SIZE, SIZE), 0)
    pen = ImageDraw.Draw(cracks)
    for _ in range(26):
        x, y, turn = rng.uniform(0, SIZE), rng.uniform(0, SIZE), rng.uniform(0, math.tau)
        path = [(x, y)]
        for _ in range(rng.randint(3, 9)):
            turn += rng.gauss(0, 0.5)
            x, y = x + math.cos(turn) * 18, y + math.sin(turn) * 18
            path.append((x, y))
        pen.line(path, fill=rng.randint(40, 90))
    cloth.paste(mix(palette.ground, palette.main, 0.4), (0, 0), cracks.filter(ImageFilter.GaussianBlur(0.6)))
    return mottled(mottled(cloth, rng, 0.12, 140), rng, 0.05, 2)


def _tile(size: int, colour: Colour) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    tile = Image.new("RGB", (size, size), colour)
    return tile, ImageDraw.Draw(tile)


def _dot(pen: ImageDraw.ImageDraw, x: float, y: float, radius: float, colour: Colour) -> None:
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)


def _petal(x: float, y: float, length: float, width: float, turn: float, start: float = 0) -> list[Point]:
    """The outline of a pointed petal that grows from (x, y), `start` away from it, in direction `turn` (degrees)."""
    side = bezier((start, 0), (start + length * 0.25, width), (start + length * 0.75, width), (start + length, 0), 14)
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    outline = side + [(px, -py) for px, py in reversed(side)]
    return [(x + px * cos - py * sin, y + px * sin + py * cos) for px, py in outline]


def kawung(rng: Random, palette: Palette) -> Image.Image:
    """The cut fruit of the sugar palm: four ovals about a cross, a small star between them."""
    side = rng.choice((160, 200, 266))
    tile, pen = _tile(side, palette.ground)
    half = side / 2
    for turn in (45, 135, 225, 315):
        for grow, colour in ((1.0, palette.light), (0.86, palette.main), (0.62, palette.light), (0.48, palette.accent)):
            inset = half * 0.08 + half * 1.24 * (1 - grow) / 2
            pen.polygon(_petal(half, half, half * 1.24 * grow, half * 0.50 * grow, turn, inset), fill=colour)
        cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        for away in (0.58, 0.82):
            _dot(pen, half + cos * half * away, half + sin * half * away, side * 0.016, palette.ground)
    for x, y in ((0, half), (half, 0), (side, half), (half, side)):
        for turn in range(0, 360, 90):
            pen.polygon(_petal(x, y, half * 0.26, half * 0.07, turn, half * 0.04), fill=palette.accent)
        _dot(pen, x, y, side * 0.02, palette.light)
    for x, y in ((half, half), (0, 0), (side, 0), (0, side), (side, side)):
        _dot(pen, x, y, side * 0.035, palette.light)
        _dot(pen, x, y, side * 0.018, palette.main)
    return tiled(tile, (CLOTH, CLOTH)).reduce(2)


def parang(rng: Random, palette: Palette) -> Image.Image:
    """Slanting rows of blades with a ribbon of lozenges between them."""
    step, height = rng.choice(((120, 200), (150, 240)))
    tile = Image.new("RGB", (step, height), palette.ground)
    pen = ImageDraw.Draw(tile)
    for x in (-step, 0, step):
        for grow, colour in ((1.0, palette.light), (0.80, palette.main), (0.5, palette.light), (0.3, palette.accent)):
            pen.polygon(_blade(x + step * 0.5, height * 0.43, step * 0.47 * grow, height * 0.39 * grow), fill=colour)
        for away in (-0.2, 0.0, 0.2):
            _dot(pen, x + step * (0.5 - away * 0.35), height * (0.43 + away), step * 0.025, palette.ground)
    top = height * 0.86
    pen.rectangle((0, top, step, height), fill=palette.main)
    for edge in (top, height - 3):
        pen.line((0, edge, step, edge), fill=palette.light, width=4)
    for x in (0, step / 2, step):
        middle = top + height * 0.07
        pen.polygon(
            [
                (x - step * 0.16, middle),
                (x, middle - height * 0.05),
                (x + step * 0.16, middle),
                (x, middle + height * 0.05),
            ],
            fill=palette.light,
        )
        _dot(pen, x, middle, step * 0.035, palette.ground)
    side = math.ceil(SIZE * math.sqrt(2)) + 8
    turned = tiled(tile.reduce(2), (side, side)).rotate(45, Image.Resampling.BICUBIC)
    edge = (side - SIZE) // 2
    return turned.crop((edge, edge, edge + SIZE, edge + SIZE))


def _blade(x: float, y: float, rx: float, ry: float) -> list[Point]:
    """An S-shaped blade standing on (x, y)."""
    right = bezier(
        (x + rx * 0.5, y - ry), (x + rx * 1.3, y - ry * 0.3), (x + rx * 0.1, y + ry * 0.2), (x + rx * 0.35, y + ry), 18
    )
    left = [(2 * x - px, 2 * y - py) for px, py in right]
    return right + left


def ceplok(rng: Random, palette: Palette) -> Image.Image:
    """Round flowers in a lattice."""
    side, petals = rng.choice((200, 266, 320)), rng.choice((6, 8, 12))
    tile, pen = _tile(side, palette.ground)
    half = side / 2
    for x, y in ((half, half), (0, 0), (side, 0), (0, side), (side, side)):
        _rosette(pen, x, y, half * 0.70, petals, palette)
    for x, y in ((0, half), (half, 0), (side, half), (half, side)):
        pen.polygon(
            [(x - half * 0.2, y), (x, y - half * 0.2), (x + half * 0.2, y), (x, y + half * 0.2)], fill=palette.light
        )
        pen.polygon(
            [(x - half * 0.13, y), (x, y - half * 0.13), (x + half * 0.13, y), (x, y + half * 0.13)],
            fill=palette.accent,
        )
        _dot(pen, x, y, half * 0.045, palette.ground)
    return tiled(tile, (CLOTH, CLOTH)).reduce(2)


def _rosette(pen: ImageDraw.ImageDraw, x: float, y: float, radius: float, petals: int, palette: Palette) -> None:
    width = radius * 2.2 / petals
    for ring, (reach, colour, core) in enumerate(
        ((1.0, palette.light, palette.main), (0.62, palette.light, palette.accent))
    ):
        for index in range(petals):
            turn = (index + ring / 2) * 360 / petals
            pen.polygon(_petal(x, y, radius * reach, width * reach, turn), fill=colour)
            pen.polygon(_petal(x, y, radius * reach * 0.8, width * reach * 0.62, turn, radius * reach * 0.1), fill=core)
            cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
            _dot(pen, x + cos * radius * reach * 0.66, y + sin * radius * reach * 0.66, radius * 0.03, palette.light)
    for reach, colour in ((0.2, palette.light), (0.14, palette.ground), (0.06, palette.light)):
        _dot(pen, x, y, radius * reach, colour)


def mega_mendung(rng: Random, palette: Palette) -> Image.Image:
    """Rain clouds: puffs run together, each cloud banded from dark to pale in one dye."""
    cloth = Image.new("RGB", (CLOTH, CLOTH), palette.ground)
    pen = ImageDraw.Draw(cloth)
    shades = (
        [palette.light]
        + [mix(palette.main, palette.light, share) for share in (0.0, 0.25, 0.5, 0.75)]
        + [palette.light]
    )
    for row in range(-1, 7):
        for column in range(-1, 4):
            x = column * 550 + (275 if row % 2 else 0) + rng.uniform(-24, 24)
            puffs = _puffs(x, row * 280 + rng.uniform(-16, 16), rng)
            for level, shade in enumerate(shades):
                for px, py, radius in puffs:
                    if radius - level * 15 > 2:
                        _dot(pen, px, py, radius - level * 15, shade)
    return cloth.reduce(2)


def _puffs(x: float, y: float, rng: Random) -> list[tuple[float, float, float]]:
    """The circles a cloud is made of: a high middle, lower shoulders, and a tail that curls to one side."""
    flip, high = rng.choice((-1, 1)), rng.uniform(88, 104)
    body = [(0, -26, high), (-104, 10, 80), (104, 14, 76), (-20, 44, 70), (52, -56, 66)]
    tail = [(176, 34, 52), (222, 26, 38), (252, 8, 27), (262, -14, 18)]
    return [(x + flip * px, y + py, radius) for px, py, radius in body + tail]


def leaf(rng: Random, palette: Palette) -> Image.Image:
    """Tamanan's leaves: fingered leaves on winding stems, buds and dots filling the ground."""
    cloth = Image.new("RGB", (CLOTH, CLOTH), palette.ground)
    pen = ImageDraw.Draw(cloth)
    for _ in range(900):
        _dot(
            pen,
            rng.uniform(0, CLOTH),
            rng.uniform(0, CLOTH),
            rng.choice((3, 4, 5)),
            mix(palette.ground, palette.light, 0.55),
        )
    step = rng.choice((360, 420))
    for column in range(-1, CLOTH // step + 2):
        for row in range(-1, CLOTH // step + 2):
            x, y = column * step + (step / 2 if row % 2 else 0), row * step
            bend = rng.choice((-1, 1)) * step * 0.3
            stem = bezier((x, y), (x + bend, y + step * 0.3), (x - bend, y + step * 0.7), (x + step / 2, y + step), 24)
            pen.line(stem, fill=palette.light, width=9, joint="curve")
            pen.line(stem, fill=palette.accent, width=4, joint="curve")
    fingers = rng.choice((5, 7, 7))
    for column in range(-1, CLOTH // step + 2):
        for row in range(-1, CLOTH // step + 2):
            x, y = column * step + (step / 2 if row % 2 else 0), row * step
            _fingered_leaf(
                pen, x, y, step * rng.uniform(0.40, 0.46), fingers, rng.uniform(0, 360), palette, rng.random() < 0.5
            )
            for turn in (20, 80):
                _bud(
                    pen, x + step * 0.44 * math.cos(math.radians(turn)), y + step * 0.5, step * 0.09, turn * 3, palette
                )
    return cloth.reduce(2)


def _fingered_leaf(
    pen: ImageDraw.ImageDraw, x: float, y: float, radius: float, fingers: int, turn: float, palette: Palette, warm: bool
) -> None:
    fill = palette.accent if warm else palette.main
    spread = 250 / (fingers - 1)
    for index in range(fingers):
        angle = turn - 125 + index * spread
        reach = radius * (1 - 0.34 * abs(index - (fingers - 1) / 2) / ((fingers - 1) / 2))
        pen.polygon(_petal(x, y, reach, radius * 0.21, angle), fill=palette.light)
        pen.polygon(_petal(x, y, reach * 0.9, radius * 0.15, angle, reach * 0.03), fill=fill)
        cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        pen.line((x, y, x + cos * reach * 0.8, y + sin * reach * 0.8), fill=palette.light, width=3)
        for away in (0.3, 0.45, 0.6, 0.74):
            for side in (-1, 1):
                bow = math.radians(angle + side * 8 / away**0.4)
                _dot(pen, x + math.cos(bow) * reach * away, y + math.sin(bow) * reach * away, 3, palette.light)
    _dot(pen, x, y, radius * 0.07, palette.light)


def _bud(pen: ImageDraw.ImageDraw, x: float, y: float, radius: float, turn: float, palette: Palette) -> None:
    for angle in (-35, 0, 35):
        pen.polygon(_petal(x, y, radius * 2, radius * 0.5, turn + angle), fill=palette.light)
        pen.polygon(_petal(x, y, radius * 1.6, radius * 0.3, turn + angle, radius * 0.15), fill=palette.accent)
    _dot(pen, x, y, radius * 0.3, palette.light)


MOTIFS: dict[str, Callable[[Random, Palette], Image.Image]] = {
    "ceplok": ceplok,
    "daun": leaf,
    "kawung": kawung,
    "mega mendung": mega_mendung,
    "parang": parang,
}
