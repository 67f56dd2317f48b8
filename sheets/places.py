"""From what a row says of where ("Ds. Rowosari Kec. Ulujami", or a column each) to one region, or to why it is none.

The regions of the officer's areas are read once for many rows and looked up in memory: `Region.objects.search`, made
for somebody typing, takes milliseconds for each text. Nothing is guessed: where several regions can be meant, or a name
is misspelt, the answer is a sentence and the regions to choose from.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache

from django.utils.translation import gettext as _

from regions.choices import Level
from regions.models import Region
from regions.words import REGENCY_WORDS, asked, full_name, name_words, words

MOST_CHOICES = 8
# Above so many villages a misspelt name is not compared with all of them.
MOST_COMPARED = 3_000
LABELS = {
    **dict.fromkeys(["ds", "desa", "kel", "kelurahan", "kalurahan"], Level.VILLAGE),
    **dict.fromkeys(["kec", "kecamatan", "kapanewon", "kemantren", "distrik"], Level.DISTRICT),
    **dict.fromkeys(["kab", "kabupaten", "kota", "kodya", "kotamadya"], Level.REGENCY),
    **dict.fromkeys(["prov", "provinsi", "propinsi"], Level.PROVINCE),
}
LABEL = re.compile(rf"\b({'|'.join(sorted(LABELS, key=len, reverse=True))})\b\.?\s*:?\s*", re.IGNORECASE)
# What ends the name that follows a label.
END = re.compile(r"[,;/()]|\s-\s|\b(?:rt|rw|no|jl|jln|jalan|dusun|dsn|kode pos)\b", re.IGNORECASE)
STREET_WORDS = {"jl", "jln", "jalan", "gg", "gang", "raya", "pasar", "perum", "perumahan"}


@dataclass(frozen=True)
class Place:
    """What a row says of where: a name for each level, as far as said, and an address without labels."""

    village: str = ""
    district: str = ""
    regency: str = ""
    province: str = ""
    free: str = ""

    def __bool__(self) -> bool:
        return any((self.village, self.district, self.regency, self.province, self.free))

    @property
    def above_village(self) -> tuple[tuple[Level, str], ...]:
        return ((Level.DISTRICT, self.district), (Level.REGENCY, self.regency), (Level.PROVINCE, self.province))


@dataclass(frozen=True)
class Answer:
    """The region's code; or, without one, a sentence and the codes of the regions that may be meant."""

    code: str = ""
    trouble: str = ""
    choices: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Entry:
    """A region with the names of what it lies in, from the province (first) down to itself."""

    code: str
    names: tuple[str, ...]

    @property
    def level(self) -> int:
        return len(self.names)

    @property
    def label(self) -> str:
        return full_name(self.code, self.names[-1])

    def lies_in(self, level: Level, typed: str) -> bool:
        """Whether the name that was typed for a level fits what this region lies in, or itself."""
        return not typed or level > self.level or fits(self.names[level - 1], typed, level)


def place_in(
    *, village: str = "", district: str = "", regency: str = "", province: str = "", address: str = ""
) -> Place:
    """Reads the cells of a row; what a column of its own says counts before what the address says."""
    from_village, said = split_labels(village)
    pieces = [piece.strip() for piece in re.split(r"[,/;]", from_village) if piece.strip()]
    from_address, in_address = split_labels(address)
    own = {
        Level.VILLAGE: said.get(Level.VILLAGE) or (pieces[0] if pieces else ""),
        Level.DISTRICT: bare(district, Level.DISTRICT)
        or said.get(Level.DISTRICT)
        or (pieces[1] if len(pieces) > 1 else ""),
        Level.REGENCY: regency or said.get(Level.REGENCY) or (pieces[2] if len(pieces) > 2 else ""),
        Level.PROVINCE: bare(province, Level.PROVINCE) or said.get(Level.PROVINCE, ""),
    }
    names = {level: own[level] or in_address.get(level, "") for level in own}
    return Place(*(names[level] for level in sorted(own, reverse=True)), free=from_address.strip(" ,.;"))


def bare(text: str, level: Level) -> str:
    """A district's or province's cell without the word for its level."""
    rest, said = split_labels(text)
    return said.get(level) or rest


