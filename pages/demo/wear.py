"""Clothes and cloths: trousers, jackets and shirts laid flat, folded lengths, hung panels, scarves with fringes."""

from random import Random

from PIL import Image, ImageOps

from pages.demo.easel import (
    SIZE,
    Point,
    bezier,
    box,
    draw_lines,
    fold,
    lay,
    mask,
    oval,
    ribbon,
    rounded,
    stitch,
    turned,
)
from pages.demo.palettes import Colour, Palette, darker, lighter

COPPER: Colour = (176, 112, 58)
BONE: Colour = (236, 226, 206)
TIMBER: Colour = (146, 100, 58)


def jeans(picture: Image.Image, body: Image.Image, rng: Random, palette: Palette) -> None:
    """A pair of jeans, legs slightly apart."""
    _trousers(picture, body, palette, hem=930, flare=rng.choice((-14, 0, 24)))


def shorts(picture: Image.Image, body: Image.Image, rng: Random, palette: Palette) -> None:
    """Short trousers."""
    _trousers(picture, body, palette, hem=rng.choice((640, 690)), flare=26, drop=90)


def _trousers(
    picture: Image.Image, body: Image.Image, palette: Palette, *, hem: int, flare: int, drop: int = 0
) -> None:
    top, crotch = 80 + drop, 400 + drop
    hem += drop // 2
    for side in (-1, 1):
        leg = [
            (500 + side * 176, top + 8), (500 + side * 214, crotch - 100), (500 + side * (236 + flare), hem),
            (500 + side * (74 - flare), hem + 8), (500, crotch), (500, top + 8),
        ]  # fmt: skip
        shape = mask(rounded(leg, 12))
        lay(picture, body if side < 0 else ImageOps.mirror(body), shape, lift=16, depth=0.5, edge=40)
        outer = [(x - side * 12, y) for x, y in leg[:3]]
        stitch(
            picture,
            [outer, [(500 + side * (84 - flare), hem - 16), (500 + side * (226 + flare), hem - 20)]],
            palette.accent,
            width=3,
        )
        pocket = bezier(
            (500 + side * 100, top + 52),
            (500 + side * 104, top + 110),
            (500 + side * 140, top + 140),
            (500 + side * 196, top + 146),
        )
        stitch(picture, [pocket, [(x, y + 10) for x, y in pocket]], palette.accent, width=3)
        for x, y in (pocket[2], pocket[-3]):
            _stud(picture, x, y, 7)
    lay(
        picture,
        body.rotate(90),
        mask(rounded([(322, top), (678, top), (682, top + 50), (318, top + 50)], 8)),
        lift=4,
        depth=0.3,
        edge=14,
    )
    stitch(picture, [[(326, top + 9), (674, top + 9)], [(324, top + 42), (676, top + 42)]], palette.accent, width=3)
    for x in (350, 430, 570, 650):
        lay(picture, body, mask(box(x - 8, top - 6, x + 8, top + 58, 3)), lift=3, depth=0.3, edge=6)
    fly = [(500, top + 52), (500, crotch - 6)]
    stitch(
        picture,
        [
            fly,
            [
                (534, top + 52),
                (534, crotch - 110),
                *bezier((534, crotch - 110), (534, crotch - 60), (520, crotch - 45), (502, crotch - 36), 10),
            ],
        ],
        palette.accent,
        width=3,
    )
    _stud(picture, 504, top + 26, 13)


def _stud(picture: Image.Image, x: float, y: float, radius: float) -> None:
    lay(picture, COPPER, mask(oval(x, y, radius, radius)), lift=2, depth=0.6, edge=radius * 0.6)


