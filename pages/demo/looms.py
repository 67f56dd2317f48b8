"""Surfaces made of threads and strips: plain weave, twill, ikat, plastic and bamboo strips, knitting."""

import math
from functools import lru_cache
from random import Random

from PIL import Image, ImageChops, ImageDraw

from pages.demo.easel import SIZE, mottled
from pages.demo.palettes import Colour, Palette, darker, lighter, mix, wander

PLAIN = ("10", "01")
TWILL = ("1000", "0100", "0010", "0001")
BASKET = ("1100", "1100", "0011", "0011")
DIAGONAL = ("1100", "0110", "0011", "1001")


def weave(
    warp: list[Colour], weft: list[Colour], over: tuple[str, ...], pitch: int, *, relief: float = 0.35, gap: float = 0.0
) -> Image.Image:
    """Cloth of SIZE x SIZE: warp colours across, weft colours down, repeated; "1" in `over` lets the warp lie on top.

    `pitch` is a thread's width in pixels, `relief` how round it looks, `gap` how dark the openings between threads are.
    """
    count = SIZE // pitch + 1
    across = _thread_row([warp[i % len(warp)] for i in range(count)], (count, 1)).resize((count, count))
    down = _thread_row([weft[i % len(weft)] for i in range(count)], (1, count)).resize((count, count))
    cells = Image.composite(across, down, _over_mask(over, count))
    return shaded(cells, over, pitch, relief, gap)


def shaded(cells: Image.Image, over: tuple[str, ...], pitch: int, relief: float, gap: float = 0.0) -> Image.Image:
    """One pixel a crossing in `cells`, enlarged to threads that catch the light."""
    full = cells.resize((cells.width * pitch, cells.height * pitch), Image.Resampling.NEAREST).crop((0, 0, SIZE, SIZE))
    shade = _relief(over, pitch, relief, gap)
    return ImageChops.multiply(full, Image.merge("RGB", (shade,) * 3))


def _thread_row(colours: list[Colour], size: tuple[int, int]) -> Image.Image:
    row = Image.new("RGB", size)
    row.putdata(colours)
    return row


def _over_mask(over: tuple[str, ...], count: int) -> Image.Image:
    rows = [bytes(255 if line[i % len(line)] == "1" else 0 for i in range(count)) for line in over]
    return Image.frombytes("L", (count, count), b"".join(rows[i % len(rows)] for i in range(count)))


@lru_cache(maxsize=64)
def _relief(over: tuple[str, ...], pitch: int, relief: float, gap: float) -> Image.Image:
    upright, lying = _thread(pitch, relief, gap), _thread(pitch, relief, gap).transpose(Image.Transpose.TRANSPOSE)
    unit = Image.new("L", (len(over[0]) * pitch, len(over) * pitch))
    for y, line in enumerate(over):
        for x, sign in enumerate(line):
            unit.paste(upright if sign == "1" else lying, (x * pitch, y * pitch))
    return tiled(unit)


def _thread(pitch: int, relief: float, gap: float) -> Image.Image:
    """The light on one crossing of an upright thread: bright along its middle, dark where it dips."""
    values = bytearray()
    for y in range(pitch):
        for x in range(pitch):
            u, v = (x + 0.5) / pitch * 2 - 1, (y + 0.5) / pitch * 2 - 1
            round_off = relief * (0.75 * u * u + 0.35 * v**4)
            values.append(max(0, round(255 * (1 - round_off - (gap if abs(u) > 0.82 else 0)))))
    return Image.frombytes("L", (pitch, pitch), bytes(values))


def tiled(tile: Image.Image, size: tuple[int, int] = (SIZE, SIZE)) -> Image.Image:
    """The tile repeated over `size`."""
    sheet = Image.new(tile.mode, size)
    for x in range(0, size[0], tile.width):
        sheet.paste(tile, (x, 0))
    row = sheet.crop((0, 0, size[0], tile.height))
    for y in range(tile.height, size[1], tile.height):
        sheet.paste(row, (0, y))
    return sheet


def goni(rng: Random, palette: Palette) -> Image.Image:
    """Jute sacking: coarse plain weave of uneven threads."""
    threads = [wander(palette.ground, rng, 20) for _ in range(160)]
    others = [wander(palette.ground, rng, 20) for _ in range(163)]
    return mottled(weave(threads, others, PLAIN, 6, relief=0.42, gap=0.16), rng, 0.10)


def canvas(rng: Random, colour: Colour) -> Image.Image:
    """Smooth plain cloth with a fine, visible thread."""
    return mottled(
        weave(
            [wander(colour, rng, 5) for _ in range(97)],
            [wander(colour, rng, 5) for _ in range(101)],
            PLAIN,
            3,
            relief=0.16,
        ),
        rng,
        0.08,
    )


