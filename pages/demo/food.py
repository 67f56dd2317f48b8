"""Food of Lombok Utara's makers, packed: pouches, jars, bottles and plaited boxes."""

import math
from random import Random

from PIL import Image, ImageDraw, ImageFilter

from pages.demo.easel import SIZE, bezier, box, draw_lines, lay, leaflet, mask, oval, ribbon, rounded, shine, turned
from pages.demo.looms import PLAIN, bamboo
from pages.demo.palettes import Colour, Palette, darker, lighter, mix, wander

RAFFIA: Colour = (205, 176, 124)


def pouch_pack(picture: Image.Image, body: Image.Image, rng: Random, palette: Palette) -> None:
    """A standing paper pouch with a band of motif and a window on what is inside."""
    outline = rounded([(250, 150), (750, 150), (770, 860), (500, 880), (230, 860)], 22)
    lay(picture, mix((206, 174, 130), palette.light, 0.25), mask(outline), lift=18, depth=0.5, edge=50)
    draw_lines(
        picture, [[(252, 176), (748, 176)], [(252, 184), (748, 184)], [(252, 192), (748, 192)]], (164, 134, 94), 2
    )
    lay(picture, body, mask([(247, 250), (753, 250), (758, 430), (242, 430)]), lift=0, depth=0.3, edge=40)
    _label(picture, palette, 500, 500, 190, 96)
    window = mask(oval(500, 716, 150, 104))
    lay(picture, _grains(rng, palette), window, lift=0, depth=0.6, edge=24)
    draw_lines(picture, [[*oval(500, 716, 152, 106)]], darker(palette.main, 0.1), 6)
    shine(picture, window, 0.5)


def jar(picture: Image.Image, body: Image.Image, rng: Random, palette: Palette) -> None:
    """A glass jar, its lid covered with cloth and tied."""
    glass = rounded([(290, 320), (710, 320), (740, 420), (740, 850), (260, 850), (260, 420)], 60)
    lay(picture, lighter(palette.backdrop, 0.3), mask(glass), lift=20, depth=0.45, edge=40)
    filling = rounded([(282, 430), (718, 430), (722, 834), (278, 834)], 48)
    lay(picture, _grains(rng, palette), mask(filling), lift=0, depth=0.65, edge=60)
    _label(picture, palette, 500, 640, 176, 104)
    shine(picture, mask(glass), 0.45)
    cover = [
        (
            500 + 262 * math.cos(a) * (1 + 0.03 * math.cos(a * 18)),
            330 + 96 * math.sin(a) * (1 + 0.07 * math.cos(a * 18)),
        )
        for a in [math.tau * i / 160 for i in range(160)]
    ]
    lay(picture, body, mask(cover), lift=10, depth=0.4, edge=24)
    lay(
        picture,
        body.rotate(30),
        mask(rounded([(320, 200), (680, 200), (700, 330), (500, 352), (300, 330)], 40)),
        lift=6,
        depth=0.4,
        edge=26,
    )
    lay(picture, RAFFIA, ribbon(bezier((294, 322), (400, 356), (600, 356), (706, 322)), 10), lift=4, depth=0.3, edge=5)
    for bow in (
        bezier((500, 346), (410, 400), (400, 300), (500, 344)),
        bezier((500, 346), (590, 400), (600, 300), (500, 344)),
    ):
        lay(picture, RAFFIA, ribbon(bow, 9), lift=4, depth=0.3, edge=5)


