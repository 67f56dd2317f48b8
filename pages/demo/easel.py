"""The drawing table of the demo pictures: paths in a field of 1000 x 1000, smooth masks, soft shadows, stitches.

Everything is plain Pillow. Lines and masks are drawn at twice the size and reduced, which smooths them.
"""

import math
from functools import lru_cache
from itertools import pairwise
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from pages.demo.palettes import Colour, darker, lighter

SIZE = 800
FINE = 2
# The field is drawn a little smaller than the picture, so that nothing is lost where a card shows it at 4:3.
SCALE = SIZE * FINE / 1000 * 0.82
Point = tuple[float, float]


def fine(points: list[Point]) -> list[Point]:
    """Points of the field as pixels of the doubled drawing."""
    middle = SIZE * FINE / 2
    return [(middle + (x - 500) * SCALE, middle + (y - 500) * SCALE) for x, y in points]


def rounded(points: list[Point], radius: float) -> list[Point]:
    """The outline of a polygon with every corner rounded off."""
    outline: list[Point] = []
    for index, (x, y) in enumerate(points):
        before, after = points[index - 1], points[(index + 1) % len(points)]
        start, end = _towards((x, y), before, radius), _towards((x, y), after, radius)
        for step in range(9):
            t = step / 8
            a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
            outline.append((a * start[0] + b * x + c * end[0], a * start[1] + b * y + c * end[1]))
    return outline


def _towards(origin: Point, target: Point, distance: float) -> Point:
    dx, dy = target[0] - origin[0], target[1] - origin[1]
    length = math.hypot(dx, dy) or 1
    share = min(distance / length, 0.5)
    return origin[0] + dx * share, origin[1] + dy * share


def bezier(start: Point, lift: Point, pull: Point, end: Point, steps: int = 40) -> list[Point]:
    """A cubic curve from `start` to `end`."""
    points = []
    for step in range(steps + 1):
        t = step / steps
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        points.append(tuple(a * start[i] + b * lift[i] + c * pull[i] + d * end[i] for i in (0, 1)))
    return points


def box(left: float, top: float, right: float, bottom: float, radius: float = 0) -> list[Point]:
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    return rounded(corners, radius) if radius else corners


def oval(x: float, y: float, rx: float, ry: float, start: float = 0, end: float = 360) -> list[Point]:
    steps = max(12, round(abs(end - start) / 6))
    angles = [math.radians(start + (end - start) * step / steps) for step in range(steps + 1)]
    return [(x + rx * math.cos(angle), y + ry * math.sin(angle)) for angle in angles]


def turned(outline: list[Point], degrees: float) -> list[Point]:
    """The outline turned about its own middle, as things lie on a table."""
    x, y = (sum(point[axis] for point in outline) / len(outline) for axis in (0, 1))
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return [(x + (px - x) * cos - (py - y) * sin, y + (px - x) * sin + (py - y) * cos) for px, py in outline]


def leaflet(x: float, y: float, length: float, turn: float) -> list[Point]:
    """A small pointed leaf or petal that grows from (x, y) in the direction `turn`, in degrees."""
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    side = bezier((0, 0), (length * 0.3, length * 0.3), (length * 0.7, length * 0.25), (length, 0), 8)
    outline = side + [(px, -py) for px, py in reversed(side)]
    return [(x + px * cos - py * sin, y + px * sin + py * cos) for px, py in outline]


def mask(*outlines: list[Point], holes: tuple[list[Point], ...] = ()) -> Image.Image:
    """White inside the outlines, black outside and in the holes; mode L, SIZE x SIZE."""
    sheet = Image.new("L", (SIZE * FINE, SIZE * FINE), 0)
    pen = ImageDraw.Draw(sheet)
    for outline in outlines:
        pen.polygon(fine(outline), fill=255)
    for hole in holes:
        pen.polygon(fine(hole), fill=0)
    return sheet.reduce(FINE)


