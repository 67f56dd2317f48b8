"""The demo's pictures: any product of any craft, drawn by code and the same for the same seed, on every machine."""

from collections.abc import Callable
from random import Random

from PIL import Image

from pages.demo import bags, food, home, looms, motifs, palettes, surfaces, wear
from pages.demo.easel import backdrop, bezier, box, draw_lines, lay, mask, oval, ribbon, rounded, stitch, turned
from pages.demo.palettes import Palette

Surface = Callable[[Random, Palette], Image.Image]
Painter = Callable[[Image.Image, Image.Image, Random, Palette], None]

PAINTERS: dict[str, Painter] = {
    painter.__name__: painter
    for painter in (
        bags.backpack, bags.basket_bag, bags.clutch, bags.duffel, bags.handbag, bags.pouch, bags.sling,
        bags.suitcase, bags.tote, bags.wallet, food.besek, food.bottle, food.jar, food.pouch_pack, home.basket,
        home.bench, home.bracelet, home.frame, home.lamp, home.necklace, home.shell_box, home.stool, home.tray,
        home.wall_panel, wear.bolt, wear.cushion, wear.folded, wear.hung, wear.jacket, wear.jeans, wear.runner,
        wear.scarf, wear.shirt, wear.shorts, wear.skirt,
    )
}  # fmt: skip


def _batik(motif: str) -> Surface:
    return lambda rng, palette: motifs.batik(rng, palette, motif)


def _pieced_denim(rng: Random, palette: Palette) -> Image.Image:
    return surfaces.patchwork([looms.denim(rng, each) for each in (palette, *palettes.DENIM[:3])], rng, 100)


def _pieced_batik(rng: Random, palette: Palette) -> Image.Image:
    cloths = [
        motifs.batik(rng, each, motif)
        for each, motif in ((palette, "kawung"), (palettes.BATIK[1], "daun"), (palettes.BATIK[2], "ceplok"))
    ]
    return surfaces.patchwork(cloths, rng, 100)


SURFACES: dict[str, tuple[Surface, tuple[Palette, ...]]] = (
    {
        "goni": (looms.goni, palettes.GONI),
        "leather": (lambda rng, palette: surfaces.leather(rng, palette.ground), palettes.LEATHER),
        "strips": (looms.strips, palettes.PLASTIC),
        "sachets": (surfaces.sachets, palettes.PLASTIC),
        "knit": (looms.knit, palettes.KNIT),
        "canvas": (lambda rng, palette: looms.canvas(rng, palette.light), palettes.GONI),
        "denim": (looms.denim, palettes.DENIM),
        "pieced denim": (_pieced_denim, palettes.DENIM),
        "pieced batik": (_pieced_batik, palettes.BATIK),
        "drill": (lambda rng, palette: looms.canvas(rng, palette.main), palettes.DENIM),
        "lurik": (looms.lurik, palettes.WEAVING),
        "ikat": (looms.ikat, palettes.WEAVING),
        "songket": (looms.songket, palettes.WEAVING),
        "bamboo": (looms.bamboo, palettes.BAMBOO),
        "shell": (looms.goni, palettes.SHELL),
    }
    | {food: (looms.ikat, (palette,)) for food, palette in palettes.FOODS.items()}
    | {motif: (_batik(motif), palettes.BATIK) for motif in motifs.MOTIFS}
)

# The surfaces that stand for a craft, where nothing more is said.
CRAFT_SURFACES: dict[str, tuple[str, ...]] = {
    "bag": ("leather", "goni", "sachets", "strips", "knit"),
    "batik": tuple(motifs.MOTIFS),
    "convection": ("denim", "pieced denim", "drill"),
    "weaving": ("ikat", "songket", "lurik"),
    "food-processing": tuple(palettes.FOODS),
    "bamboo-wood": ("bamboo",),
    "shell-pearl": ("shell",),
}