def bottle(picture: Image.Image, body: Image.Image, rng: Random, palette: Palette) -> None:
    """A bottle with a cork and a motif label."""
    left = bezier((346, 500), (350, 410), (430, 400), (444, 330), 14)
    right = bezier((556, 330), (570, 400), (650, 410), (654, 500), 14)
    glass = [(450, 170), (550, 170), *right, (654, 860), (346, 860), *left]
    shape = mask(rounded(glass, 8))
    lay(picture, mix(palette.ground, (255, 250, 235), 0.15), shape, lift=22, depth=0.6, edge=44)
    shine(picture, shape, 0.7)
    lay(
        picture,
        (188, 148, 100),
        mask(rounded([(456, 110), (544, 110), (540, 190), (460, 190)], 10)),
        lift=6,
        depth=0.45,
        edge=14,
    )
    lay(picture, body, mask(box(348, 540, 652, 790)), lift=0, depth=0.5, edge=40)
    _label(picture, palette, 500, 666, 112, 84)
    lay(picture, RAFFIA, ribbon([(446, 330), (554, 330)], 14), lift=3, depth=0.4, edge=6)


def besek(picture: Image.Image, body: Image.Image, rng: Random, palette: Palette) -> None:
    """A plaited bamboo gift box with its lid aside, food wrapped in leaf within."""
    plait = bamboo(
        rng, Palette((214, 182, 118), (176, 132, 70), palette.accent, palette.light, palette.backdrop), PLAIN, 22
    )
    lay(picture, plait, mask(turned(box(150, 200, 690, 740, 14), -4)), lift=20, depth=0.45, edge=30)
    lay(picture, darker((176, 132, 70), 0.55), mask(turned(box(190, 240, 650, 700, 8), -4)), lift=0, depth=0.5, edge=40)
    leaf = (94, 122, 62)
    for row in range(3):
        for column in range(3):
            x, y = 266 + column * 152, 318 + row * 150
            parcel = turned(box(x - 64, y - 60, x + 64, y + 60, 16), rng.uniform(-9, 3))
            lay(picture, wander(leaf, rng, 14), mask(parcel), lift=8, depth=0.5, edge=24)
            lay(picture, body, mask(turned(box(x - 62, y - 16, x + 62, y + 16), -4)), lift=2, depth=0.3, edge=8)
    lay(picture, plait.rotate(90), mask(turned(box(540, 540, 890, 890, 12), 14)), lift=22, depth=0.45, edge=30)


def _label(picture: Image.Image, palette: Palette, x: float, y: float, rx: float, ry: float) -> None:
    """An oval paper label with a sprig instead of a brand."""
    lay(picture, palette.light, mask(oval(x, y, rx, ry)), lift=3, depth=0.2, edge=14)
    draw_lines(picture, [oval(x, y, rx * 0.9, ry * 0.86)], palette.main, 4)
    draw_lines(
        picture,
        [
            bezier(
                (x - rx * 0.5, y + ry * 0.3),
                (x - rx * 0.1, y + ry * 0.1),
                (x + rx * 0.1, y),
                (x + rx * 0.5, y - ry * 0.35),
            )
        ],
        palette.main,
        4,
    )
    for step in range(6):
        share = step / 5
        px, py = x - rx * 0.42 + rx * 0.84 * share, y + ry * 0.26 - ry * 0.56 * share
        for side in (-1, 1):
            lay(
                picture,
                palette.main if side > 0 else palette.accent,
                mask(leaflet(px, py, rx * 0.24, -25 + side * 62)),
                lift=0,
                depth=0,
            )


def _grains(rng: Random, palette: Palette) -> Image.Image:
    """Chips, beans or nuts heaped up."""
    filling = palette.ground
    sheet = Image.new("RGB", (SIZE, SIZE), darker(filling, 0.5))
    pen, large = ImageDraw.Draw(sheet), rng.choice((16, 24, 34))
    for _ in range(90000 // (large * large) * 12):
        x, y = rng.uniform(0, SIZE), rng.uniform(0, SIZE)
        rx, ry = large * rng.uniform(0.7, 1.1), large * rng.uniform(0.45, 0.8)
        pen.ellipse((x - rx, y - ry, x + rx, y + ry), fill=wander(darker(filling, 0.25), rng, 10))
        pen.ellipse((x - rx, y - ry - 3, x + rx - 2, y + ry - 4), fill=wander(lighter(filling, 0.12), rng, 16))
    return sheet.filter(ImageFilter.GaussianBlur(0.7))
