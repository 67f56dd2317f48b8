"""Words as buyers type them: which of them are looked for, and by which lexemes of the search rows."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection

from products.search.lexemes import KNOWN, words_of

MOST_WORDS = 12
MOST_READ = 2 * MOST_WORDS
REMEMBERED = 4096
# Words that say nothing about a product. PostgreSQL ships no Indonesian list.
STOP_WORDS = frozenset(
    {"a", "ada", "adalah", "agar", "akan", "an", "and", "atau", "bagi", "bagian", "bisa", "dalam", "dan", "dapat"}
    | {"dari", "dengan", "dgn", "di", "dr", "for", "from", "in", "ini", "itu", "juga", "karena", "ke", "mau", "nya"}
    | {"of", "oleh", "pada", "para", "saat", "saya", "sebagai", "sebuah", "serta", "seperti", "suatu", "tanpa"}
    | {"tentang", "the", "tidak", "untuk", "utk", "with", "yang", "yg"}
    | {"asli", "beli", "buatan", "buy", "cari", "cheap", "dibuat", "handmade", "harga", "jual", "khas", "made"}
    | {"mencari", "murah", "oleholeh", "original", "price", "terbuat"}
    # All that is sold here is a handicraft, of some material, colour and motif.
    | {"bahan", "barang", "berbahan", "color", "colour", "craft", "crafts", "handicraft", "handicrafts", "jenis"}
    | {"kerajinan", "kriya", "model", "motif", "product", "products", "produk", "warna"}
)


@dataclass(frozen=True)
class Term:
    """One thing that is looked for: the word or two that say it, and the lexemes of which a product must have one."""

    words: tuple[str, ...]
    lexemes: frozenset[str]

    @property
    def is_idle(self) -> bool:
        """Whether it says nothing about a product: "dari", "murah", "buatan tangan"."""
        return self.words[0] in STOP_WORDS if len(self.words) == 1 else self.lexemes <= STOP_WORDS


def split(text: str) -> list[str]:
    """The words of a text, lower case and without accents, in their order.

    Letters that the database takes for signs stand apart from the others, as in the rows.
    """
    return re.findall(r"[a-z0-9]+|[^\W_a-z0-9]+", _folded(text.replace("\0", " ")))[:MOST_READ]


@lru_cache(maxsize=REMEMBERED)
def _folded(text: str) -> str:
    """The text as the database folds what it writes into the rows (lexemes.plain): "Bjørn" is "bjorn"."""
    if text.isascii():
        return text.lower()
    with connection.cursor() as cursor:
        cursor.execute("SELECT lower(unaccent(%s))", [text])
        return cursor.fetchone()[0]


@lru_cache(maxsize=REMEMBERED)
def plain(name: str) -> str:
    """A name as the search reads it: its words, lower case and without accents. There are some hundreds of names."""
    return " ".join(split(name))


def terms(text: str) -> list[Term]:
    """What is looked for, each once. A text of nothing but stop words is looked for as it is."""
    return list(_terms(tuple(words))) if (words := split(text)) else []


def groups(text: str) -> list[frozenset[str]]:
    """For each thing that is looked for, the lexemes of which a product must have at least one."""
    return [term.lexemes for term in terms(text)]


@lru_cache(maxsize=REMEMBERED)
def _terms(words: tuple[str, ...]) -> tuple[Term, ...]:
    """Two words that mean something together are one term. What the database cannot read stands in no row: it is left
    out beside other words, and alone it finds nothing."""
    read = _paired(_read([word for word in words if word.isascii()]))
    found = read or [Term((word,), frozenset([word])) for word in words]
    kept = [term for term in found if not term.is_idle] or found
    once: dict[frozenset[str], Term] = {}
    for term in kept:
        once.setdefault(term.lexemes, term)
    return tuple(once.values())[:MOST_WORDS]


def _paired(read: Sequence[tuple[str, str | None, list[str]]]) -> list[Term]:
    terms: list[Term] = []
    rest = list(read)
    while rest:
        word, pair, asked = rest.pop(0)
        if pair and rest:
            terms.append(Term((word, rest.pop(0)[0]), frozenset(pair.split())))
        else:
            terms.append(Term((word,), frozenset(asked)))
    return terms


def _read(words: Sequence[str]) -> list[tuple[str, str | None, list[str]]]:
    """Of each word: itself, the lexemes of the pair that it begins, if any, and its own."""
    read = f"SELECT word, pair, asked FROM {KNOWN}, LATERAL ({words_of('%s')}) typed ORDER BY at"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(read, [" ".join(words)])
        return cursor.fetchall()


def tsquery(lexemes: Collection[str], weights: str = "") -> str:
    """PostgreSQL's text search query for any of the lexemes, wherever they stand or in places of these weights."""
    return " | ".join(f"'{lexeme}':{weights}" if weights else f"'{lexeme}'" for lexeme in sorted(lexemes))