def draw(craft: str, shape: str, seed: int) -> Image.Image:
    """A picture of SIZE x SIZE pixels, in RGB, of one product.

    `shape` is a silhouette of PAINTERS, or "workshop" for a maker's swatches; after a colon it may name its surface
    ("tote:goni"), otherwise the craft decides. Raises KeyError for a craft, silhouette or surface that is not known.
    """
    silhouette, _, surface = shape.partition(":")
    rng = Random(f"{craft} {shape} {seed}")
    if silhouette == "workshop":
        return _workshop(craft, rng)
    make, colours = SURFACES[surface or rng.choice(CRAFT_SURFACES[craft])]
    palette = palettes.pick(colours, rng)
    picture = backdrop(palette.backdrop)
    PAINTERS[silhouette](picture, make(rng, palette), rng, palette)
    return picture


def _workshop(craft: str, rng: Random) -> Image.Image:
    """Swatches of a maker's work on the table, with the craft's tool: a workshop without its people."""
    names = CRAFT_SURFACES[craft]
    names = rng.sample(names, 3) if len(names) >= 3 else [rng.choice(names) for _ in range(3)]
    first = palettes.pick(SURFACES[names[0]][1], rng)
    picture = backdrop(first.backdrop)
    places = ((box(90, 110, 620, 610, 6), -9), (box(390, 150, 900, 700, 6), 7), (box(170, 400, 720, 900, 6), -3))
    for name, (outline, degrees) in zip(names, places, strict=True):
        make, colours = SURFACES[name]
        palette = palettes.pick(colours, rng)
        edge = turned(outline, degrees)
        lay(picture, make(rng, palette), mask(edge), lift=14, depth=0.25, edge=18)
        inner = turned([(x + (22 if x < 400 else -22), y + (22 if y < 400 else -22)) for x, y in outline], degrees)
        if craft in {"bag", "convection"}:
            stitch(picture, [[*inner, inner[0]]], palette.light, width=3)
    TOOLS.get(craft, _spool)(picture, first)
    return picture


def _canting(picture: Image.Image, palette: Palette) -> None:
    """The pen that draws with hot wax: a handle, a copper cup, a thin spout."""
    lay(picture, (150, 104, 60), ribbon([(900, 900), (640, 560)], 26), lift=14, depth=0.5, edge=10)
    lay(picture, (184, 112, 58), mask(oval(612, 524, 50, 38)), lift=10, depth=0.5, edge=20)
    lay(picture, (92, 52, 26), mask(oval(608, 516, 34, 20)), lift=0, depth=0.3, edge=10)
    draw_lines(picture, [bezier((580, 500), (540, 470), (520, 480), (512, 516))], (150, 88, 44), 9)


def _shuttle(picture: Image.Image, palette: Palette) -> None:
    """A weaver's shuttle with a wound bobbin."""
    boat = rounded([(430, 800), (560, 690), (900, 560), (960, 560), (850, 690), (560, 830)], 40)
    lay(picture, (140, 92, 52), mask(boat), lift=16, depth=0.5, edge=20)
    lay(picture, palette.accent, ribbon([(600, 752), (820, 640)], 54), lift=2, depth=0.6, edge=16)
    lines = [[(600 + i * 12, 724 - i * 6.1), (620 + i * 12, 772 - i * 6.1)] for i in range(18)]
    draw_lines(picture, lines, palettes.darker(palette.accent, 0.3), 3)


def _spool(picture: Image.Image, palette: Palette) -> None:
    """A wooden spool of thread, its end running over the table."""
    draw_lines(picture, [bezier((770, 720), (560, 560), (560, 960), (330, 760))], palette.accent, 5)
    lay(picture, palette.accent, mask(box(720, 680, 860, 880, 20)), lift=16, depth=0.6, edge=30)
    draw_lines(
        picture, [[(722, y), (858, y - 8)] for y in range(700, 880, 9)], palettes.darker(palette.accent, 0.25), 2
    )
    for y in (672, 888):
        lay(picture, (170, 124, 76), mask(box(696, y - 18, 884, y + 18, 16)), lift=6, depth=0.45, edge=12)


TOOLS: dict[str, Callable[[Image.Image, Palette], None]] = {"batik": _canting, "weaving": _shuttle}
