"""Words that buyers type and that are no words of a product: how many they want, for how much, and how large."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from core import codes


class Role(Enum):
    """What a word does in a search."""

    ASKED = "asked"  # a product must have it
    WISHED = "wished"  # puts first the products that have it
    QUANTITY = "quantity"  # says how many are wanted
    PRICE = "price"  # says that it should be cheap
    IDLE = "idle"  # says nothing


PIECES = frozenset(
    {
        "biji",
        "box",
        "boks",
        "bh",
        "buah",
        "dus",
        "eks",
        "gros",
        "helai",
        "item",
        "items",
        "kodi",
        "lbr",
        "lembar",
        "lusin",
    }
    | {"paket", "pasang", "pc", "pcs", "pieces", "piece", "pack", "pak", "pax", "potong", "ptg", "set", "sets", "unit"}
    | {"units", "dozen", "dozens", "pairs", "orang"}
)
TRADE = frozenset(
    {"agen", "borongan", "bulk", "distributor", "dropship", "ecer", "eceran", "ekspor", "export", "exporter", "grosir"}
    | {"grosiran", "kiloan", "kodian", "lusinan", "min", "minim", "minimal", "minimum", "moq", "partai", "partaian"}
    | {"qty", "reseller", "retail", "satuan", "selusin", "sekodi", "segros", "supplier", "wholesale", "wholesaler"}
)
# "Partai besar" is no large thing.
AFTER_TRADE = frozenset({"besar", "kecil", "order", "pembelian", "pesan", "pemesanan", "sedang"})
CHEAP = frozenset(
    {"affordable", "budget", "cheap", "cheapest", "diskon", "ekonomis", "hemat", "inexpensive", "murah", "murmer"}
    | {"obral", "promo", "terjangkau", "termurah", "murahmeriah"}
)
SIZES = frozenset(
    {
        "cc",
        "cm",
        "feet",
        "foot",
        "ft",
        "g",
        "gr",
        "gram",
        "grams",
        "inc",
        "inch",
        "inches",
        "inci",
        "in",
        "kg",
        "kilo",
        "l",
    }
    | {
        "liter",
        "litre",
        "litres",
        "ltr",
        "m",
        "meter",
        "meters",
        "metre",
        "ml",
        "mm",
        "m2",
        "ons",
        "oz",
        "tahun",
        "thn",
    }
    | {"year", "years", "yard"}
)
MONEY = frozenset({"jt", "juta", "k", "rb", "ribu", "ribuan", "rban", "rp", "idr", "rupiah", "usd"})
CLOTHES_SIZES = frozenset({"xs", "xl", "xxl", "xxxl", "allsize"})
NUMBER = re.compile(r"(\d+)([a-z]*)")
MEASURE = re.compile(r"\d+(x\d+)+[a-z]*")


@dataclass(frozen=True)
class Part:
    """Some neighbouring words of a search that do one thing together."""

    words: tuple[str, ...]
    role: Role


def parts(words: Sequence[str]) -> list[Part]:
    """The words in their order, with numbers beside what they count."""
    found: list[Part] = []
    rest = list(words)
    while rest:
        role, length = _first(rest)
        found.append(Part(tuple(rest[:length]), role))
        rest = rest[length:]
    return found


def _first(words: Sequence[str]) -> tuple[Role, int]:
    """What the first word does, and how many words do it together."""
    word, following = words[0], words[1] if len(words) > 1 else ""
    if word in TRADE:
        return Role.QUANTITY, 2 if following in AFTER_TRADE else 1
    if word in CHEAP:
        return Role.PRICE, 1
    if word == "rp" and following.isdecimal():
        return Role.PRICE, 2
    if word in CLOTHES_SIZES or MEASURE.fullmatch(word):
        return Role.WISHED, 2 if following in SIZES else 1
    number = NUMBER.fullmatch(word)
    if not number or codes.normalise(word):
        return Role.ASKED, 1
    return _counted(number[2], following)


def _counted(unit: str, following: str) -> tuple[Role, int]:
    """What a number does, by the unit behind it or by the word that follows it."""
    length = 1 if unit or following not in PIECES | SIZES | MONEY else 2
    unit = unit or following
    if unit in PIECES:
        return Role.QUANTITY, length
    return (Role.PRICE, length) if unit in MONEY else (Role.WISHED, length)
