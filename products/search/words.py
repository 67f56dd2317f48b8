"""Words as buyers type them: which of them are looked for, how, and what was probably meant."""

import re
from functools import reduce
from operator import and_

from django.contrib.postgres.search import SearchQuery, TrigramSimilarity

from products.models import ProductSearch, SearchWord

MOST_WORDS = 12
CANDIDATES = 8
LANGUAGES = ("sentra", "sentra_english")
# Words that say nothing about a product. PostgreSQL ships no Indonesian list.
STOP_WORDS = frozenset(
    {"ada", "adalah", "agar", "akan", "and", "atau", "bagi", "bagian", "bisa", "dalam", "dan", "dapat", "dari"}
    | {"dengan", "di", "for", "from", "ini", "itu", "jual", "juga", "karena", "ke", "made", "mencari", "mau", "of"}
    | {"oleh", "pada", "para", "saat", "saya", "sebagai", "sebuah", "serta", "seperti", "suatu", "tanpa", "tentang"}
    | {"asli", "beli", "buatan", "buy", "cari", "cheap", "handmade", "harga", "murah", "original", "price"}
    | {"the", "tidak", "untuk", "with", "yang"}
)


def split(text: str) -> list[str]:
    """The words to look for, lower case, each once. A text of nothing but stop words is looked for as it is."""
    words = list(dict.fromkeys(re.findall(r"[^\W_]+", text.lower())))[:MOST_WORDS]
    return [word for word in words if word not in STOP_WORDS] or words


def search_query(words: list[str]) -> SearchQuery:
    """All of the words, each by its Indonesian or English stem."""
    return reduce(and_, [_one(word) for word in words])


def _one(word: str) -> SearchQuery:
    indonesian, english = (SearchQuery(word, config=language) for language in LANGUAGES)
    return indonesian | english


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
    return ProductSearch.objects.filter(tsv=_one(word)).count()
