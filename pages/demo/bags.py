"""Bags and luggage, drawn lying on paper: each is a silhouette cut from a surface, with seams and fittings."""

from random import Random

from PIL import Image

from pages.demo.easel import Point, bezier, box, draw_lines, lay, mask, oval, ribbon, rounded, shine, stitch, turned
from pages.demo.palettes import Colour, Palette, darker, lighter
from pages.demo.surfaces import leather

BRASS: Colour = (196, 158, 84)
INK: Colour = (40, 30, 24)


def tote(picture: Image.Image, body: Image.Image, rng: Random, palette: Palette) -> None:
    """A shopper with two handles and a hem of leather."""
    strap, trim = leather(rng, darker(palette.main, 0.1)), leather(rng, palette.main)
    wide = rng.randint(-20, 20)
    handle = bezier((360, 400), (350, 40 + wide), (650, 40 + wide), (640, 400))
    lay(picture, darker(palette.main, 0.35), ribbon([(x + 14, y - 26) for x, y in handle], 26), lift=8)
    outline = rounded([(225 - wide, 365), (775 + wide, 365), (740 + wide, 880), (260 - wide, 880)], 34)
    lay(picture, body, mask(outline))
    base = rounded([(252 - wide, 770), (748 + wide, 770), (740 + wide, 880), (260 - wide, 880)], 30)
    lay(picture, trim, mask(base), lift=3, depth=0.3)
    lay(picture, trim, mask(box(225 - wide, 365, 775 + wide, 408, 8)), lift=3, depth=0.25)
    stitch(picture, [[(232 - wide, 398), (768 + wide, 398)], [(262 - wide, 782), (738 + wide, 782)]], palette.light)
    lay(picture, strap, ribbon(handle, 28), lift=10, depth=0.3, edge=10)
    for x in (360, 640):
        tab = rounded([(x - 27, 380), (x + 27, 380), (x + 27, 470), (x, 496), (x - 27, 470)], 8)
        lay(picture, trim, mask(tab), lift=4, depth=0.3, edge=12)
        stitch(
            picture,
            [[(x - 17, 392), (x - 17, 464), (x, 480), (x + 17, 464), (x + 17, 392)]],
            palette.light,
            dash=9,
            gap=6,
            width=3,
        )
        _rivet(picture, x, 420)


def sling(picture: Image.Image, body: Image.Image, rng: Random, palette: Palette) -> None:
    """A flap bag on a long shoulder strap."""
    strap, flap = leather(rng, palette.main), leather(rng, palette.ground if rng.random() < 0.5 else palette.main)
    drift = rng.randint(-40, 40)
    loop = bezier((262, 470), (120, -60 + drift), (900 + drift, -60), (738, 470))
    lay(picture, strap, ribbon(loop, 20), lift=9, depth=0.3, edge=8)
    lay(picture, body, mask(box(230, 440, 770, 850, 60)))
    cut = rng.choice((
        rounded([(226, 430), (774, 430), (774, 600), (500, 730), (226, 600)], 40),
        rounded([(226, 430), (774, 430), (774, 660), (226, 660)], 70),
        box(226, 430, 774, 560, 30) + oval(500, 560, 274, 130, 0, 180),
    ))  # fmt: skip
    lay(picture, flap, mask(cut), lift=9, depth=0.35)
    inner = [(500 + (x - 500) * 0.94, 560 + (y - 560) * 0.90) for x, y in cut]
    stitch(picture, [[*inner, inner[0]]], palette.light)
    bottom = max(y for _x, y in cut)
    _lock(picture, 500, bottom - 30)
    for x in (250, 750):
        _ring(picture, x, 462)


