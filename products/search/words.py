"""Words as buyers type them: which of them are looked for, how, and what was probably meant."""

import re
from collections.abc import Collection
from functools import lru_cache

from django.contrib.postgres.search import SearchQuery, TrigramSimilarity
from django.db import connection

from products.models import ProductSearch, SearchWord

MOST_WORDS = 12
REMEMBERED = 4096
CANDIDATES = 8
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


def groups(text: str) -> list[frozenset[str]]:
    """For each word that is looked for, the lexemes of which a product must have at least one."""
    return list(_groups(tuple(split(text)))) if text else []


@lru_cache(maxsize=REMEMBERED)
def _groups(words: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    """The Indonesian and the English stem of each word, as they stand in the search rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tsvector_to_array(to_tsvector('sentra', word) || to_tsvector('sentra_english', word)) "
            "FROM unnest(%s::text[]) WITH ORDINALITY typed (word, place) ORDER BY place",
            [list(words)],
        )
        return tuple(frozenset(lexemes) for (lexemes,) in cursor.fetchall() if lexemes)


def tsquery(lexemes: Collection[str], weights: str = "") -> str:
    """PostgreSQL's text search query for any of the lexemes, wherever they stand or in places of these weights."""
    return " | ".join(f"'{lexeme}':{weights}" if weights else f"'{lexeme}'" for lexeme in sorted(lexemes))


def search_query(looked_for: list[frozenset[str]]) -> SearchQuery:
    """All of the groups, of each any lexeme, as PostgreSQL asks for it; nothing is stemmed again."""
    conditions = " & ".join(f"({tsquery(group)})" for group in looked_for)
    return SearchQuery(conditions, config="simple", search_type="raw")


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
