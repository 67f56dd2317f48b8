"""Which words mean the same: kept in the table Synonym, and told to the database as the function search_synonyms().

The table is filled from data/synonyms.txt.

The function gives one JSON object. Its keys are words as they are written, stems, and pairs of either with a space
between; its values the lexemes (products.search.lexemes) that stand for them, parted by spaces, with a ! in front where
a pair takes the meaning of its words away.
"""

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction

from core.loading import Memory as Loaded
from products.models.synonym import Language, Relation, Synonym
from products.models.synonym import Meaning as Kind

SYNONYMS = Path(__file__).parent.parent / "data" / "synonyms.txt"
ENGLISH = SYNONYMS.with_name("english.txt")
# The English stem of the Indonesian stem: the two languages of names that mix them ("Tas Handmade") in one.
STEM = """
    SELECT word, coalesce((ts_lexize('english_stem', stem))[1], stem)
    FROM (SELECT word, coalesce((ts_lexize('indonesian_stem', word))[1], word) AS stem FROM unnest(%s) word) indonesian
"""


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
    """What is known of meanings, by their lexemes: their kinds, and the lexemes that are asked for as well.

    `english` are the words that only English has; `pairs` leads from words that nobody writes, such as kulitsintetis,
    to the two words that they stand for.
    """

    kinds: dict[str, Kind]
    related: dict[str, frozenset[str]]
    english: frozenset[str]
    pairs: dict[str, str]

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


def load() -> None:
    """Adds what the file says and was never added; what people changed or deleted in the table stays so."""
    rows = {f"{row.word}={row.meaning}": row for line in read_synonyms() for row in _rows(line)}
    with transaction.atomic():
        memory = Loaded("synonyms")
        new = memory.never_loaded(rows)
        Synonym.objects.bulk_create([rows[key] for key in new], ignore_conflicts=True)
        memory.remember(new)


def _rows(line: Line) -> Iterator[Synonym]:
    said = [(form, Relation.INSTEAD if form.endswith("!") else Relation.SAME) for form in line.all_forms]
    said = [(word, Relation.RELATED) for word in line.related] or said
    for form, relation in said:
        language = Language.ENGLISH if form in line.english else Language.INDONESIAN
        word = form.rstrip("!")
        yield Synonym(
            word=word, meaning=line.forms[0], relation=relation, kind=line.kind, language=language, source="Sentra"
        )


def stored() -> list[Line]:
    """The table, a line for each meaning and for what is related to it."""
    same: dict[str, list[Synonym]] = {}
    related: dict[str, list[Synonym]] = {}
    for row in Synonym.objects.order_by("pk"):
        (related if row.relation == Relation.RELATED else same).setdefault(row.meaning, []).append(row)
    lines = [_line_of(meaning, rows) for meaning, rows in same.items()]
    for meaning, rows in related.items():
        lines.append(Line(Kind(rows[0].kind), (meaning,), related=tuple(row.word for row in rows)))
    return lines


def _line_of(meaning: str, rows: list[Synonym]) -> Line:
    """The word that stands for the meaning comes first."""
    forms = {row: row.word + ("!" if row.relation == Relation.INSTEAD else "") for row in rows}
    own = [forms[row] for row in rows if row.language == Language.INDONESIAN and forms[row] != meaning]
    english = tuple(forms[row] for row in rows if row.language == Language.ENGLISH and forms[row] != meaning)
    return Line(Kind(rows[0].kind), (meaning, *own), english)


def lexicon() -> Lexicon:
    """What is known of meanings; read anew when the table has changed since (`notice`)."""
    name = connection.settings_dict["NAME"]
    if name not in _lexicons:
        _lexicons[name] = None, _read()
    return _lexicons[name][1]


def notice(version: int) -> None:
    """Says in which version the database knows the meanings now."""
    name = connection.settings_dict["NAME"]
    if name not in _lexicons or _lexicons[name][0] != version:
        _lexicons[name] = version, _read()


def _read() -> Lexicon:
    lines = stored()
    listed = ENGLISH.read_text(encoding="utf-8").splitlines()
    english = {word for line in listed if not line.startswith("#") for word in line.split()}
    english |= {form for line in lines for form in line.english if " " not in form}
    named = {line.forms[0]: line.forms[1].rstrip("!") for line in lines if len(line.forms) > 1}
    return Lexicon(
        kinds={line.forms[0]: line.kind for line in lines if not line.related},
        related={line.forms[0]: frozenset(line.related) for line in lines if line.related},
        english=frozenset(english - {form for line in lines for form in line.forms}),
        pairs={word: pair for word, pair in named.items() if word == pair.replace(" ", "") != pair},
    )


_lexicons: dict[str, tuple[int | None, Lexicon]] = {}


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


def install(lines: list[Line] | None = None) -> bool:
    """Tells the database what the table, or these lines, say now; whether that is something new."""
    lines = stored() if lines is None else lines
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
