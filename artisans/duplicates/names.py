"""How much it says that two folded names are alike.

Names come folded from the database (artisans_fold): "muhamat sole". What they say is counted in bits: a word that every
1,024th maker bears says 10 bits when it stands in both names. How many bear a word the register tells (WordShare);
where it is still small, the table below speaks louder.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
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
INITIAL = 3.0  # "a" for "ahmat"
NO_VOWELS = str.maketrans("", "", "aeiou")
MOST = 24.0  # more than this a name never says: full namesakes exist

# Bits lost by errors in a word: another vowel, one slip, two other vowels, two slips.
MISHEARD, ONE_SLIP, TWO_MISHEARD, TWO_SLIPS = 3.0, 5.0, 7.0, 9.0
SWAPPED = 1.0  # lost where the words stand in another order
MISSING, CALLED_SHORT = 5.0, 3.0  # lost where a word is missing; less where one is called by a single word
CONFLICT = 10.0  # lost where both names have a word the other lacks: Siti Aminah is not Siti Rohmah
STRANGERS = 11.5  # lost where no word is shared: two people of one house give one number, and stand on one spot
WORKSHOP = 5.5  # instead, where only one of them is a workshop's name: it may be that person's workshop


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
    """The bits that errors in a word cost; None for words that are not the same one written otherwise."""
    if one == other:
        return 0.0
    short = min(len(one), len(other))
    if short < 3 or abs(len(one) - len(other)) > 2:
        return None
    # Two slips bring in or take away two letters at most; counting slips takes fifty times as long as seeing this.
    if len(set(one) - set(other)) > 2 or len(set(other) - set(one)) > 2:
        return None
    away = slips(one, other)[-1]
    if away > 2:
        return None
    if one.translate(NO_VOWELS) == other.translate(NO_VOWELS):
        return MISHEARD if away == 1 else TWO_MISHEARD
    if away == 1:
        return ONE_SLIP
    return TWO_SLIPS if short > 4 else None


def compare(one: str, other: str, weights: Weights = UNCOUNTED) -> NameLikeness:
    """Compares two folded names word by word, in whatever order the words stand."""
    mine, theirs = one.split(), other.split()
    if not mine or not theirs:
        return NameLikeness(0.0)
    if mine == theirs or sorted(mine) == sorted(theirs):
        whole = min(MOST, weights.whole(one, mine), weights.whole(other, theirs))
        return NameLikeness(whole - (mine != theirs) * SWAPPED, is_same=True, is_similar=True)
    shared = _pair_words(mine, theirs, weights)
    alone, alone_too = shared.alone(mine, theirs)
    if not shared.pairs:
        return NameLikeness(-WORKSHOP if _is_workshop(mine) != _is_workshop(theirs) else -STRANGERS)
    if alone and alone_too:
        lost = CONFLICT
    else:
        lost = (CALLED_SHORT if 1 in (len(mine), len(theirs)) else MISSING) * len(alone + alone_too)
    bits = min(shared.bits, MOST) - shared.is_swapped * SWAPPED - lost
    return NameLikeness(bits, is_similar=shared.bits > (RARE if alone and alone_too else INITIAL))


def _is_workshop(words: list[str]) -> bool:
    return any(word in TRADE for word in words)


Places = tuple[int, ...]  # of one word, or of two that the other name writes as one


@dataclass
class Shared:
    """The words that two names share, as their places in the first and the second, and what they say in bits."""

    pairs: list[tuple[Places, Places]] = field(default_factory=list)
    bits: float = 0.0

    def take(self, bits: float, here: Places, there: Places) -> None:
        self.pairs.append((here, there))
        self.bits += bits

    def alone(self, mine: list[str], theirs: list[str]) -> tuple[list[int], list[int]]:
        """The places of the words that the other name lacks."""
        here = {place for places, _ in self.pairs for place in places}
        there = {place for _, places in self.pairs for place in places}
        return [i for i in range(len(mine)) if i not in here], [j for j in range(len(theirs)) if j not in there]

    @property
    def is_swapped(self) -> bool:
        order = [there for _, there in sorted(self.pairs)]
        return order != sorted(order)


def _pair_words(mine: list[str], theirs: list[str], weights: Weights) -> Shared:
    """Pairs the words that say most of each other; what is left over may be two words written as one."""
    said = ((_shared_bits(a, b, weights), i, j) for i, a in enumerate(mine) for j, b in enumerate(theirs))
    shared, left, right = Shared(), set(range(len(mine))), set(range(len(theirs)))
    for bits, i, j in sorted((one for one in said if one[0] > 0), reverse=True):
        if i in left and j in right:
            shared.take(bits, (i,), (j,))
            left.remove(i)
            right.remove(j)
    if left and right and len(left) + len(right) > 2:
        for bits, two, one in _joined(mine, theirs, left, right, weights):
            shared.take(bits, two, one)
        for bits, two, one in _joined(theirs, mine, right, left, weights):
            shared.take(bits, one, two)
    return shared


def _joined(
    mine: list[str], theirs: list[str], left: set[int], right: set[int], weights: Weights
) -> Iterator[tuple[float, Places, Places]]:
    """Neighbouring words that the other name writes as one ("nur aini", "nuraini"); they are taken from those left."""
    for i in sorted(left):
        for j in sorted(right):
            if not {i, i + 1} <= left or j not in right:
                continue
            if (lost := _lost_by_joining(mine[i], mine[i + 1], theirs[j])) is not None:
                left -= {i, i + 1}
                right.remove(j)
                yield max(weights.bits(mine[i]) + weights.bits(mine[i + 1]) - lost, 0.0), (i, i + 1), (j,)


def _lost_by_joining(one: str, other: str, whole: str) -> float | None:
    """The bits lost where two words may stand as one, in either order; None where they do not."""
    if abs(len(one) + len(other) - len(whole)) > 3:
        return None
    # Folding takes an h from the end of a word only.
    bare = whole.replace("h", "")
    both = (bits_lost(joined.replace("h", ""), bare) for joined in (one + other, other + one))
    return min((lost for lost in both if lost is not None and lost <= ONE_SLIP), default=None)


def _shared_bits(one: str, other: str, weights: Weights) -> float:
    """What two words say of each other: all of it when equal, less for an error, 0 for different words."""
    if min(len(one), len(other)) == 1:
        return INITIAL if one[0] == other[0] else 0.0
    lost = bits_lost(one, other)
    if lost is None:
        return 0.0
    return max(max(weights.bits(one), weights.bits(other)) - lost, 0.0) if lost else weights.bits(one)