def backpack(picture: Image.Image, body: Image.Image, rng: Random, palette: Palette) -> None:
    """A rucksack seen from the front: top handle, lid with two buckled straps, outer pocket."""
    trim = leather(rng, palette.main)
    for side in (-1, 1):
        path = bezier(
            (500 + side * 190, 300), (500 + side * 380, 430), (500 + side * 360, 760), (500 + side * 250, 860)
        )
        lay(picture, darker(palette.main, 0.2), ribbon(path, 46), lift=8, edge=14)
    lay(picture, trim, ribbon(bezier((430, 190), (430, 90), (570, 90), (570, 190)), 26), lift=6, edge=8)
    outline = rounded([(262, 330), (360, 160), (640, 160), (738, 330), (760, 860), (240, 860)], 80)
    lay(picture, body, mask(outline))
    pocket = box(300, 600, 700, 830, 50)
    lay(picture, body.transpose(Image.Transpose.FLIP_LEFT_RIGHT), mask(pocket), lift=8, depth=0.5)
    _zip(picture, [(330, 640), (670, 640)])
    lid = rounded([(268, 300), (350, 150), (650, 150), (732, 300), (742, 470), (258, 470)], 60)
    lay(picture, trim if rng.random() < 0.5 else body, mask(lid), lift=10, depth=0.4)
    stitch(picture, [[(270, 456), (730, 456)], [(312, 815), (688, 815)]], palette.light)
    for x in (390, 610):
        lay(picture, trim, mask(box(x - 21, 420, x + 21, 590, 12)), lift=5, depth=0.3, edge=10)
        _buckle(picture, x, 545)


def clutch(picture: Image.Image, body: Image.Image, rng: Random, palette: Palette) -> None:
    """A flat hand clutch with a pointed lid and a wrist loop."""
    trim = leather(rng, palette.main)
    lay(picture, trim, ribbon(bezier((800, 500), (960, 560), (960, 800), (790, 690)), 20), lift=6, edge=8)
    lay(picture, body, mask(box(160, 330, 840, 740, 36)))
    point = rng.choice((500, 500, 620))
    cut = rounded([(160, 326), (840, 326), (840, 420), (point, 600), (160, 420)], 24)
    lay(picture, trim, mask(cut), lift=9, depth=0.32)
    stitch(picture, [[(176, 412), (point, 578), (824, 412)]], palette.light)
    stitch(picture, [[(186, 716), (814, 716)]], palette.light)
    _snap(picture, point, 556)
    _ring(picture, 806, 500)


def handbag(picture: Image.Image, body: Image.Image, rng: Random, palette: Palette) -> None:
    """A structured bag with a rolled handle, side wings and a buckle strap."""
    trim = leather(rng, palette.main)
    lay(picture, trim, ribbon(bezier((350, 420), (340, 120), (660, 120), (650, 420)), 34), lift=12, depth=0.55, edge=10)
    outline = rounded([(260, 400), (740, 400), (830, 830), (170, 830)], 56)
    lay(picture, body, mask(outline))
    for sign in (-1, 1):
        wing = rounded(
            [(500 + sign * 240, 400), (500 + sign * 330, 830), (500 + sign * 200, 830), (500 + sign * 190, 560)], 16
        )
        lay(picture, trim, mask(wing), lift=4, depth=0.35, edge=14)
        stitch(picture, [[(500 + sign * 232, 440), (500 + sign * 205, 570), (500 + sign * 214, 815)]], palette.light)
    lay(picture, trim, mask(box(255, 392, 745, 452, 20)), lift=4, depth=0.3, edge=14)
    stitch(picture, [[(270, 440), (730, 440)], [(190, 806), (810, 806)]], palette.light)
    lay(
        picture,
        trim,
        mask(rounded([(470, 410), (530, 410), (530, 600), (500, 630), (470, 600)], 12)),
        lift=6,
        depth=0.3,
        edge=10,
    )
    _buckle(picture, 500, 540)
    for x in (350, 650):
        _ring(picture, x, 425)


