"""Things for the house and to wear, of bamboo, wood, shell and pearl."""

import math
from random import Random

from PIL import Image, ImageDraw, ImageFilter

from pages.demo.easel import (
    FINE,
    SIZE,
    Point,
    bezier,
    box,
    draw_lines,
    fine,
    lay,
    leaflet,
    mask,
    oval,
    ribbon,
    rounded,
    stitch,
)
from pages.demo.palettes import Colour, Palette, darker, lighter, mix
from pages.demo.surfaces import nacre, wood

TIMBER: Colour = (112, 72, 42)


def basket(picture: Image.Image, body: Image.Image, rng: Random, palette: Palette) -> None:
    """A round plaited basket with a rim and an arched handle."""
    lay(
        picture,
        palette.main,
        ribbon(bezier((250, 460), (270, 40), (730, 40), (750, 460)), 26),
        lift=12,
        depth=0.5,
        edge=10,
    )
    lay(picture, darker(palette.main, 0.55), mask(oval(500, 460, 300, 84)), lift=16, depth=0.4)
    bowl = [
        (200, 460),
        *bezier((200, 460), (220, 700), (290, 850), (360, 870), 20),
        *bezier((640, 870), (710, 850), (780, 700), (800, 460), 20),
        *reversed(oval(500, 460, 300, 84, 0, 180)[:1]),
    ]
    lay(picture, body, mask(bowl + oval(500, 460, 300, 84, 0, 180)), lift=18, depth=0.65, edge=80)
    rim = mask(oval(500, 460, 312, 94), holes=(oval(500, 458, 282, 68),))
    lay(picture, lighter(palette.ground, 0.1), rim, lift=6, depth=0.4, edge=10)
    _lashing(picture, 500, 460, 297, 81, palette)


def _lashing(picture: Image.Image, x: float, y: float, rx: float, ry: float, palette: Palette) -> None:
    """The binding round a rim, short slanting wraps."""
    lines = []
    for step in range(64):
        a = math.tau * step / 64
        cx, cy = x + rx * math.cos(a), y + ry * math.sin(a)
        lines.append([(cx - 4, cy - 12), (cx + 5, cy + 12)])
    draw_lines(picture, lines, darker(palette.main, 0.15), 5)


def lamp(picture: Image.Image, body: Image.Image, rng: Random, palette: Palette) -> None:
    """A hanging bamboo lampshade, lit from within."""
    draw_lines(picture, [[(500, -120), (500, 210)]], (60, 46, 36), 6)
    shape = mask(
        [
            (430, 200),
            (570, 200),
            *bezier((570, 200), (690, 330), (800, 520), (810, 700), 24),
            *bezier((190, 700), (200, 520), (310, 330), (430, 200), 24),
        ]
    )
    lay(picture, body, shape, lift=26, depth=0.55, edge=60)
    glow = Image.new("L", (SIZE, SIZE), 0)
    ImageDraw.Draw(glow).ellipse((SIZE * 0.3, SIZE * 0.38, SIZE * 0.7, SIZE * 0.77), fill=150)
    glow = glow.reduce(8).filter(ImageFilter.GaussianBlur(10)).resize((SIZE, SIZE))
    picture.paste((255, 214, 130), (0, 0), Image.composite(glow, Image.new("L", glow.size, 0), shape))
    lay(picture, (255, 232, 176), mask(oval(500, 704, 306, 46)), lift=0, depth=0.3, edge=20)
    rim = mask(oval(500, 704, 318, 56), holes=(oval(500, 704, 296, 38),))
    lay(picture, palette.main, rim, lift=4, depth=0.3, edge=8)
    lay(picture, palette.main, mask(oval(500, 204, 76, 18)), lift=4, depth=0.3, edge=8)


def tray(picture: Image.Image, body: Image.Image, rng: Random, palette: Palette) -> None:
    """A round winnowing tray (tampah) with its bound rim."""
    lay(picture, body.rotate(rng.choice((0, 45))), mask(oval(500, 510, 380, 380)), lift=24, depth=0.5, edge=60)
    rim = mask(oval(500, 510, 392, 392), holes=(oval(500, 510, 350, 350),))
    lay(picture, mix(palette.ground, palette.main, 0.35), rim, lift=8, depth=0.45, edge=12)
    lines = []
    for step in range(96):
        a = math.tau * step / 96
        lines.append([(500 + r * math.cos(a + d), 510 + r * math.sin(a + d)) for r, d in ((350, 0), (392, 0.03))])
    draw_lines(picture, lines, darker(palette.main, 0.1), 5)