def ribbon(path: list[Point], width: float) -> Image.Image:
    """The mask of a strap or handle that follows `path`."""
    sheet = Image.new("L", (SIZE * FINE, SIZE * FINE), 0)
    pen = ImageDraw.Draw(sheet)
    pen.line(fine(path), fill=255, width=round(width * SCALE), joint="curve")
    radius = width * SCALE / 2
    for x, y in fine([path[0], path[-1]]):
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    return sheet.reduce(FINE)


def blurred(sheet: Image.Image, radius: float) -> Image.Image:
    """A wide blur, made at a quarter of the size because nobody sees the difference."""
    small = sheet.reduce(4).filter(ImageFilter.GaussianBlur(radius / 4))
    return small.resize(sheet.size, Image.Resampling.BICUBIC)


def _around(shape: Image.Image, margin: float) -> tuple[int, int, int, int]:
    """The part of the picture within `margin` pixels of the shape, on multiples of four; empty shapes give a corner."""
    left, top, right, bottom = shape.getbbox() or (0, 0, 4, 4)
    low = [max(0, round(edge - margin) // 4 * 4) for edge in (left, top)]
    high = [min(SIZE, -(-round(edge + margin) // 4) * 4) for edge in (right, bottom)]
    return low[0], low[1], high[0], high[1]


def cast_shadow(picture: Image.Image, shape: Image.Image, lift: float) -> None:
    """Darken what lies under a thing that is held `lift` above it, light coming from the upper left."""
    area = _around(shape, 4 * lift + 8)
    piece = shape.crop(area)
    for radius, share, drop in ((lift * 1.6, 0.34, lift * 0.9), (lift * 0.4, 0.30, lift * 0.2)):
        shade = ImageChops.offset(blurred(piece, max(radius, 2)), round(drop * 0.6), round(drop))
        picture.paste((58, 42, 30), area[:2], shade.point([round(value * share) for value in range(256)]))


def lay(
    picture: Image.Image,
    surface: Image.Image | Colour,
    shape: Image.Image,
    *,
    lift: float = 14,
    depth: float = 0.45,
    edge: float = 26,
) -> None:
    """Lay a piece of material, cut to `shape`, on the picture: its shadow, then the piece, rounded off by light."""
    if lift:
        cast_shadow(picture, shape, lift)
    area = _around(shape, edge * 2)
    piece = shape.crop(area)
    cloth = surface.crop(area) if isinstance(surface, Image.Image) else Image.new("RGB", piece.size, surface)
    soft = ImageChops.offset(blurred(piece, edge), -round(edge / 4), -round(edge / 3))
    soft = soft.point([round(255 * (1 - depth * (1 - min(1, max(0, (v - 70) / 150))))) for v in range(256)])
    lit = ImageChops.multiply(cloth, Image.merge("RGB", (soft, soft, soft)))
    picture.paste(ImageChops.multiply(lit, _daylight().crop(area)), area[:2], piece)


@lru_cache(maxsize=1)
def _daylight() -> Image.Image:
    """Light from the upper left: white there, a little darker at the lower right."""
    down = Image.linear_gradient("L").resize((SIZE, SIZE))
    both = ImageChops.add(down, down.rotate(90), scale=2)
    return Image.merge("RGB", (both.point([255 - round(v * 0.16) for v in range(256)]),) * 3)


def shine(picture: Image.Image, shape: Image.Image, strength: float) -> None:
    """A highlight where the light meets the shape's upper left."""
    glow = ImageChops.subtract(shape, ImageChops.offset(blurred(shape, 20), 14, 14))
    picture.paste((255, 250, 238), (0, 0), glow.point(lambda value: round(value * strength)))


def fold(surface: Image.Image, rng: Random, waves: int, strength: float, *, across: bool = False) -> Image.Image:
    """The surface as soft cloth with about `waves` folds running down it (or across it)."""
    length = waves * 4
    values = bytes(255 - round(abs(rng.gauss(0, 1)) * 90 * strength) % 200 if i % 4 else 255 for i in range(length))
    shades = Image.frombytes("L", (length, 1), values)
    shades = shades.transpose(Image.Transpose.ROTATE_90) if across else shades
    shades = shades.resize(surface.size, Image.Resampling.BICUBIC)
    return ImageChops.multiply(surface, Image.merge("RGB", (shades,) * 3))


def draw_lines(picture: Image.Image, lines: list[list[Point]], colour: Colour, width: float) -> None:
    """Plain smooth lines (seams, creases, cords)."""
    sheet = Image.new("L", (SIZE * FINE, SIZE * FINE), 0)
    pen = ImageDraw.Draw(sheet)
    for line in lines:
        pen.line(fine(line), fill=255, width=max(1, round(width * SCALE)), joint="curve")
    picture.paste(colour, (0, 0), sheet.reduce(FINE))


def stitch(
    picture: Image.Image,
    lines: list[list[Point]],
    colour: Colour,
    *,
    dash: float = 13,
    gap: float = 8,
    width: float = 4,
) -> None:
    """Rows of stitches along the lines: each a short raised thread with its own small shadow."""
    dashes = [piece for line in lines for piece in _dashes(line, dash, gap)]
    draw_lines(picture, [[(x + 1.5, y + 2.5) for x, y in piece] for piece in dashes], darker(colour, 0.75), width)
    draw_lines(picture, dashes, lighter(colour, 0.15), width)


def _dashes(line: list[Point], dash: float, gap: float) -> list[list[Point]]:
    pieces, piece, walked, drawing = [], [line[0]], 0.0, True
    for start, end in pairwise(line):
        length, done = math.hypot(end[0] - start[0], end[1] - start[1]), 0.0
        while length - done > 1e-6:
            step = min(length - done, (dash if drawing else gap) - walked)
            done, walked = done + step, walked + step
            here = _towards_along(start, end, done / length)
            if drawing:
                piece.append(here)
            if walked >= (dash if drawing else gap) - 1e-6:
                if drawing:
                    pieces.append(piece)
                drawing, walked, piece = not drawing, 0.0, [here]
    return pieces + ([piece] if drawing and len(piece) > 1 else [])


def _towards_along(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def noise(rng: Random, grain: int, size: tuple[int, int] = (SIZE, SIZE)) -> Image.Image:
    """Soft random grey in patches about `grain` pixels wide."""
    width, height = size[0] // grain + 2, size[1] // grain + 2
    patches = Image.frombytes("L", (width, height), rng.randbytes(width * height))
    return patches.resize(size, Image.Resampling.BICUBIC)


def mottled(surface: Image.Image, rng: Random, strength: float, grain: int = 60) -> Image.Image:
    """The surface with the slow lighter and darker clouds that hand work leaves."""
    clouds = noise(rng, grain, surface.size).point([255 - round((255 - v) * strength) for v in range(256)])
    return ImageChops.multiply(surface, Image.merge("RGB", (clouds,) * 3))


@lru_cache(maxsize=64)
def _backdrop(colour: Colour) -> Image.Image:
    rng = Random(str(colour))
    sheet = mottled(Image.new("RGB", (SIZE, SIZE), lighter(colour, 0.55)), rng, 0.04, 90)
    sheet = mottled(sheet, rng, 0.05, 1)
    sheet = mottled(sheet, rng, 0.03, 3)
    lamp = (
        Image.radial_gradient("L")
        .resize((SIZE * 3 // 2, SIZE * 3 // 2))
        .crop((SIZE // 3, SIZE // 3, SIZE // 3 + SIZE, SIZE // 3 + SIZE))
    )
    lamp = lamp.point([255 - round(v * 0.16) for v in range(256)])
    return ImageChops.multiply(sheet, Image.merge("RGB", (lamp,) * 3))


def backdrop(colour: Colour) -> Image.Image:
    """A fresh sheet of hand-made paper in that colour, lit from the upper left."""
    return _backdrop(colour).copy()