def suitcase(picture: Image.Image, body: Image.Image, rng: Random, palette: Palette) -> None:
    """An upright travelling case: two belts, corner patches, handle."""
    trim = leather(rng, palette.main)
    lay(picture, trim, ribbon(bezier((420, 240), (420, 150), (580, 150), (580, 240)), 34), lift=8, edge=10)
    lay(picture, body, mask(box(150, 230, 850, 830, 56)), lift=20, depth=0.5)
    draw_lines(picture, [[(156, 500), (844, 500)]], INK, 5)
    draw_lines(picture, [[(156, 506), (844, 506)]], lighter(palette.ground, 0.4), 2)
    for x, y in ((150, 230), (850, 230), (150, 830), (850, 830)):
        sx, sy = (1 if x < 500 else -1), (1 if y < 500 else -1)
        patch = rounded([(x, y), (x + sx * 120, y), (x, y + sy * 120)], 22)
        lay(picture, trim, mask(patch), lift=3, depth=0.3, edge=12)
        stitch(picture, [[(x + sx * 96, y + sy * 8), (x + sx * 8, y + sy * 96)]], palette.light, dash=9, gap=6, width=3)
    for x in (330, 670):
        lay(picture, trim, mask(box(x - 26, 226, x + 26, 836, 8)), lift=5, depth=0.25, edge=10)
        stitch(
            picture,
            [[(x - 18, 236), (x - 18, 826)], [(x + 18, 236), (x + 18, 826)]],
            palette.light,
            dash=9,
            gap=7,
            width=3,
        )
        _buckle(picture, x, 440)
    _lock(picture, 500, 500)


def duffel(picture: Image.Image, body: Image.Image, rng: Random, palette: Palette) -> None:
    """A round travel bag with end patches and two short handles."""
    trim = leather(rng, palette.main)
    lay(picture, trim, ribbon(bezier((370, 460), (380, 190), (620, 190), (630, 460)), 28), lift=12, depth=0.4, edge=10)
    lay(picture, body, mask(box(130, 400, 870, 820, 150)), lift=18, depth=0.6, edge=60)
    for sign in (-1, 1):
        end = [(500 + sign * 250, 400), *oval(500 + sign * 262, 610, sign * 108, 210, -90, 90), (500 + sign * 250, 820)]
        lay(picture, trim, mask(rounded(end, 10)), lift=3, depth=0.45, edge=40)
        stitch(picture, [[(500 + sign * 262, 410), (500 + sign * 262, 810)]], palette.light)
    _zip(picture, [(280, 424), (720, 424)])
    for x in (370, 630):
        lay(picture, trim, mask(box(x - 22, 440, x + 22, 812, 6)), lift=4, depth=0.3, edge=10)
        stitch(
            picture,
            [[(x - 14, 450), (x - 14, 806)], [(x + 14, 450), (x + 14, 806)]],
            palette.light,
            dash=9,
            gap=7,
            width=3,
        )


def wallet(picture: Image.Image, body: Image.Image, rng: Random, palette: Palette) -> None:
    """A folded wallet and a card case, stitched all round."""
    lay(picture, leather(rng, palette.main), mask(turned(box(420, 240, 780, 500, 20), 12)), lift=8)
    case = turned(box(436, 256, 764, 484, 14), 12)
    stitch(picture, [[*case, case[0]]], palette.light, dash=10, gap=7, width=3)
    lay(picture, darker(palette.ground, 0.4), mask(turned(box(228, 444, 782, 818, 26), -6)), lift=14)
    lay(picture, body, mask(turned(box(220, 430, 780, 808, 26), -6)), lift=3)
    seam = turned(box(242, 452, 758, 786, 18), -6)
    stitch(picture, [[*seam, seam[0]]], palette.light, dash=11, gap=7)
    tab = turned(rounded([(790, 570), (650, 570), (620, 620), (650, 670), (790, 670)], 16), -6)
    lay(picture, leather(rng, palette.main), mask(tab), lift=5, depth=0.3, edge=10)
    _snap(picture, 668, 596)


