"""What was probably meant by words that find nothing."""

import re

from django.contrib.postgres.search import TrigramSimilarity

from products.models import ProductSearch, SearchWord
from products.search.words import groups, search_query, split

CANDIDATES = 8


def mend(text: str) -> str | None:
    """The text with each word that no product has replaced by the most similar one that some product has.

    None where no word can be mended. The rest of the text stays as it was typed.
    """
    mended = text
    for word in split(text):
        if not _hits(word) and (meant := _most_similar(word)):
            mended = re.sub(rf"\b{re.escape(word)}\b", meant, mended, flags=re.IGNORECASE)
    return mended if mended != text else None


def _most_similar(word: str) -> str | None:
    """The most similar word that finds anything; of equally similar ones that which finds most."""
    similar = SearchWord.objects.filter(word__trigram_similar=word).annotate(likeness=TrigramSimilarity("word", word))
    candidates = [
        (one.likeness, _hits(one.word), one.word) for one in similar.order_by("-likeness", "word")[:CANDIDATES]
    ]
    return max((candidate for candidate in candidates if candidate[1]), default=(0, 0, None))[2]


def _hits(word: str) -> int:
    return ProductSearch.objects.filter(tsv=search_query(groups(word))).count()