def split_labels(text: str) -> tuple[str, dict[Level, str]]:
    """A text's beginning without labels, and the name after each label: "Jl. Mawar 3 Ds. X Kec. Y" has X and Y."""
    marks = list(LABEL.finditer(text))
    found: dict[Level, str] = {}
    rest = text[: marks[0].start()] if marks else text
    waiting: Level | None = None
    for index, mark in enumerate(marks):
        level = LABELS[mark[1].lower()]
        end = marks[index + 1].start() if index + 1 < len(marks) else len(text)
        name = END.split(text[mark.end() : end], maxsplit=1)[0].strip(" .,-")
        if waiting is not None:  # "Kec. Kota Agung": the second word belongs to the name
            level, name, waiting = waiting, f"{mark[1]} {name}".strip(), None
        elif not name:
            waiting = level
            continue
        elif level == Level.REGENCY:
            name = f"{'kota' if mark[1].lower().startswith('ko') else 'kabupaten'} {name}"
        found.setdefault(level, name)
    return rest, found


@lru_cache(maxsize=20_000)
def compact(text: str) -> str:
    """A name without blanks and levels' words, so that "Karang Anyar" finds Karanganyar."""
    return "".join(word for word in asked(text).words)


@lru_cache(maxsize=20_000)
def own_compact(text: str) -> str:
    """The same without "kabupaten" and "kota" too."""
    own = [word for word in asked(text).words if word not in REGENCY_WORDS]
    return "".join(own) or compact(text)


@lru_cache(maxsize=20_000)
def fits(name: str, typed: str, level: Level) -> bool:
    """Whether the typed name is this region's: "Semarang" may be the regency or the city, "Kab. Semarang" is one."""
    if level != Level.REGENCY or any(word in REGENCY_WORDS for word in asked(typed).words):
        return compact("".join(name_words(name))) == compact(typed) or compact(name) == compact(typed)
    return own_compact(name) == own_compact(typed)


def entry(code: str, level: int, path: str) -> Entry:
    return Entry(code, tuple(path.rsplit(", ", level - 1)[::-1]))