def pouch(picture: Image.Image, body: Image.Image, rng: Random, palette: Palette) -> None:
    """A zipped pouch with a tassel."""
    lay(picture, body, mask(rounded([(200, 360), (800, 360), (830, 760), (170, 760)], 54)), depth=0.5, edge=44)
    lay(picture, leather(rng, palette.main), mask(box(192, 340, 808, 396, 18)), lift=3, depth=0.3, edge=10)
    _zip(picture, [(220, 368), (780, 368)])
    stitch(picture, [[(204, 410), (796, 410)]], palette.light)
    lay(picture, palette.accent, ribbon([(786, 370), (834, 440)], 10), lift=4, edge=6)
    tassel = rounded([(812, 440), (852, 430), (884, 590), (822, 604)], 8)
    lay(picture, palette.accent, mask(tassel), lift=6, edge=8)
    draw_lines(picture, [[(828 + i * 11, 462), (834 + i * 12, 594)] for i in range(4)], darker(palette.accent, 0.45), 2)
    lay(picture, BRASS, mask(box(806, 440, 858, 460, 6)), lift=0, edge=6)


def basket_bag(picture: Image.Image, body: Image.Image, rng: Random, palette: Palette) -> None:
    """A plaited market bag: open mouth, two stiff handles."""
    handle = [(330, 470), *bezier((330, 400), (340, 110), (660, 110), (670, 400)), (670, 470)]
    lay(picture, darker(palette.main, 0.3), ribbon([(x + 10, y - 30) for x, y in handle], 24), lift=6)
    lay(picture, body, mask(rounded([(190, 420), (810, 420), (760, 870), (240, 870)], 46)), depth=0.55, edge=48)
    lay(picture, body.rotate(90), mask(box(182, 410, 818, 462, 16)), lift=5, depth=0.35, edge=12)
    lay(picture, leather(rng, palette.main), ribbon(handle, 26), lift=10, depth=0.4, edge=10)
    for x in (330, 670):
        stitch(picture, [[(x, 420), (x, 470)]], palette.light, dash=9, gap=6)


def _rivet(picture: Image.Image, x: float, y: float) -> None:
    dome = mask(oval(x, y, 9, 9))
    lay(picture, BRASS, dome, lift=2, depth=0.6, edge=5)


def _snap(picture: Image.Image, x: float, y: float) -> None:
    for radius, colour in ((20, darker(BRASS, 0.2)), (13, BRASS)):
        dome = mask(oval(x, y, radius, radius))
        lay(picture, colour, dome, lift=3, depth=0.5, edge=8)
    shine(picture, dome, 0.5)


def _ring(picture: Image.Image, x: float, y: float) -> None:
    lay(picture, BRASS, mask(oval(x, y, 24, 24), holes=(oval(x, y, 15, 15),)), lift=4, depth=0.4, edge=6)


def _buckle(picture: Image.Image, x: float, y: float) -> None:
    lay(
        picture,
        BRASS,
        mask(box(x - 34, y - 30, x + 34, y + 30, 10), holes=(box(x - 23, y - 19, x + 23, y + 19, 6),)),
        lift=5,
        depth=0.35,
        edge=6,
    )
    lay(picture, lighter(BRASS, 0.2), mask(box(x - 4, y - 30, x + 4, y + 24, 3)), lift=2, depth=0.2, edge=4)


def _lock(picture: Image.Image, x: float, y: float) -> None:
    plate = mask(box(x - 34, y - 26, x + 34, y + 34, 12))
    lay(picture, BRASS, plate, lift=5, depth=0.4, edge=12)
    shine(picture, plate, 0.35)
    lay(picture, INK, mask(oval(x, y, 8, 8), box(x - 3, y, x + 3, y + 18)), lift=0)


def _zip(picture: Image.Image, line: list[Point]) -> None:
    draw_lines(picture, [line], INK, 16)
    stitch(picture, [line], BRASS, dash=5, gap=5, width=9)
    x, y = line[0]
    lay(
        picture,
        BRASS,
        mask(box(x + 6, y - 9, x + 30, y + 9, 5), box(x + 12, y + 4, x + 24, y + 40, 5)),
        lift=4,
        depth=0.4,
        edge=6,
    )
