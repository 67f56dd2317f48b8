"""Words as buyers type them: which of them are looked for, and by which lexemes of the search rows."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from django.db import connection

from core import codes
from products.search.lexemes import KNOWN, words_of
from products.search.measures import CHEAP, TRADE, Role, parts
from products.search.synonyms import Kind, Lexicon, lexicon
from regions.english import in_indonesian

MOST_WORDS = 12
MOST_READ = 2 * MOST_WORDS
REMEMBERED = 4096
# Words that say nothing about a product. PostgreSQL ships no Indonesian list.
STOP_WORDS = frozenset(
    {"a", "ada", "adalah", "agar", "akan", "an", "and", "atau", "bagi", "bagian", "bisa", "dalam", "dan", "dapat"}
    | {"dari", "dengan", "dgn", "di", "dr", "for", "from", "in", "ini", "itu", "juga", "karena", "ke", "mau", "nya"}
    | {"of", "oleh", "pada", "para", "saat", "saya", "sebagai", "sebuah", "serta", "seperti", "suatu", "tanpa"}
    | {"tentang", "the", "tidak", "untuk", "utk", "with", "without", "yang", "yg", "at", "by", "on", "to", "is", "are"}
    # What buyers say around what they look for.
    | {"apa", "apakah", "beli", "buat", "bikin", "butuh", "buy", "cari", "carikan", "harga", "ingin", "jual", "jualan"}
    | {"membuat", "mencari", "menjual", "minta", "mohon", "order", "penjual", "perlu", "pesan", "pesen", "pesanan"}
    | {
        "price",
        "pusat",
        "produsen",
        "pabrik",
        "sentra",
        "tolong",
        "toko",
        "tukang",
        "kak",
        "gan",
        "dijual",
        "hai",
        "halo",
        "hello",
        "hi",
        "tertarik",
    }
    | {
        "am",
        "any",
        "can",
        "find",
        "i",
        "looking",
        "look",
        "me",
        "my",
        "need",
        "please",
        "sell",
        "seller",
        "shop",
        "some",
    }
    | {"store", "that", "want", "we", "where", "who", "you", "your", "get"}
    # What is said of everything.
    | {
        "aesthetic",
        "asli",
        "bagus",
        "beautiful",
        "best",
        "bermutu",
        "berkualitas",
        "buatan",
        "cantik",
        "dibuat",
        "estetik",
    }
    | {
        "estetis",
        "good",
        "handmade",
        "indah",
        "kekinian",
        "keren",
        "khas",
        "kualitas",
        "macam",
        "made",
        "menarik",
        "nice",
    }
    | {"original", "pretty", "quality", "recommended", "rekomendasi", "terbaik", "terbaru", "terbuat", "terdekat"}
    | {"terkenal", "terpercaya", "ukuran", "uk", "unik", "unique", "size", "ethical", "fair", "trade", "sustainable"}
    # All that is sold here is a handicraft, of some material, colour and motif, by some maker.
    | {
        "artisan",
        "bahan",
        "barang",
        "berbahan",
        "color",
        "colour",
        "craft",
        "crafts",
        "handicraft",
        "handicrafts",
        "jenis",
    }
    | {
        "kerajinan",
        "kriya",
        "maker",
        "makers",
        "model",
        "motif",
        "pengrajin",
        "perajin",
        "product",
        "products",
        "produk",
    }
    | {"umkm", "warna"}
)
# Words that are spelt right, though no product has them.
NOT_LOOKED_FOR = STOP_WORDS | TRADE | CHEAP
# Gifts for those at home can be almost anything.
WISHED = frozenset({"oleholeh", "hadiah"})
APOSTROPHES = re.compile(r"(?<=[a-z])['’‘`ʼ´](?=[a-z])")
TWICE = re.compile(r"\b([a-z]{3,})2\b")
CODE = re.compile(r"\b([0-9a-z]{3})-([0-9a-z]{3})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Term:
    """One thing that is said: the words that say it, the lexemes of which a product must have one, and what it does.

    A product that has one of the `related` lexemes instead is found too, and comes later.
    """

    words: tuple[str, ...]
    lexemes: frozenset[str]
    role: Role = Role.ASKED
    related: frozenset[str] = frozenset()
    kind: Kind | None = None

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def is_idle(self) -> bool:
        """Whether it says nothing about a product: "dari", "kerajinan", "buatan tangan"."""
        return self.words[0] in STOP_WORDS if len(self.words) == 1 else self.lexemes <= STOP_WORDS


def split(text: str) -> list[str]:
    """The words of a text, lower case and without accents, in their order; a doubled one ("tas2") stands twice.

    Letters that the database takes for signs stand apart from the others, as in the rows.
    """
    folded = APOSTROPHES.sub("", _folded(text.replace("\0", " ")))
    return re.findall(r"[a-z0-9]+|[^\W_a-z0-9]+", TWICE.sub(r"\1 \1", folded))[:MOST_READ]


@lru_cache(maxsize=REMEMBERED)
def _folded(text: str) -> str:
    """The text as the database folds what it writes into the rows (lexemes.plain): "Bjørn" is "bjorn"."""
    if text.isascii():
        return text.lower()
    with connection.cursor() as cursor:
        cursor.execute("SELECT lower(unaccent(%s))", [text])
        return cursor.fetchone()[0]


def understood(text: str) -> list[str]:
    """The words that are looked for: places by their Indonesian names, a code in one piece."""
    joined = CODE.sub(lambda found: found[0] if found[1] == found[2] else _code(*found.groups()) or found[0], text)
    words = split(joined)
    for at in range(len(words) - 1, 0, -1):
        if re.search(r"\d", words[at - 1] + words[at]) and (code := _code(words[at - 1], words[at])):
            words[at - 1 : at + 1] = [code]
    return in_indonesian(words)


def _code(first: str, second: str) -> str | None:
    """The two halves of a code in one."""
    code = codes.normalise(first + second) if len(first) == len(second) else None
    return code and code.lower()


@lru_cache(maxsize=REMEMBERED)
def plain(name: str) -> str:
    """A name as the search reads it: its words, lower case and without accents. There are some hundreds of names."""
    return " ".join(split(name))


def terms(text: str, without: Collection[str] = ()) -> list[Term]:
    """What is asked and wished of products, each once, but for the terms to do without. Wishes alone are asked."""
    said = everything_said(text)
    kept = [term for term in said if term.role in (Role.ASKED, Role.WISHED)]
    if all(term.role == Role.WISHED for term in kept):
        kept = [replace(term, role=Role.ASKED) for term in kept]
    return [term for term in kept[:MOST_WORDS] if term.text not in without]


def everything_said(text: str) -> list[Term]:
    """All that the text says, each once."""
    return list(_terms(tuple(words), lexicon())) if (words := understood(text)) else []


def lexemes_of(words: Collection[str]) -> set[str]:
    """By which lexemes these words, and pairs of them, are asked for."""
    read = _read([one for word in words for one in split(word)])
    return {lexeme for _word, pair, asked in read for lexeme in (*asked, *(pair or "").split())}


def groups(text: str) -> list[frozenset[str]]:
    """For each thing that is asked, the lexemes of which a product must have at least one."""
    return [term.lexemes | term.related for term in terms(text) if term.role == Role.ASKED]


@lru_cache(maxsize=REMEMBERED)
def _terms(words: tuple[str, ...], lexicon: Lexicon) -> tuple[Term, ...]:
    """Two words that mean something together are one term. What the database cannot read stands in no row: it is left
    out beside other words, and alone it finds nothing."""
    said = parts(words)
    asked = [word for part in said if part.role == Role.ASKED for word in part.words]
    read = _paired(_read([word for word in asked if word.isascii()]))
    read = read or [Term((word,), frozenset([word])) for word in asked]
    others = [Term(part.words, frozenset(part.words[:1]), part.role) for part in said if part.role != Role.ASKED]
    once: dict[frozenset[str], Term] = {}
    for term in (*read, *others):
        once.setdefault(term.lexemes, _known(term, lexicon))
    return tuple(once.values())


def _known(term: Term, lexicon: Lexicon) -> Term:
    """The term with what is known of its meaning."""
    if term.role != Role.ASKED:
        return term
    if term.is_idle:
        return replace(term, role=Role.IDLE)
    role = Role.WISHED if term.lexemes & WISHED or len(term.text) == 1 else Role.ASKED
    return replace(term, role=role, related=lexicon.related_to(term.lexemes), kind=lexicon.kind_of(term.lexemes))


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
