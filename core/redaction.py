"""Taking somebody's names and numbers out of what others wrote, however they were written there."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from core.personal_text import Fate

# What stands where somebody had typed a name that is forgotten now.
BLANK = "…"
# Names of fewer letters may mean anything.
SHORTEST = 3
APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼʻ`´′‛"), "'")
# What people put between the parts of a number, and between the words of a name.
IN_NUMBERS = r"[\s.()/_\-]{0,3}"
IN_NAMES = r"[\s.'_\-]"


@dataclass(frozen=True)
class Name:
    """A name of somebody's, found as whole words whatever their letter case, accents and apostrophes.

    One that is made of words for things alone names somebody only where it is written with capitals.
    """

    text: str
    is_thing: bool = False

    @cached_property
    def words(self) -> list[str]:
        return re.findall(r"\w+", self.text)

    @cached_property
    def folded(self) -> str:
        return fold(self.text)[0].strip()

    @cached_property
    def pattern(self) -> re.Pattern:
        parts = re.split(r"(\W+)", self.folded)
        between = (f"{IN_NAMES}{{0,3}}" if part == "'" else f"{IN_NAMES}{{1,3}}" for part in parts[1::2])
        told = "".join(re.escape(word) + gap for word, gap in zip(parts[::2], [*between, ""], strict=True))
        return re.compile(rf"(?<!\w){told}(?!\w)")

    @cached_property
    def probe(self) -> str:
        """A part of it that the database can look for: every text with the name has it when it is `fold`ed."""
        return max(re.findall(r"[a-z0-9]+", self.folded) or [self.folded], key=len)

    def is_written_as_a_name(self, written: str) -> bool:
        """Whether the words have capitals in a text where they have them in the name; of a thing, all of them."""
        pairs = zip(self.words, re.findall(r"\w+", written), strict=False)
        return all(other[0].isupper() for word, other in pairs if self.is_thing or word[0].isupper())

    def is_looked_for(self, fate: Fate) -> bool:
        """Whether texts of this fate can mean somebody by it."""
        if self.is_thing:
            return fate in (Fate.NOTE, Fate.PAGE)
        return len(self.words) > 1 or fate is not Fate.OWN


@dataclass(frozen=True)
class Number:
    """The digits of a number, found with signs between them; of a telephone number also after +62, 62 or 0."""

    digits: str
    is_phone: bool = False

    @cached_property
    def pattern(self) -> re.Pattern:
        before = rf"(?:\(?\+?\(?(?:00)?62{IN_NUMBERS}(?:0{IN_NUMBERS})?|\(?0{IN_NUMBERS})?" if self.is_phone else ""
        return re.compile(rf"(?<!\d){before}{IN_NUMBERS.join(self.digits)}(?!\d)")


@dataclass(frozen=True)
class Redactor:
    """Somebody's names, the longest first, and numbers."""

    names: Sequence[Name]
    numbers: Sequence[Number]

    @classmethod
    def of(cls, names: set[str], numbers: set[Number], *, things: Iterable[str] = ()) -> "Redactor":
        """`things` are names of things: a name of somebody's that has only words of theirs may be one."""
        words = {word for thing in things for word in re.findall(r"\w+", fold(thing)[0])}
        known = (Name(name, set(re.findall(r"\w+", fold(name)[0])) <= words) for name in sorted(names))
        told = {name.folded: name for name in known if sum(map(len, name.words)) >= SHORTEST}
        return cls(sorted(told.values(), key=lambda name: len(name.folded), reverse=True), sorted(numbers, key=repr))

    def redacted(self, value: Any, fate: Fate, *, is_near: bool = True) -> Any:
        """A text without them, or a list or a mapping of texts. Elsewhere than near only the numbers are meant."""
        if isinstance(value, list):
            return [self.redacted(one, fate, is_near=is_near) for one in value]
        if isinstance(value, dict):
            return {key: self.redacted(one, fate, is_near=is_near) for key, one in value.items()}
        if not isinstance(value, str):
            return value
        for number in self.numbers:
            value = _without(value, number.pattern)
        for name in self.names if is_near else ():
            if name.is_looked_for(fate):
                is_free = fate in (Fate.NOTE, Fate.LETTER) and not name.is_thing
                value = _without(value, name.pattern, None if is_free else name.is_written_as_a_name)
        return value

    def names_somebody(self, text: str) -> bool:
        """Whether the text has one of the names or numbers."""
        return self.redacted(text, Fate.NOTE) != text

    def has_a_number(self, text: str) -> bool:
        return self.redacted(text, Fate.NOTE, is_near=False) != text


def fold(text: str) -> tuple[str, Sequence[int]]:
    """The text in small letters without accents and signs that nobody sees; and where each sign of it comes from."""
    if text.isascii():
        return text.lower().replace("`", "'"), range(len(text))
    folded, origins = [], []
    for at, char in enumerate(text):
        for one in unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold()).translate(APOSTROPHES):
            kind = unicodedata.category(one)
            if kind not in ("Mn", "Cf"):
                folded.append("-" if kind == "Pd" else one)
                origins.append(at)
    return "".join(folded), origins


def _without(text: str, pattern: re.Pattern, is_meant=None) -> str:
    folded, origins = fold(text)
    kept, at = [], 0
    for match in pattern.finditer(folded):
        start, end = origins[match.start()], _end_of(origins, match.end(), len(text))
        if is_meant is None or is_meant(text[start:end]):
            kept += [text[at:start], BLANK]
            at = end
    return "".join(kept) + text[at:]


def _end_of(origins: Sequence[int], end: int, length: int) -> int:
    """Where in the text a match ends; an accent that is written as a sign of its own belongs to the letter before."""
    return origins[end] if end < len(origins) else length