@dataclass
class Gazetteer:
    """The villages and districts in which somebody works, in memory, and the rest of the country when it is asked for.

    `codes` are the areas' codes; `everywhere` is for an administrator, who may also register outside of them.
    """

    codes: Collection[str]
    everywhere: bool = False
    by_name: dict[tuple[int, str], list[Entry]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        rows = Region.objects.offered().within(*self.codes).filter(level__in=[Level.DISTRICT, Level.VILLAGE])
        for code, level, path in rows.order_by("code").values_list("code", "level", "path"):
            found = entry(code, level, path)
            self.by_name[level, own_compact(found.names[-1])].append(found)

    def answers(self, places: Iterable[Place]) -> dict[Place, Answer]:
        """The answer for each place, found at once."""
        found = {place: self.here(place) for place in set(places) if place}
        lost = [place for place, answer in found.items() if answer is None]
        elsewhere = self.elsewhere(lost)
        for place in lost:
            found[place] = self.outside(place, elsewhere) or self.unknown(place)
        return found

    def named(self, level: Level, typed: str) -> list[Entry]:
        """The regions of the areas that are called so."""
        return [one for one in self.by_name.get((level, own_compact(typed)), ()) if fits(one.names[-1], typed, level)]

    def here(self, place: Place) -> Answer | None:
        """The answer from the areas alone; None when nothing there is called so."""
        if place.village:
            found = [one for one in self.named(Level.VILLAGE, place.village) if self.agrees(one, place)]
        elif place.district:
            found = [one for one in self.named(Level.DISTRICT, place.district) if self.agrees(one, place)]
        else:
            return self.read_off(place)
        return one_of(found, place)

    @staticmethod
    def agrees(one: Entry, place: Place) -> bool:
        return all(one.lies_in(level, typed) for level, typed in place.above_village)

    def read_off(self, place: Place) -> Answer | None:
        """A village whose name and whose district's name both stand in an address that has no labels."""
        said = words(place.free)
        at = {
            (level, text): spots for level in (Level.VILLAGE, Level.DISTRICT) for text, spots in self.spots(said, level)
        }
        villages = [
            one
            for (level, name), spots in at.items()
            if level == Level.VILLAGE
            for one in self.by_name[level, name]
            for district in [own_compact(one.names[Level.DISTRICT - 1])]
            if self.agrees(one, place) and at.get((Level.DISTRICT, district), spots) - spots
        ]
        if len(villages) == 1:
            note = _("The village was read from the address: %(village)s.") % {"village": villages[0].label}
            return Answer(villages[0].code, note=note)
        likely = villages or [
            one for (level, name) in at for one in self.by_name[level, name] if self.agrees(one, place)
        ]
        if not likely:
            return None
        text = _("The address does not say clearly which village it is. Choose it.")
        return Answer(trouble=text, choices=tuple(one.code for one in likely[:MOST_CHOICES]))

    def spots(self, said: list[str], level: Level) -> Iterable[tuple[str, set[int]]]:
        """Names of regions in an address, each with the places of its words; not those of streets and markets."""
        found: dict[str, set[int]] = defaultdict(set)
        for start in range(len(said)):
            if start and said[start - 1] in STREET_WORDS:
                continue
            for length in (1, 2, 3):
                name = "".join(said[start : start + length])
                if len(name) > 3 and start + length <= len(said) and (level, name) in self.by_name:
                    found[name].update(range(start, start + length))
        return found.items()

    def elsewhere(self, places: Collection[Place]) -> dict[tuple[int, str], list[Entry]]:
        """The regions of the whole country that are called as these places say, by one query."""
        names = {place.village or place.district for place in places} - {""}
        spelt = {" ".join(asked(name).words) for name in names} | {" ".join(words(name)) for name in names}
        rows = Region.objects.offered().filter(level__in=[Level.DISTRICT, Level.VILLAGE], name_words__in=spelt - {""})
        found: dict[tuple[int, str], list[Entry]] = defaultdict(list)
        for code, level, path in rows.values_list("code", "level", "path") if spelt - {""} else ():
            one = entry(code, level, path)
            found[level, own_compact(one.names[-1])].append(one)
        return found

    def outside(self, place: Place, elsewhere: dict[tuple[int, str], list[Entry]]) -> Answer | None:
        """What is to be said of a place that lies elsewhere; only where it names its district or regency too."""
        if not (place.village and (place.district or place.regency)) and not (place.district and place.regency):
            return None
        level = Level.VILLAGE if place.village else Level.DISTRICT
        called_so = elsewhere.get((level, own_compact(place.village or place.district)), ())
        found = [one for one in called_so if self.agrees(one, place)]
        if self.everywhere or not found:
            return one_of(found, place)
        where = full_name(found[0].code, found[0].names[-1]) + ", " + found[0].names[Level.REGENCY - 1]
        return Answer(trouble=_("%(place)s lies outside your area.") % {"place": where})

    def unknown(self, place: Place) -> Answer:
        """No such name: the villages of the district that are written almost so, or of the areas when they are few."""
        if not (place.village or place.district):
            return Answer(trouble=_("No village or district of your area was found in the address."))
        level = Level.VILLAGE if place.village else Level.DISTRICT
        typed = place.village or place.district
        near = {name: found for (at, name), found in self.by_name.items() if at == level}
        inside = {name: [one for one in found if self.agrees(one, place)] for name, found in near.items()}
        inside = {name: found for name, found in inside.items() if found} or near
        close = get_close_matches(own_compact(typed), inside, n=5, cutoff=0.7) if len(inside) <= MOST_COMPARED else []
        same = list(near.get(own_compact(typed), ()))
        choices = [one.code for one in same] + [one.code for name in close for one in inside[name] if one not in same]
        trouble = self.elsewhere_here(place) if same else self.not_found(place)
        return Answer(trouble=trouble, choices=tuple(choices[:MOST_CHOICES]))

    @staticmethod
    def elsewhere_here(place: Place) -> str:
        """A place of this name is there, but not where the other cells put it."""
        above = [place.district, place.regency, place.province] if place.village else [place.regency, place.province]
        return _("“%(name)s” is a place of your area, but not in “%(where)s”.") % {
            "name": (place.village or place.district)[:60],
            "where": ", ".join(filter(None, above))[:120],
        }

    @staticmethod
    def not_found(place: Place) -> str:
        if place.village and place.district:
            return _("No village called “%(village)s” lies in “%(district)s” in your area.") % {
                "village": place.village[:60],
                "district": place.district[:60],
            }
        if place.village:
            return _("No village of your area is called “%(name)s”.") % {"name": place.village[:60]}
        return _("No district of your area is called “%(name)s”.") % {"name": place.district[:60]}


def one_of(found: list[Entry], place: Place) -> Answer | None:
    """The only one, or the choice between several; None of none."""
    if not found:
        return None
    if len(found) == 1:
        return Answer(found[0].code)
    name = (place.village or place.district)[:60]
    text = _("Several places are called “%(name)s”. Choose one of them.") % {"name": name}
    return Answer(trouble=text, choices=tuple(one.code for one in found[:MOST_CHOICES]))