def stool(picture: Image.Image, body: Image.Image, rng: Random, palette: Palette) -> None:
    """A four-legged stool with a plaited seat."""
    timber = wood(rng, palette.main)
    for x, lean in ((300, -46), (700, 46), (380, -16), (620, 16)):
        back = abs(lean) < 20
        leg = [
            (x - 20, 420),
            (x + 20, 420),
            (x + lean + 16, 760 if back else 900),
            (x + lean - 16, 760 if back else 900),
        ]
        lay(picture, timber.rotate(90), mask(rounded(leg, 6)), lift=8 if back else 14, depth=0.5, edge=14)
    lay(picture, timber, mask(rounded([(270, 690), (730, 690), (734, 720), (266, 720)], 6)), lift=8, depth=0.4, edge=10)
    seat = rounded([(300, 250), (700, 250), (790, 420), (210, 420)], 30)
    lay(
        picture,
        timber,
        mask(rounded([(212, 410), (788, 410), (780, 480), (220, 480)], 16)),
        lift=10,
        depth=0.4,
        edge=14,
    )
    lay(picture, timber, mask(seat), lift=8, depth=0.4, edge=20)
    lay(picture, body, mask(rounded([(326, 270), (674, 270), (742, 404), (258, 404)], 20)), lift=0, depth=0.55, edge=30)


def bench(picture: Image.Image, body: Image.Image, rng: Random, palette: Palette) -> None:
    """A low wooden table with a shelf."""
    timber = wood(rng, palette.main)
    for x in (220, 780):
        lay(
            picture,
            timber.rotate(90),
            mask(rounded([(x - 30, 440), (x + 30, 440), (x + 22, 860), (x - 22, 860)], 8)),
            lift=14,
            depth=0.5,
            edge=16,
        )
    lay(picture, body, mask(box(232, 690, 768, 736, 6)), lift=10, depth=0.45, edge=14)
    lay(
        picture,
        timber,
        mask(rounded([(190, 260), (810, 260), (910, 420), (90, 420)], 12)),
        lift=18,
        depth=0.35,
        edge=24,
    )
    lay(picture, timber.rotate(180), mask(box(90, 416, 910, 470, 8)), lift=8, depth=0.45, edge=12)
    draw_lines(
        picture, [[(190 - d, 260 + d * 1.6), (810 + d, 260 + d * 1.6)] for d in (32, 66)], darker(palette.main, 0.4), 3
    )


def frame(picture: Image.Image, body: Image.Image, rng: Random, palette: Palette) -> None:
    """A mirror or picture frame inlaid with cut shell."""
    shape = mask(box(200, 130, 800, 870, 14), holes=(box(330, 270, 670, 730, 6),))
    lay(picture, wood(rng, TIMBER), shape, lift=22, depth=0.45, edge=30)
    lay(picture, mix((206, 214, 214), palette.backdrop, 0.4), mask(box(330, 270, 670, 730)), lift=0, depth=0.3, edge=40)
    pearl, pieces = nacre(rng), []
    for x, y in _border_places():
        for turn in range(0, 360, 60):
            pieces.append(leaflet(x, y, 27, turn + (x + y) % 30))
    lay(picture, pearl, mask(*pieces), lift=1, depth=0.2, edge=4)
    lay(picture, pearl, mask(box(214, 144, 786, 856), holes=(box(222, 152, 778, 848),)), lift=0, depth=0.1, edge=4)
    lay(picture, pearl, mask(box(314, 254, 686, 746), holes=(box(322, 262, 678, 738),)), lift=0, depth=0.1, edge=4)


def _border_places() -> list[Point]:
    across = [(268 + i * 77.3, y) for i in range(7) for y in (204, 796)]
    return across + [(x, 204 + i * 74) for i in range(1, 8) for x in (266, 734)]


