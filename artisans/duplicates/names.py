"""How much it says that two folded names are alike.

Names come folded from the database (artisans_fold): "muhamat sole". What they say is counted in bits: a word that every
1,024th maker bears says 10 bits when it stands in both names. How many bear a word the register tells (WordShare);
where it is still small, the table below speaks louder.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import log2

from artisans.models import WordShare
from regions.words import slips

# Words that many makers share, folded, with the bits they say: Siti is borne by every tenth woman, and a workshop is
# called Batik because it makes batik. Shares are rough; a word that is missing here counts as RARE.
COMMON = {
    **dict.fromkeys(["muhamat", "siti"], 3.5),
    **dict.fromkeys(["sri", "nur", "ahmat", "abdul", "dwi", "tri", "eku", "agus", "dewi", "budi", "tuti", "ni"], 5.0),
    **dict.fromkeys(["iuli", "ani", "endang", "inda", "putri", "rina", "wati", "sari", "lestari", "rahaiu"], 6.5),
    **dict.fromkeys(["wahiuni", "amina", "patima", "setiawan", "santusu", "susantu", "slamet", "juku"], 7.0),
}
# Words by which one knows a workshop's name.
TRADE = {
    **dict.fromkeys(
        ["tuku", "ut", "cp", "pt", "kup", "kube", "umkm", "kuperasi", "kelumpuk", "usaha", "paguiuban"], 1.0
    ),
    **dict.fromkeys(["tas", "batik", "tenun", "kunpeksi", "kerajinan", "jahit", "burdir", "kulit", "sungket"], 1.5),
    **dict.fromkeys(["sentra", "kria", "galeri", "ruma", "gria", "sanggar", "butik", "karia", "seni", "bengkel"], 2.0),
    **dict.fromkeys(["garmen", "jin", "jins", "kuper", "dumpet", "sepatu", "sandal", "aniaman", "bambu", "kaiu"], 2.5),
    **dict.fromkeys(["perajin", "pengrajin", "wanita", "tani", "ulahan", "pangan", "daur", "ulang", "kerang"], 2.5),
    **dict.fromkeys(["culection", "kuleksi", "handicrapt", "crapt", "pasiun", "hume", "industri", "kuningan"], 2.0),
}
# Words of good omen in the names of workshops.
OMENS = {
    **dict.fromkeys(["jaia", "makmur", "abadi", "sejahtera", "mandiri", "baruka", "berka", "sumber", "mulia"], 4.5),
    **dict.fromkeys(["maju", "baru", "rejeki", "sinar", "putra", "bersama", "lancar"], 4.5),
}
TABLE = COMMON | OMENS | TRADE
# Looked for only where a name has no other word.
COMMONEST = [word for word, bits in TABLE.items() if bits <= 5]
RARE = 11.0
TABLE_COUNTS_AS = 2000  # makers: a register of that many weighs as much as the table
INITIAL = 1.5  # "a" for "ahmat"
NO_VOWELS = str.maketrans("", "", "aeiou")
MOST = 24.0  # more than this a name never says: full namesakes exist

MISHEARD, ONE_SLIP, TWO_SLIPS = 2.5, 4.0, 7.0  # bits lost by another vowel, by one and by two typing errors
MISSING = 3.5  # lost where one name has a word of its own weight more
CONFLICT = 9.0  # lost where both names have a word the other lacks: Siti Aminah is not Siti Rohmah
STRANGERS = 14.0  # lost where no word is shared: two people of one house give one number, and stand on one spot
TRADE_CONFLICT = 3.0  # less where only one of them is a workshop's name: it may be that person's workshop


@dataclass(frozen=True)
class NameLikeness:
    """What two names say about being one maker: `bits` for (above 0) or against it, and how the names look."""

    bits: float
    is_same: bool = False
    is_similar: bool = False


def guessed_bits(word: str) -> float:
    """How much a word says as long as no register has been counted."""
    return TABLE.get(word, RARE)


def counted_bits(word: str, bearers: int, makers: int) -> float:
    """How much a word says that `bearers` of the register's `makers` bear."""
    guess = TABLE_COUNTS_AS * 2 ** -guessed_bits(word)
    return -log2((bearers + guess) / (makers + TABLE_COUNTS_AS))


