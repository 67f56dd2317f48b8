"""How much it says that two folded names are alike.

Names come folded from the database (artisans_fold): "muhamat sole". What they say is counted in bits: a word that every
1,024th maker bears says 10 bits when it stands in both names.
"""

from dataclasses import dataclass
from functools import lru_cache

from regions.words import slips

# Words that many makers share, folded, with the bits they say: Siti is borne by every tenth woman, and a workshop is
# called Batik because it makes batik. Shares are rough; a word that is missing here counts as RARE.
COMMON = {
    **dict.fromkeys(["muhamat", "siti"], 3.0),
    **dict.fromkeys(["sri", "nur", "ahmat", "abdul", "dwi", "tri", "eko", "agus", "dewi", "budi", "tuti", "ni"], 5.0),
    **dict.fromkeys(["iuli", "ani", "endang", "indah", "putri", "rina", "wati", "sari", "lestari", "rahaiu"], 6.5),
    **dict.fromkeys(["wahiuni", "aminah", "amina", "patima", "setiawan", "susanto", "suparman", "santoso"], 7.0),
}
# What a workshop is called after besides its own name.
TRADE = {
    **dict.fromkeys(
        ["toko", "ut", "cp", "pt", "kub", "kube", "umkm", "koperasi", "kelompok", "usaha", "paguiuban"], 1.0
    ),
    **dict.fromkeys(["tas", "batik", "tenun", "konpeksi", "kerajinan", "jahit", "bordir", "kulit", "songket"], 1.5),
    **dict.fromkeys(["sentra", "kriia", "galeri", "rumah", "griia", "sanggar", "butik", "taka", "karia", "seni"], 2.0),
    **dict.fromkeys(["colection", "koleksi", "handicrapt", "crapt", "collection", "pasion", "home", "industri"], 2.0),
    **dict.fromkeys(["jaia", "makmur", "abadi", "sejahtera", "mandiri", "baroka", "berka", "sumber", "mulia"], 4.0),
    **dict.fromkeys(["maju", "baru", "indah", "rejeki", "sinar", "putra", "putri", "bersama", "lancar", "mekar"], 4.0),
}
RARE = 9.5
INITIAL = 1.0  # "a" for "ahmat"
MOST = 24.0  # more than this a name never says: full namesakes exist

ONE_SLIP, TWO_SLIPS = 2.5, 5.5  # bits lost by a typing error
MISSING = 2.5  # lost where one name has a word of its own weight more
CONFLICT = 9.0  # lost where both names have a word the other lacks: Siti Aminah is not Siti Rohmah
TRADE_CONFLICT = 1.0  # less where only one of them is a workshop's name: it may be that person's workshop


@dataclass(frozen=True)
class NameLikeness:
    """What two names say about being one maker: `bits` for (above 0) or against it, and how the names look."""

    bits: float
    is_same: bool = False
    is_similar: bool = False


def word_bits(word: str) -> float:
    """How much it says that a word stands in both names."""
    if len(word) < 2:
        return INITIAL
    return TRADE.get(word) or COMMON.get(word) or RARE


@lru_cache(maxsize=100_000)
def shared_bits(one: str, other: str) -> float:
    """What two words say of each other: all of it when equal, less for a typing error, 0 for different words."""
    if one == other:
        return word_bits(one)
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return INITIAL if long[0] == short else 0.0
    if len(long) - len(short) > 2 or len(short) < 4:
        return 0.0
    away = slips(one, other)[-1]
    bits = min(word_bits(one), word_bits(other))
    if away == 1:
        return max(bits - ONE_SLIP, 0.0)
    if away == 2 and len(short) >= 6:
        return max(bits - TWO_SLIPS, 0.0)
    return 0.0


@lru_cache(maxsize=100_000)
def compare(one: str, other: str) -> NameLikeness:
    """Compares two folded names word by word, in whatever order the words stand."""
    mine, theirs = one.split(), other.split()
    if not mine or not theirs:
        return NameLikeness(0.0)
    whole = min(MOST, min(sum(map(word_bits, mine)), sum(map(word_bits, theirs))))
    if sorted(mine) == sorted(theirs):
        return NameLikeness(whole, is_same=True, is_similar=True)
    if _joined_alike("".join(mine), "".join(theirs)):
        return NameLikeness(max(whole - ONE_SLIP, 0.0), is_similar=True)
    bits, alone, alone_too = _pair_words(mine, theirs)
    bits = min(bits, MOST)
    if not alone or not alone_too:
        lost = sum(MISSING * min(word_bits(word) / RARE, 1) for word in alone + alone_too)
        return NameLikeness(bits - lost, is_similar=bits > INITIAL)
    is_workshop = [any(word in TRADE for word in words) for words in (mine, theirs)]
    if bits <= INITIAL and is_workshop[0] != is_workshop[1]:
        return NameLikeness(bits - TRADE_CONFLICT)
    strange = min(max(map(word_bits, alone)), max(map(word_bits, alone_too)))
    return NameLikeness(bits - CONFLICT * strange / RARE, is_similar=bits > RARE)


def _joined_alike(one: str, other: str) -> bool:
    """Whether the names differ by a space ("nur aini", "nuraini") and at most one slip."""
    return one == other or (min(len(one), len(other)) > 5 and one[:3] == other[:3] and slips(one, other)[-1] <= 1)


def _pair_words(mine: list[str], theirs: list[str]) -> tuple[float, list[str], list[str]]:
    """The bits of the words that stand in both names, and the words that stand in one of them only."""
    pairs = sorted(
        ((shared_bits(a, b), i, j) for i, a in enumerate(mine) for j, b in enumerate(theirs)), key=lambda pair: -pair[0]
    )
    bits, left, right = 0.0, dict(enumerate(mine)), dict(enumerate(theirs))
    for said, i, j in pairs:
        if said > 0 and i in left and j in right:
            bits += said
            del left[i], right[j]
    return bits, list(left.values()), list(right.values())
