"""Which words mean the same: read from data/synonyms.txt, and told to the database as the function search_synonyms().

The function gives one JSON object. Its keys are words as they are written, stems, and pairs of either with a space
between; its values the lexemes (products.search.lexemes) that stand for them, parted by spaces, with a ! in front where
a pair takes the meaning of its words away.
"""

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from django.db import connection

SYNONYMS = Path(__file__).parent.parent / "data" / "synonyms.txt"
ENGLISH = SYNONYMS.with_name("english.txt")
# The English stem of the Indonesian stem: the two languages of names that mix them ("Tas Handmade") in one.
STEM = """
    SELECT word, coalesce((ts_lexize('english_stem', stem))[1], stem)
    FROM (SELECT word, coalesce((ts_lexize('indonesian_stem', word))[1], word) AS stem FROM unnest(%s) word) indonesian
"""


class Kind(StrEnum):
    """What kind of thing a meaning is; where not all words can be met, the first kinds are kept the longest."""

    THING = "thing"
    MATERIAL = "material"
    WAY = "way"
    PLACE = "place"
    MOTIF = "motif"
    USE = "use"
    WHOM = "whom"
    LOOK = "look"


@dataclass(frozen=True)
class Line:
    """A line of the file: forms that mean the same, the English ones apart, or a meaning and the related ones."""

    kind: Kind
    forms: tuple[str, ...]
    english: tuple[str, ...] = ()
    related: tuple[str, ...] = ()

    @property
    def all_forms(self) -> tuple[str, ...]:
        return self.forms + self.english


@dataclass(frozen=True, eq=False)
class Lexicon:
    """What is known of meanings, by their lexemes: their kinds, and the lexemes that are asked for as well."""

    kinds: dict[str, Kind]
    related: dict[str, frozenset[str]]

    def kind_of(self, lexemes: Collection[str]) -> Kind | None:
        return next((self.kinds[lexeme] for lexeme in sorted(lexemes) if lexeme in self.kinds), None)

    def related_to(self, lexemes: Collection[str]) -> frozenset[str]:
        return frozenset().union(*(self.related.get(lexeme, ()) for lexeme in lexemes)) - set(lexemes)


def read_synonyms(path: Path = SYNONYMS) -> list[Line]:
    """The lines of the file, those of meanings first."""
    lines, kind = [], Kind.THING
    for written in path.read_text(encoding="utf-8").splitlines():
        line = written.partition("#")[0].strip()
        if line.startswith("["):
            kind = Kind(line.strip("[]"))
        elif line:
            lines.append(_line(kind, line))
    return sorted(lines, key=lambda line: bool(line.related))


def _line(kind: Kind, line: str) -> Line:
    meaning, _arrow, related = line.partition(">")
    forms, _bar, english = meaning.partition("|")
    return Line(
        kind, *(tuple(form.strip() for form in part.split(",") if form.strip()) for part in (forms, english, related))
    )


@cache
def lexicon() -> Lexicon:
    lines = read_synonyms()
    kinds = {line.forms[0]: line.kind for line in lines if not line.related}
    return Lexicon(kinds, {line.forms[0]: frozenset(line.related) for line in lines if line.related})


@cache
def english_words() -> frozenset[str]:
    """The words that only English has."""
    lines = [line for line in ENGLISH.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    english = {word for line in lines for word in line.split()}
    english |= {form for line in read_synonyms() for form in line.english if " " not in form}
    return frozenset(english - {form for line in read_synonyms() for form in line.forms})


@cache
def pairs_as_written() -> dict[str, str]:
    """For words that nobody writes, such as kulitsintetis, the pair of words that they stand for."""
    written = {line.forms[0]: line.forms[1].rstrip("!") for line in read_synonyms() if len(line.forms) > 1}
    return {word: pair for word, pair in written.items() if word == pair.replace(" ", "") != pair}


def meanings(lines: list[Line], stems: dict[str, str]) -> dict[str, str]:
    """What each word, stem and pair stands for. A word that the file writes is never taken for another one's stem."""
    found: dict[str, list[str]] = {}
    stemmed: dict[str, list[str]] = {}
    for line in lines:
        for form in () if line.related else line.all_forms:
            bare = form.rstrip("!")
            found.setdefault(bare, []).append(("!" if form != bare else "") + line.forms[0])
            stem = " ".join(stems[word] for word in bare.split())
            if is_beginning(stem, bare):
                stemmed.setdefault(stem, []).append(found[bare][-1])
    return {form: _as_one(lexemes) for form, lexemes in {**stemmed, **found}.items()}


def is_beginning(stem: str, form: str) -> bool:
    """Whether only an ending was taken off. Without its beginning a word may be another one: "meja" is no kemeja."""
    return " " in form or form.startswith(stem) or (len(stem) > 4 and form.startswith(stem[:-1]))


def _as_one(lexemes: list[str]) -> str:
    bare = dict.fromkeys(lexeme.lstrip("!") for lexeme in lexemes)
    return ("!" if lexemes[0].startswith("!") else "") + " ".join(bare)


def install() -> bool:
    """Tells the database what the file says now; whether that is something new."""
    lines = read_synonyms()
    words = sorted(set(re.findall("[a-z0-9]+", " ".join(form for line in lines for form in line.all_forms))))
    with connection.cursor() as cursor:
        cursor.execute(STEM, [words])
        said = json.dumps(meanings(lines, dict(cursor.fetchall())), sort_keys=True)
        body = f" SELECT '{said}'::jsonb "
        cursor.execute("SELECT FROM pg_proc WHERE oid = to_regproc('search_synonyms') AND prosrc = %s", [body])
        if cursor.fetchone() is not None:
            return False
        cursor.execute(
            "CREATE OR REPLACE FUNCTION search_synonyms() RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE "
            f"AS $synonyms${body}$synonyms$"
        )
        return True