def skirt(picture: Image.Image, body: Image.Image, rng: Random, palette: Palette) -> None:
    """A flared skirt with a waistband."""
    wide = rng.choice((300, 340))
    lay(
        picture,
        fold(body, rng, 9, 0.5),
        mask(rounded([(340, 210), (660, 210), (500 + wide, 850), (500, 880), (500 - wide, 850)], 26)),
        depth=0.45,
        edge=40,
    )
    lay(picture, body.rotate(90), mask(box(332, 170, 668, 226, 10)), lift=4, depth=0.3, edge=12)
    stitch(picture, [[(340, 180), (660, 180)], [(340, 216), (660, 216)]], palette.accent, width=3)
    hem = [(500 - wide + 10, 828), (500, 858), (500 + wide - 10, 828)]
    stitch(picture, [hem, [(500, 230), (500, 850)]], palette.accent, width=3)
    for y in (270, 350, 430):
        _stud(picture, 520, y, 10)


def shirt(picture: Image.Image, body: Image.Image, rng: Random, palette: Palette) -> None:
    """A shirt with collar, front band and short or long sleeves."""
    long = rng.random() < 0.4
    for side in (-1, 1):
        reach, low = (330, 800) if long else (350, 430)
        sleeve = [
            (500 + side * 150, 190),
            (500 + side * 236, 230),
            (500 + side * (reach + 40), low),
            (500 + side * (reach - 66), low + 34),
            (500 + side * 190, 440),
        ]
        lay(picture, body.rotate(side * -24), mask(rounded(sleeve, 20)), lift=12, depth=0.45, edge=30)
        edge = [(500 + side * (reach - 62), low + 10), (500 + side * (reach + 30), low - 22)]
        stitch(picture, [edge], lighter(palette.ground, 0.5), width=2.5)
    trunk = [(392, 160), (608, 160), (730, 226), (716, 880), (284, 880), (270, 226)]
    lay(picture, body, mask(rounded(trunk, 30)), lift=14, depth=0.45, edge=44)
    lay(picture, darker(palette.ground, 0.45), mask(oval(500, 176, 92, 40)), lift=0, depth=0.3)
    band = ImageOps.mirror(body)
    lay(picture, band, mask(box(476, 205, 524, 880)), lift=3, depth=0.25, edge=10)
    stitch(
        picture,
        [[(482, 230), (482, 874)], [(518, 230), (518, 874)], [(292, 862), (708, 862)]],
        lighter(palette.ground, 0.5),
        dash=9,
        gap=7,
        width=2,
    )
    for side in (-1, 1):
        collar = rounded(
            [(500 + side * 4, 222), (500 + side * 104, 132), (500 + side * 132, 180), (500 + side * 66, 280)], 10
        )
        lay(picture, band, mask(collar), lift=6, depth=0.35, edge=14)
    for y in range(260, 860, 104):
        lay(picture, BONE, mask(oval(500, y, 9, 9)), lift=2, depth=0.4, edge=5)
    pocket = rounded([(566, 350), (678, 350), (678, 450), (622, 482), (566, 450)], 8)
    lay(picture, ImageOps.flip(body), mask(pocket), lift=3, depth=0.3, edge=14)


def jacket(picture: Image.Image, body: Image.Image, rng: Random, palette: Palette) -> None:
    """A work jacket with chest pockets and metal buttons."""
    for side in (-1, 1):
        sleeve = [
            (500 + side * 150, 180),
            (500 + side * 260, 222),
            (500 + side * 372, 800),
            (500 + side * 262, 836),
            (500 + side * 200, 470),
        ]
        lay(picture, body.rotate(side * 8), mask(rounded(sleeve, 22)), lift=12, depth=0.5, edge=32)
        stitch(picture, [[(500 + side * 268, 776), (500 + side * 366, 748)]], palette.accent, width=3)
    lay(
        picture,
        body,
        mask(rounded([(390, 150), (610, 150), (748, 216), (724, 800), (276, 800), (252, 216)], 30)),
        lift=15,
        depth=0.5,
        edge=46,
    )
    lay(picture, darker(palette.ground, 0.5), mask(oval(500, 166, 96, 42)), lift=0, depth=0.3)
    lay(picture, body.rotate(90), mask(box(274, 752, 726, 806, 10)), lift=4, depth=0.3, edge=12)
    stitch(
        picture,
        [[(282, 762), (718, 762)], [(500, 226), (500, 800)], [(540, 226), (540, 752)], [(262, 330), (738, 330)]],
        palette.accent,
        width=3,
    )
    for side in (-1, 1):
        lay(
            picture,
            ImageOps.mirror(body),
            mask(
                rounded(
                    [
                        (500 + side * 66, 360),
                        (500 + side * 190, 360),
                        (500 + side * 190, 500),
                        (500 + side * 128, 532),
                        (500 + side * 66, 500),
                    ],
                    8,
                )
            ),
            lift=5,
            depth=0.35,
            edge=14,
        )
        flap = rounded(
            [
                (500 + side * 60, 350),
                (500 + side * 196, 350),
                (500 + side * 196, 392),
                (500 + side * 128, 416),
                (500 + side * 60, 392),
            ],
            6,
        )
        lay(picture, body, mask(flap), lift=5, depth=0.3, edge=10)
        stitch(picture, [[flap[40], flap[22]]], palette.accent, width=3)
        _stud(picture, 500 + side * 128, 394, 10)
        collar = rounded(
            [(500 + side * 6, 216), (500 + side * 110, 118), (500 + side * 150, 168), (500 + side * 84, 286)], 10
        )
        lay(picture, body.rotate(90), mask(collar), lift=7, depth=0.35, edge=14)
    for y in range(270, 760, 110):
        _stud(picture, 520, y, 12)