@dataclass(frozen=True)
class Weights:
    """The bits of the words that stand in some names, and of any other word."""

    counted: dict[str, float]
    other: float

    @classmethod
    def of(cls, names: Iterable[str]) -> "Weights":
        """Asks the register once for the words of all these names."""
        words = {"", *names, *(word for name in names for word in name.split())}
        counted = dict(WordShare.objects.filter(word__in=words).values_list("word", "bits"))
        return cls(counted, counted.pop("", 0.0))

    def bits(self, word: str) -> float:
        """How much it says that the word stands in both names."""
        if len(word) < 2:
            return INITIAL
        return self.counted.get(word) or (self.other if word not in TABLE else 0) or guessed_bits(word)

    def whole(self, name: str, words: list[str]) -> float:
        """How much a whole name says: less than its words where it is a favourite, such as Siti Aminah."""
        said = sum(map(self.bits, words))
        return min(said, self.counted.get(name, said)) if len(words) > 1 else said


UNCOUNTED = Weights({}, 0.0)


@lru_cache(maxsize=100_000)
def bits_lost(one: str, other: str) -> float | None:
    """The bits that typing errors between two words cost; None for words that are not the same one mistyped."""
    if one == other:
        return 0.0
    short = min(len(one), len(other))
    if short < 3 or abs(len(one) - len(other)) > 2:
        return None
    # Two slips bring in or take away two letters at most; counting slips takes fifty times as long as seeing this.
    if len(set(one) - set(other)) > 2 or len(set(other) - set(one)) > 2:
        return None
    away = slips(one, other)[-1]
    if away == 1 and one.translate(NO_VOWELS) == other.translate(NO_VOWELS):
        return MISHEARD
    if short > 3 and (away == 1 or (away == 2 and one.translate(NO_VOWELS) == other.translate(NO_VOWELS))):
        return ONE_SLIP
    return TWO_SLIPS if short > 5 and away == 2 else None


def compare(one: str, other: str, weights: Weights = UNCOUNTED) -> NameLikeness:
    """Compares two folded names word by word, in whatever order the words stand."""
    mine, theirs = one.split(), other.split()
    if not mine or not theirs:
        return NameLikeness(0.0)
    whole = min(MOST, weights.whole(one, mine), weights.whole(other, theirs))
    if sorted(mine) == sorted(theirs):
        return NameLikeness(whole, is_same=True, is_similar=True)
    if _joined_alike(mine, theirs):
        return NameLikeness(max(whole - ONE_SLIP, 0.0), is_similar=True)
    bits, alone, alone_too = _pair_words(mine, theirs, weights)
    bits = min(bits, MOST)
    if not alone or not alone_too:
        lost = sum(MISSING * min(weights.bits(word) / RARE, 1) for word in alone + alone_too)
        return NameLikeness(bits - lost, is_similar=bits > INITIAL)
    return _conflict(bits, alone, alone_too, weights, [any(w in TRADE for w in words) for words in (mine, theirs)])


def _conflict(bits: float, alone: list, alone_too: list, weights: Weights, are_workshops: list[bool]) -> NameLikeness:
    """Two names of which each has a word that the other lacks."""
    if bits <= INITIAL:
        if are_workshops[0] != are_workshops[1]:
            return NameLikeness(bits - TRADE_CONFLICT)
        return NameLikeness(-STRANGERS)
    strange = min(max(map(weights.bits, alone)), max(map(weights.bits, alone_too)))
    return NameLikeness(bits - CONFLICT * min(strange / RARE, 1), is_similar=bits > RARE)


def _joined_alike(mine: list[str], theirs: list[str]) -> bool:
    """Whether the names differ by their spaces alone ("nur aini", "nuraini"), and by at most one typing error."""
    if len(mine) == len(theirs):
        return False
    orders = [mine, mine[::-1]] if len(mine) > len(theirs) else [theirs, theirs[::-1]]
    whole = "".join(min(mine, theirs, key=len))
    return any((lost := bits_lost("".join(words), whole)) is not None and lost <= ONE_SLIP for words in orders)


def _pair_words(mine: list[str], theirs: list[str], weights: Weights) -> tuple[float, list[str], list[str]]:
    """The bits of the words that stand in both names, and the words that stand in one of them only."""
    said = ((_shared_bits(a, b, weights), i, j) for i, a in enumerate(mine) for j, b in enumerate(theirs))
    pairs = sorted((one for one in said if one[0] > 0), reverse=True)
    bits, left, right = 0.0, dict(enumerate(mine)), dict(enumerate(theirs))
    for shared, i, j in pairs:
        if i in left and j in right:
            bits += shared
            del left[i], right[j]
    return bits, list(left.values()), list(right.values())


def _shared_bits(one: str, other: str, weights: Weights) -> float:
    """What two words say of each other: all of it when equal, less for a typing error, 0 for different words."""
    if min(len(one), len(other)) == 1:
        return INITIAL if one[0] == other[0] else 0.0
    lost = bits_lost(one, other)
    if lost is None:
        return 0.0
    return max(max(weights.bits(one), weights.bits(other)) - lost, 0.0) if lost else weights.bits(one)
