"""What was probably meant by words that find nothing, or next to nothing.

Only what is a typing error is mended: a word that the vocabulary or a region's name has is spelt right, even if no
product answers to it today. For it another one is at most offered.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from math import log10

from django.db.models import Q

from products.models import SearchWord
from products.models.search import skeleton
from products.search.engine import Hits
from products.search.memory import Look
from products.search.query import Query
from products.search.words import NOT_LOOKED_FOR, understood
from regions.models import NameWord
from regions.words import slips

FEW = 3  # So few products found: perhaps something else was meant.
FAR_COMMONER = 20
SHORTEST = 3
TENFOLD = 0.2  # How much less alike a word may be that ten times as many products have.
PARTED = 0.5  # A space too many or too few is half a slip.
TRIED = 3


@dataclass(frozen=True)
class Mending:
    """What a word, or two, may mean, and how unlikely that is."""

    typed: tuple[str, ...]
    meant: str
    strangeness: float
    unlikeliness: float

    def apply(self, text: str) -> str:
        """The text with this mended; the rest stays as it was typed."""
        written = r"[\W_]+".join(map(re.escape, self.typed))
        return re.sub(rf"(?<![^\W_]){written}(?![^\W_])", self.meant, text, flags=re.IGNORECASE)


def mend(look: Look, text: str) -> str | None:
    """The text, which finds nothing, without its typing errors; None where no word is near that products have.

    What is mended finds something together with the words that are spelt right, or differs by a slip only.
    """
    typed = understood(text)
    mended, strange = text, _misspelt(look, typed)
    for word in strange:
        likely = _mendings(typed, word)[:TRIED]
        others = tuple(other for other in strange if other != word)
        together = (one for one in likely if Hits(look, Query(words=one.apply(mended), without=others)).total)
        alone = (one for one in likely if one.strangeness <= 1 and _count(look, one.meant))
        if best := next(chain(together, alone), None):
            mended = best.apply(mended)
    return mended if mended != text else None


def offer(look: Look, text: str, total: int) -> str | None:
    """What may have been meant by a text that finds `total` products, at most FEW: far more have a word much alike."""
    if total > FEW:
        return None
    typed = understood(text)
    offered = text
    for word in dict.fromkeys(typed):
        products = _count(look, word)
        if products > FEW:
            continue
        likely = [mending for mending in _mendings(typed, word) if mending.strangeness <= 1][:TRIED]
        least = FAR_COMMONER * max(1, products)
        far = next((each for each in likely if _count(look, each.meant) >= least), None)
        offered = far.apply(offered) if far else offered
    return offered if offered != text else None


def _misspelt(look: Look, typed: Sequence[str]) -> list[str]:
    """The words that neither the vocabulary nor a region's name nor any product has."""
    right = NOT_LOOKED_FOR | {*SearchWord.objects.filter(word__in=typed).values_list("word", flat=True)}
    right |= {*NameWord.objects.filter(word__in=typed).values_list("word", flat=True)}
    strange = [word for word in dict.fromkeys(typed) if word not in right and len(word) >= SHORTEST]
    return [word for word in strange if not _count(look, word)]


def _mendings(typed: Sequence[str], word: str) -> list[Mending]:
    """What the word may mean, the likeliest first: a word like it, two run together, or its neighbour's other half."""
    halves = {(word[:cut], word[cut:]) for cut in range(SHORTEST, len(word) - SHORTEST + 1)}
    neighbours = {pair for pair in pairwise(typed) if word in pair}
    joined = {"".join(pair): pair for pair in neighbours}
    near = Q(word__trigram_similar=word) | Q(skeleton=skeleton(word)) | Q(word__in=_one_slip_off(word))
    exact = Q(word__in={*joined, *(half for pair in halves for half in pair)})
    known = dict(SearchWord.objects.filter(near | exact).exclude(word=word).values_list("word", "products"))
    found = [_mending((word,), other, _strangeness(word, other), known[other]) for other in known]
    found += [_mending(pair, whole, PARTED, known[whole]) for whole, pair in joined.items() if whole in known]
    found += [
        _mending((word,), " ".join(pair), PARTED, min(known[pair[0]], known[pair[1]]))
        for pair in halves
        if known.keys() >= set(pair)
    ]
    fitting = [mending for mending in found if mending.strangeness <= _most_strange(word)]
    return sorted(fitting, key=lambda mending: (mending.unlikeliness, mending.meant))


def _mending(typed: tuple[str, ...], meant: str, strangeness: float, products: int) -> Mending:
    return Mending(typed, meant, strangeness, strangeness - TENFOLD * log10(1 + products))


def _one_slip_off(word: str) -> set[str]:
    """The word with a letter less, or with two neighbours swapped: what trigrams hardly see in short words."""
    shorter = {word[:at] + word[at + 1 :] for at in range(len(word))}
    return shorter | {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}


def _strangeness(word: str, other: str) -> float:
    """The slips between the two, half of them where only vowels, doubled or like letters differ; and a half more where
    they begin with different letters."""
    alike = 0.5 if skeleton(word) == skeleton(other) else 1
    return slips(word, other)[-1] * alike + (word[0] != other[0]) / 2


def _most_strange(word: str) -> float:
    """How strange a mending may be before it is another word."""
    return 0.5 if len(word) < 4 else 1.5 if len(word) < 6 else 2.5


def _count(look: Look, text: str) -> int:
    """How many products have all words of the text."""
    return Hits(look, Query(words=text)).total