def folded(picture: Image.Image, body: Image.Image, rng: Random, palette: Palette) -> None:
    """Two lengths of cloth, folded into a stack seen from above, one corner turned back, tied with raffia."""
    lay(picture, ImageOps.flip(body), mask(turned(box(200, 250, 830, 830, 12), 8)), lift=18, depth=0.35, edge=18)
    for step in range(3):
        shape = mask(turned(box(170 + step * 5, 200 + step * 9, 800 + step * 4, 790 + step * 6, 12), -3))
        lay(
            picture,
            darker(palette.ground, 0.1 + 0.1 * (2 - step)) if step < 2 else body,
            shape,
            lift=5,
            depth=0.3,
            edge=16,
        )
    corner = rounded([(812, 596), (812, 800), (600, 800)], 10)
    lay(picture, lighter(palette.light, 0.15), mask(corner), lift=12, depth=0.35, edge=30)
    for offset in (0, 9):
        draw_lines(picture, [[(175, 470 + offset), (806, 432 + offset)]], (205, 176, 124), 6)
    for bow in (
        bezier((430, 454), (330, 340), (300, 470), (430, 458)),
        bezier((430, 454), (540, 350), (560, 470), (430, 458)),
        bezier((430, 456), (400, 520), (380, 540), (370, 580)),
        bezier((432, 456), (470, 520), (480, 540), (500, 574)),
    ):
        lay(picture, (205, 176, 124), ribbon(bow, 8), lift=4, depth=0.3, edge=5)


def hung(picture: Image.Image, body: Image.Image, rng: Random, palette: Palette) -> None:
    """A long cloth over a wooden pole, its folds falling."""
    lay(
        picture,
        ImageOps.mirror(fold(body, rng, 6, 0.8)),
        mask(rounded([(250, 170), (720, 170), (736, 640), (240, 650)], 6)),
        lift=24,
        depth=0.5,
        edge=30,
    )
    shape = mask(
        [
            (210, 140),
            (790, 140),
            *bezier((790, 140), (800, 400), (785, 700), (796, 900), 20),
            *bezier((796, 900), (640, 920), (360, 884), (204, 906), 20),
        ]
    )
    lay(picture, fold(body, rng, 8, 0.75), shape, lift=20, depth=0.35, edge=30)
    lay(picture, TIMBER, mask(box(110, 104, 890, 140, 18)), lift=12, depth=0.6, edge=14)
    lay(
        picture,
        fold(body, rng, 8, 0.5),
        mask([(210, 100), (790, 100), (790, 146), (210, 146)]),
        lift=2,
        depth=0.5,
        edge=22,
    )