def denim(rng: Random, palette: Palette) -> Image.Image:
    """Indigo twill with pale wefts showing, washed in places."""
    warp = [wander(palette.ground, rng, 12) for _ in range(211)]
    cloth = weave(warp, [mix(palette.ground, palette.light, 0.55)], ("1110", "1101", "1011", "0111"), 3, relief=0.2)
    return mottled(mottled(cloth, rng, 0.16, 120), rng, 0.10, 6)


def strips(rng: Random, palette: Palette, over: tuple[str, ...] = PLAIN, pitch: int = 32) -> Image.Image:
    """Strips cut from used plastic, plaited: glossy, in the mixed colours the waste comes in."""
    colours = [palette.ground, palette.main, palette.accent, palette.light]
    main, second = rng.sample(colours, 2)
    warp = [wander(main if i % 3 else rng.choice(colours), rng, 12) for i in range(27)]
    weft = [wander(second if i % 2 else rng.choice(colours), rng, 12) for i in range(29)]
    cloth = weave(warp, weft, over, pitch, relief=0.34, gap=0.2)
    gloss = _relief(over, pitch, 0.9, 0.0).point([round(max(0, v - 228) * 3.2) for v in range(256)])
    cloth.paste((255, 252, 244), (0, 0), gloss)
    return cloth


def bamboo(rng: Random, palette: Palette, over: tuple[str, ...] = DIAGONAL, pitch: int = 20) -> Image.Image:
    """Split bamboo, plaited in twill; some strips keep their dark rind."""
    warp = [wander(palette.ground, rng, 16) for _ in range(41)]
    weft = [wander(palette.main if rng.random() < 0.22 else lighter(palette.ground, 0.12), rng, 14) for _ in range(37)]
    return mottled(weave(warp, weft, over, pitch, relief=0.38, gap=0.3), rng, 0.12)


def lurik(rng: Random, palette: Palette, pitch: int = 4) -> Image.Image:
    """Striped handloom cotton: groups of warp threads in a rhythm that the seed decides."""
    colours = [palette.ground, palette.main, palette.accent, palette.light]
    rhythm = [(colours[0], rng.randint(6, 12))] + [
        (rng.choice(colours), rng.choice((1, 2, 2, 3, 5))) for _ in range(rng.randint(5, 9))
    ]
    half = [colour for colour, width in rhythm for _ in range(width)]
    warp = [wander(colour, rng, 6) for colour in half + half[::-1]]
    return mottled(weave(warp, [darker(palette.ground, 0.15)], ("110", "011", "101"), pitch, relief=0.3), rng, 0.08)


def ikat(rng: Random, palette: Palette, pitch: int = 4) -> Image.Image:
    """Bands of lozenges and hooks tied into the threads before weaving; the edges feather as real ikat does."""
    count = SIZE // pitch + 1
    pattern = _lozenge_bands(rng, palette, count)
    feathered = Image.new("RGB", (count, count))
    for y in range(count):
        feathered.paste(ImageChops.offset(pattern.crop((0, y, count, y + 1)), rng.choice((-1, 0, 0, 1)), 0), (0, y))
    return mottled(shaded(feathered, ("10", "01"), pitch, 0.32), rng, 0.10)


