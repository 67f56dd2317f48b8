"""Surfaces that are not woven: leather, painted paper, turned wood, patchwork, mother-of-pearl."""

from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from pages.demo.easel import SIZE, mottled, noise
from pages.demo.palettes import Colour, Palette, darker, lighter, mix, wander


def leather(rng: Random, colour: Colour) -> Image.Image:
    """Tanned hide: fine grain, a few deeper creases, colour that pulls up."""
    grain = ImageChops.add(noise(rng, 2), noise(rng, 5), scale=2)
    grain = grain.filter(ImageFilter.EMBOSS).point(
        [max(0, min(255, 128 + round((v - 128) * 0.42))) for v in range(256)]
    )
    sheet = Image.new("RGB", (SIZE, SIZE), lighter(colour, 0.10))
    sheet = ImageChops.overlay(sheet, Image.merge("RGB", (grain,) * 3))
    return mottled(mottled(sheet, rng, 0.18, 160), rng, 0.12, 34)


def paper(rng: Random, colour: Colour) -> Image.Image:
    return mottled(mottled(Image.new("RGB", (SIZE, SIZE), colour), rng, 0.05, 70), rng, 0.05, 2)


def wood(rng: Random, colour: Colour) -> Image.Image:
    """A board with the grain running across."""
    length = SIZE // 3
    rings = Image.frombytes("L", (3, length), rng.randbytes(3 * length)).resize((SIZE, SIZE), Image.Resampling.BICUBIC)
    broad = Image.frombytes("L", (2, 24), rng.randbytes(48)).resize((SIZE, SIZE), Image.Resampling.BICUBIC)
    shade = ImageChops.add(rings, broad, scale=2).point([180 + round(v * 75 / 255) for v in range(256)])
    board = ImageChops.multiply(Image.new("RGB", (SIZE, SIZE), lighter(colour, 0.12)), Image.merge("RGB", (shade,) * 3))
    return mottled(board, rng, 0.10, 200)


def nacre(rng: Random) -> Image.Image:
    """Mother-of-pearl: pale pink, green and blue running into each other."""
    tints = ((238, 224, 222), (214, 229, 226), (222, 222, 236), (240, 236, 224))
    patch = Image.new("RGB", (12, 12))
    patch.putdata([wander(rng.choice(tints), rng, 8) for _ in range(144)])
    return (
        patch.resize((100, 100), Image.Resampling.BICUBIC)
        .filter(ImageFilter.GaussianBlur(7))
        .resize((SIZE, SIZE), Image.Resampling.BICUBIC)
    )


def sachets(rng: Random, palette: Palette) -> Image.Image:
    """Flattened used sachets sewn edge to edge: bands, sunbursts and drops in mixed print, no maker's name."""
    sheet = Image.new("RGB", (SIZE, SIZE), palette.light)
    colours = [palette.ground, palette.main, palette.accent, palette.light]
    width, height = SIZE // 6 + 1, SIZE // 4
    for row in range(5):
        for column in range(-1, 7):
            left = column * width + (width // 2 if row % 2 else 0)
            sheet.paste(_sachet(rng, rng.sample(colours, 3), width, height), (left, row * height))
    gloss = noise(rng, 46).point([max(0, v - 190) for v in range(256)])
    sheet.paste((255, 255, 255), (0, 0), gloss)
    return sheet


def _sachet(rng: Random, colours: list[Colour], width: int, height: int) -> Image.Image:
    back, front, mark = colours
    face = Image.new("RGB", (width, height), back)
    pen = ImageDraw.Draw(face)
    kind = rng.randrange(4)
    if kind == 0:
        pen.ellipse((width * 0.15, height * 0.3, width * 0.85, height * 0.3 + width * 0.7), fill=front)
        pen.ellipse((width * 0.3, height * 0.3 + width * 0.15, width * 0.7, height * 0.3 + width * 0.55), fill=mark)
    elif kind == 1:
        pen.polygon([(0, height * 0.35), (width, height * 0.2), (width, height * 0.62), (0, height * 0.8)], fill=front)
        pen.line([(0, height * 0.87), (width, height * 0.69)], fill=mark, width=7)
    elif kind == 2:
        for x in range(-height, width, 26):
            pen.line([(x, height), (x + height, 0)], fill=front, width=11)
        pen.rectangle((0, height * 0.4, width, height * 0.6), fill=mark)
    else:
        pen.pieslice((-width * 0.5, height * 0.35, width * 1.5, height * 1.65), 180, 360, fill=front)
        pen.pieslice((0, height * 0.6, width, height * 1.3), 180, 360, fill=mark)
    for y in range(0, 14, 4):
        pen.line([(0, y), (width, y)], fill=mix(back, (255, 255, 255), 0.5))
    pen.rectangle((0, 0, width - 1, height - 1), outline=darker(back, 0.5), width=2)
    return face


def patchwork(cloths: list[Image.Image], rng: Random, cell: int = 160) -> Image.Image:
    """Squares and half squares of several cloths, pieced; the seams are pressed dark."""
    sheet = Image.new("RGB", (SIZE, SIZE))
    triangle = Image.new("L", (cell, cell), 0)
    ImageDraw.Draw(triangle).polygon([(0, 0), (cell, 0), (0, cell)], fill=255)
    for y in range(0, SIZE, cell):
        for x in range(0, SIZE, cell):
            one, two = rng.sample(cloths, 2) if len(cloths) > 1 else cloths * 2
            sheet.paste(_piece(one, rng, cell), (x, y))
            if rng.random() < 0.6:
                sheet.paste(_piece(two, rng, cell), (x, y), triangle.rotate(rng.choice((0, 90, 180, 270))))
    seams = Image.new("L", (SIZE, SIZE), 0)
    pen = ImageDraw.Draw(seams)
    for at in range(0, SIZE + 1, cell):
        pen.line((at, 0, at, SIZE), fill=150, width=4)
        pen.line((0, at, SIZE, at), fill=150, width=4)
    sheet.paste((30, 22, 18), (0, 0), seams.filter(ImageFilter.GaussianBlur(2)))
    return sheet


def _piece(cloth: Image.Image, rng: Random, cell: int) -> Image.Image:
    x, y = rng.randint(0, SIZE - cell), rng.randint(0, SIZE - cell)
    return cloth.crop((x, y, x + cell, y + cell)).rotate(rng.choice((0, 90)))