def scarf(picture: Image.Image, body: Image.Image, rng: Random, palette: Palette) -> None:
    """A shawl hung over a wooden peg: the longer end in front, both ends fringed."""
    wide = rng.choice((200, 230))
    _fringe(picture, (596, 770), wide - 8, palette)
    lay(
        picture,
        ImageOps.mirror(fold(body, rng, 9, 0.7)),
        mask(box(596 - wide / 2, 180, 596 + wide / 2, 772)),
        lift=18,
        depth=0.5,
        edge=36,
    )
    _fringe(picture, (440, 850), wide + 12, palette)
    front = [
        (440 - wide / 2, 210),
        *bezier((440 - wide / 2, 210), (440 - wide / 2, 130), (620, 120), (596 + wide / 2, 200), 20),
        (470 + wide / 2, 330),
        (446 + wide / 2, 852),
        (434 - wide / 2, 852),
    ]
    lay(picture, fold(body, rng, 9, 0.65), mask(front), lift=20, depth=0.45, edge=40)
    lay(picture, TIMBER, mask(box(500, 84, 560, 190, 28)), lift=14, depth=0.6, edge=16)


def _fringe(picture: Image.Image, end: Point, width: float, palette: Palette) -> None:
    lines = []
    for step in range(24):
        x = end[0] - width / 2 + width * step / 23
        lines.append(
            bezier(
                (x, end[1] - 6),
                (x + 3, end[1] + 40),
                (x - 5 + step % 5 * 3, end[1] + 70),
                (x + (step % 3 - 1) * 7, end[1] + 104),
                8,
            )
        )
    draw_lines(picture, [[(x + 5, y + 7) for x, y in line] for line in lines], (150, 136, 116), 3)
    draw_lines(picture, lines, lighter(palette.ground, 0.12), 4)
    draw_lines(picture, lines[::3], palette.accent, 3)


def runner(picture: Image.Image, body: Image.Image, rng: Random, palette: Palette) -> None:
    """A table runner across a board, fringed at both ends."""
    _fringe(picture, (500, 846), 300, palette)
    lay(picture, body, mask(box(340, 90, 660, 850, 4)), lift=10, depth=0.3, edge=16)
    stitch(picture, [[(352, 104), (352, 838)], [(648, 104), (648, 838)]], palette.accent, dash=9, gap=7, width=3)
    lay(picture, lighter(palette.light, 0.1), mask(oval(500, 420, 130, 130)), lift=10, depth=0.3, edge=20)
    lay(picture, lighter(palette.light, 0.3), mask(oval(500, 420, 96, 96)), lift=0, depth=0.35, edge=24)


def cushion(picture: Image.Image, body: Image.Image, rng: Random, palette: Palette) -> None:
    """A square cushion cover, filled."""
    corners = [(180, 200), (820, 200), (820, 820), (180, 820)]
    outline = []
    for (x, y), (end_x, end_y) in zip(corners, corners[1:] + corners[:1], strict=True):
        inward = ((500 - (x + end_x) / 2) * 0.12, (510 - (y + end_y) / 2) * 0.12)
        thirds = [(x + (end_x - x) * t + inward[0], y + (end_y - y) * t + inward[1]) for t in (0.34, 0.66)]
        outline += bezier((x, y), *thirds, (end_x, end_y), 16)
    lay(picture, body, mask(outline), lift=24, depth=0.55, edge=90)
    stitch(picture, [[(500 + (x - 500) * 0.95, 510 + (y - 510) * 0.95) for x, y in outline]], palette.accent, width=3)


def bolt(picture: Image.Image, body: Image.Image, rng: Random, palette: Palette) -> None:
    """A length of cloth filling the picture, its corner turned over: for looking at the motif."""
    edge = SIZE // 40
    lay(picture, body, mask(box(60, 60, 940, 940, 4)), lift=12, depth=0.2, edge=edge)
    lay(picture, lighter(palette.light, 0.2), mask([(944, 640), (944, 944), (640, 944)]), lift=0, depth=0)
    lay(
        picture,
        lighter(palette.light, 0.1),
        mask(rounded([(944, 636), (636, 944), (700, 690)], 26)),
        lift=20,
        depth=0.4,
        edge=60,
    )