def _lozenge_bands(rng: Random, palette: Palette, count: int) -> Image.Image:
    """The pattern of an ikat, one pixel a thread: wide bands of lozenges between narrow stripes."""
    sheet = Image.new("RGB", (count, count), palette.ground)
    pen, y = ImageDraw.Draw(sheet), -rng.randint(0, 20)
    band = 0
    while y < count:
        height = (34, 22)[band % 2] + rng.choice((0, 4))
        back, front, heart = (
            (palette.ground, palette.light, palette.accent),
            (palette.main, palette.accent, palette.light),
        )[band % 2]
        pen.rectangle((0, y, count, y + height), fill=back)
        width = height + (8 if band % 2 else 2)
        for x in range(-width // 2, count + width, width):
            for reach, colour in ((1.0, front), (0.78, back), (0.55, heart), (0.32, back), (0.16, front)):
                _lozenge(pen, x, y + height / 2, width / 2 * reach, (height / 2 - 2) * reach, colour)
            _lozenge(pen, x + width / 2, y + height / 2, 3, 3, heart)
            for hook in (-1, 1):
                pen.line((x + hook * width * 0.34, y + 3, x + hook * width * 0.5, y + height * 0.24), fill=front)
                pen.line(
                    (x + hook * width * 0.34, y + height - 3, x + hook * width * 0.5, y + height * 0.76), fill=front
                )
        for offset, colour in ((0, palette.accent), (1, palette.main), (3, palette.light)):
            pen.line((0, y + offset, count, y + offset), fill=colour)
        y, band = y + height + 1, band + 1
    return sheet


def _lozenge(pen: ImageDraw.ImageDraw, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
    pen.polygon([(x - rx, y), (x, y - ry), (x + rx, y), (x, y + ry)], fill=colour)


def songket(rng: Random, palette: Palette, pitch: int = 4) -> Image.Image:
    """Supplementary wefts in gold and colour on a dark ground: stars and lozenges between borders."""
    count = SIZE // pitch + 1
    sheet = Image.new("RGB", (count, count), palette.ground)
    pen, step = ImageDraw.Draw(sheet), rng.choice((20, 24, 28))
    for row, y in enumerate(range(0, count + step, step)):
        for x in range(-(step // 2) * (row % 2), count + step, step):
            _lozenge(pen, x, y, step * 0.46, step * 0.46, palette.accent)
            _lozenge(pen, x, y, step * 0.36, step * 0.36, palette.ground)
            for turn in range(0, 360, 45):
                dx, dy = math.cos(math.radians(turn)), math.sin(math.radians(turn))
                pen.line(
                    (x, y, x + dx * step * 0.22, y + dy * step * 0.22),
                    fill=palette.light if turn % 90 else palette.main,
                )
            _lozenge(pen, x, y, 2, 2, palette.accent)
            for dx, dy in ((step // 2, 0), (-(step // 2), 0)):
                _lozenge(pen, x + dx, y + dy, 3, 3, palette.light)
                _lozenge(pen, x + dx, y + dy, 1, 1, palette.ground)
    return mottled(shaded(sheet, ("01", "01"), pitch, 0.34), rng, 0.08)


def knit(rng: Random, palette: Palette, pitch: int = 20) -> Image.Image:
    """Knitted fabric: rows of V stitches, with stripes or a small repeated figure."""
    count, rows = SIZE // pitch + 1, SIZE * 4 // (pitch * 3) + 2
    cells = Image.new("RGB", (count, rows))
    figure = rng.choice(FIGURES)
    stripes = [
        rng.choice((palette.ground, palette.ground, palette.main, palette.accent, palette.light)) for _ in range(9)
    ]
    for y in range(rows):
        line = figure[y % len(figure)]
        for x in range(count):
            plain = stripes[y // 4 % 9] if figure is PLAIN_STRIPES else palette.ground
            colour = {"o": palette.main, "x": palette.accent, "*": palette.light}.get(line[x % len(line)], plain)
            cells.putpixel((x, y), wander(colour, rng, 6))
    height = pitch * 3 // 4
    full = cells.resize((count * pitch, rows * height), Image.Resampling.NEAREST).crop((0, 0, SIZE, SIZE))
    shade = tiled(_stitch_tile(pitch, height))
    return mottled(ImageChops.multiply(full, Image.merge("RGB", (shade,) * 3)), rng, 0.08)


PLAIN_STRIPES = (".",)
FIGURES = (
    PLAIN_STRIPES,
    ("...o...", "..ooo..", ".oo.oo.", "oo.x.oo", ".oo.oo.", "..ooo..", "...o...", ".......", "*.*.*.*", "......."),
    ("o...", ".o.o", "..o.", ".o.o", "o...", "....", "xxxx", "....", "*.*.", "...."),
    ("oooooooo", "........", "x..xx..x", ".xx..xx.", "........", "oooooooo", "........", "...**...", "........"),
)


@lru_cache(maxsize=4)
def _stitch_tile(pitch: int, height: int) -> Image.Image:
    """The light on one V stitch: two leaning loops with a dark valley between them."""
    scale = 4
    tile = Image.new("L", (pitch * scale, height * scale * 3), 105)
    pen = ImageDraw.Draw(tile)
    for row in (-1, 0, 1, 2, 3):
        top = row * height * scale
        for step in range(9):
            value, slim = 150 + round(105 * (step / 8) ** 0.7), step * scale * pitch * 0.024
            for side in (0, 1):
                outer, inner = (0.02, 0.5) if side == 0 else (0.98, 0.5)
                x0, x1 = outer * pitch * scale, inner * pitch * scale
                sign = 1 if side == 0 else -1
                points = [
                    (x0 + sign * slim, top),
                    (x0 + sign * (0.34 * pitch * scale - slim), top - 0.06 * height * scale),
                    (x1 - sign * slim * 0.4, top + height * scale * 0.92),
                    (x1 - sign * (0.20 * pitch * scale - slim * 0.4), top + height * scale * 1.3),
                    (x0 + sign * slim, top + height * scale * 0.62),
                ]
                pen.polygon(points, fill=value)
    return tile.crop((0, height * scale, pitch * scale, height * scale * 2)).resize(
        (pitch, height), Image.Resampling.LANCZOS
    )