def shell_box(picture: Image.Image, body: Image.Image, rng: Random, palette: Palette) -> None:
    """A small chest with a lid of inlaid shell."""
    timber = wood(rng, TIMBER)
    lay(
        picture,
        timber,
        mask(rounded([(180, 480), (820, 480), (800, 830), (200, 830)], 14)),
        lift=20,
        depth=0.5,
        edge=30,
    )
    lay(
        picture,
        timber.rotate(180),
        mask(rounded([(230, 260), (770, 260), (840, 480), (160, 480)], 16)),
        lift=8,
        depth=0.4,
        edge=24,
    )
    pieces = []
    for row in range(4):
        y, wide = 300 + row * 48, 250 + row * 18
        for column in range(9):
            x = 500 - wide + column * wide / 4
            pieces.append([(x - 24, y), (x, y - 18), (x + 24, y), (x, y + 18)])
    for column in range(9):
        x = 245 + column * 60
        for y in (560, 640, 720):
            pieces += [leaflet(x + (30 if y == 640 else 0), y, 30, turn) for turn in (0, 90, 180, 270)]
    lay(picture, nacre(rng), mask(*pieces), lift=1, depth=0.2, edge=4)
    lay(picture, palette.accent, mask(box(470, 460, 530, 540, 10)), lift=4, depth=0.4, edge=8)


def necklace(picture: Image.Image, body: Image.Image, rng: Random, palette: Palette) -> None:
    """A string of pearls with a shell pendant, on a cloth-covered bust board."""
    lay(
        picture,
        mix(palette.ground, palette.main, 0.3),
        mask(rounded([(360, 90), (640, 90), (840, 330), (700, 930), (300, 930), (160, 330)], 110)),
        lift=18,
        depth=0.5,
        edge=70,
    )
    path = bezier((376, 106), (270, 520), (730, 520), (624, 106), 400)
    _pearls(picture, rng, path, 22)
    _pearls(picture, rng, bezier((350, 120), (190, 790), (810, 790), (650, 120), 600), 17)
    drop = rounded([(500, 626), (566, 700), (500, 800), (434, 700)], 30)
    lay(picture, palette.accent, mask(oval(500, 622, 15, 15), holes=(oval(500, 622, 8, 8),)), lift=3, depth=0.3, edge=5)
    lay(picture, nacre(rng), mask(drop), lift=8, depth=0.45, edge=24)
    draw_lines(picture, [[*drop, drop[0]]], palette.accent, 5)


def bracelet(picture: Image.Image, body: Image.Image, rng: Random, palette: Palette) -> None:
    """Two bracelets of pearl and cut shell on a plate."""
    lay(picture, wood(rng, TIMBER), mask(oval(500, 520, 380, 360)), lift=22, depth=0.5, edge=70)
    lay(picture, mix(palette.ground, palette.main, 0.4), mask(oval(500, 520, 330, 312)), lift=0, depth=0.35, edge=40)
    _pearls(picture, rng, oval(430, 480, 170, 150), 24)
    _pearls(picture, rng, oval(590, 590, 150, 140, 20, 380), 18)
    places = oval(430, 480, 170, 150)[::15]
    lay(picture, palette.accent, mask(*[oval(x, y, 10, 24) for x, y in places]), lift=4, depth=0.5, edge=8)


def _pearls(picture: Image.Image, rng: Random, path: list[Point], radius: float) -> None:
    """Pearls strung along the path, each with its shade and its light."""
    centres, last = [], None
    for point in path:
        if last is None or math.dist(point, last) >= radius * 1.95:
            centres.append(point)
            last = point
    lay(
        picture,
        (238, 230, 218),
        mask(*[oval(x, y, radius, radius) for x, y in centres]),
        lift=7,
        depth=0.55,
        edge=radius * 0.7,
    )
    sheet = Image.new("L", (SIZE * FINE, SIZE * FINE), 0)
    pen = ImageDraw.Draw(sheet)
    for x, y in fine([(x - radius * 0.3, y - radius * 0.35) for x, y in centres]):
        pen.ellipse((x - radius * 0.5, y - radius * 0.5, x + radius * 0.5, y + radius * 0.5), fill=235)
    picture.paste((255, 255, 252), (0, 0), sheet.reduce(FINE).filter(ImageFilter.GaussianBlur(1.6)))


def wall_panel(picture: Image.Image, body: Image.Image, rng: Random, palette: Palette) -> None:
    """A plaited sheet (gedek) or mat, rolled at one end."""
    lay(picture, body, mask(box(170, 150, 830, 770)), lift=12, depth=0.25, edge=20)
    lay(picture, body.rotate(90), mask(box(150, 740, 850, 870, 60)), lift=18, depth=0.5, edge=44)
    stitch(picture, [[(184, 164), (816, 164)]], palette.main, dash=20, gap=12, width=5)
