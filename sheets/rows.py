"""What the rows of an import mean: from cells to the values of a record, with what is wrong in words."""

import hashlib
import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

from artisans import niks
from artisans.choices import ArtisanKind
from clusters.models import Craft
from core import sealing
from regions.words import words
from sheets import cells, columns
from sheets.cells import Unclear
from sheets.columns import PERSONAL, Field
from sheets.models import ImportBatch, ImportRow
from sheets.places import Answer, Gazetteer, Place, place_in
from sheets.reading import place_of

LONGEST = {"public_name": 120, "legal_name": 120, "place_note": 200, "machines": 200, "story": 2000}
TOTALS = {"jumlah", "total", "subtotal", "grand total", "sub total", "jumlah total", "sum"}
HONORIFICS = {"h", "hj", "haji", "hajah", "ibu", "bu", "bapak", "pak", "bpk", "bp", "sdr", "sdri", "ny", "tn", "kh"}


@dataclass
class Understood:
    """One row read: what is to be written, what is wrong with it by field, what was left out and why."""

    values: dict = field(default_factory=dict)
    problems: dict = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    place: Place = field(default_factory=Place)
    is_no_maker: bool = False

    def trouble(self, name: str, sentence: str, choices: Sequence[str] = ()) -> None:
        self.problems[name] = {"text": sentence, "choices": list(choices)}


@dataclass
class Reader:
    """Reads rows by the columns that the officer has confirmed. One is made for each slice of rows."""

    batch: ImportBatch
    gazetteer: Gazetteer
    crafts: Sequence[Craft]

    def __post_init__(self) -> None:
        mapped: dict[str, list[int]] = {}
        for column, name in sorted(self.batch.mapping.items(), key=lambda pair: int(pair[0])):
            mapped.setdefault(name, []).append(int(column))
        self.columns = mapped
        self.known_crafts: dict[str, list[Craft]] = {}
        self.usual_headings = {columns.plain(header) for header in self.batch.headers} - {""}

    @cached_property
    def districts(self) -> set[str]:
        """The codes of all districts, asked for once a slice, by the first NIK in it."""
        return niks.district_codes()

    def read(self, rows: Sequence[ImportRow], *, even_sums: bool = False) -> list[Understood]:
        """What each row means, in their order; places are looked up for all of them at once.

        Sums and repeated headings are told apart, unless somebody says by `even_sums` that they are makers.
        """
        found = [self._read_safely(row, even_sums) for row in rows]
        answers = self.gazetteer.answers(one.place for one in found)
        for one in found:
            if not one.is_no_maker:
                self._take_place(one, answers.get(one.place))
        return found

    def _read_safely(self, row: ImportRow, even_sums: bool) -> Understood:
        try:
            return self._read(row, even_sums)
        except (ArithmeticError, LookupError, TypeError, ValueError):
            broken = Understood()
            broken.trouble("public_name", _("This row could not be read. Type it anew."))
            return broken

    def _read(self, row: ImportRow, even_sums: bool) -> Understood:
        found = Understood()
        if not even_sums and self._is_no_maker(row.cells):
            found.is_no_maker = True
            return found
        for take in (self._take_names, self._take_workers, self._take_crafts, self._take_rest):
            take(row.cells, found)
        found.place = self._place(row.cells)
        if self.batch.has_consents:
            self._take_personal(row, found)
        elif any(self._said(row.cells, name) or self._sealed(row.cells, name) for name in PERSONAL):
            found.notes.append(_("Without consent, telephone, address and other personal data are left out."))
        return found

    def _is_no_maker(self, cells_: list) -> bool:
        """Whether it is a sum, or the headings once more."""
        said = [cell for cell in cells_ if cells.text(cell)]
        first = next((plain for cell in said if (plain := columns.plain(cell))), "")
        if first in TOTALS and not any(self._said(cells_, name) for name in (Field.VILLAGE, Field.ADDRESS)):
            return True
        # The row below headings numbers the columns: 1, 2, 3 ...
        if len(cells_) > 3 and all(str(cell) == str(place) for place, cell in enumerate(cells_, start=1)):
            return True
        return len(said) > 1 and all(columns.plain(cell) in self.usual_headings for cell in said)

    def _all_said(self, cells_: list, name: str) -> list[str]:
        if name not in self.columns:
            return []
        found = [cells.text(cells_[column]) for column in self.columns[name] if column < len(cells_)]
        return [one for one in found if one]

    def _said(self, cells_: list, name: str) -> str:
        return ", ".join(self._all_said(cells_, name))

    def _cell(self, cells_: list, name: str):
        column = self.columns.get(name, [len(cells_)])[0]
        return cells_[column] if column < len(cells_) else None

    def _sealed(self, cells_: list, name: str) -> dict | None:
        cell = self._cell(cells_, name)
        return cell if isinstance(cell, dict) else None

    def _take_names(self, cells_: list, found: Understood) -> None:
        name, person = self._said(cells_, Field.NAME), self._said(cells_, Field.PERSON)
        shown = name or person
        if not shown:
            found.trouble("public_name", _("The name is missing."))
        elif not re.search(r"[^\W\d_]{2}", shown):
            found.trouble("public_name", _("“%(text)s” is no name.") % {"text": shown[:40]})
        elif len(shown) > LONGEST["public_name"]:
            found.trouble("public_name", _("The name is longer than 120 letters."))
        found.values["public_name"] = shown[: LONGEST["public_name"]]

    def _take_workers(self, cells_: list, found: Understood) -> None:
        for name in (Field.MEN, Field.WOMEN):
            self._try(found, str(name), lambda name=name: cells.count(self._cell(cells_, name)))
        both = self._cell(cells_, Field.WORKERS)
        if pair := cells.men_and_women(both):
            found.values.update(zip(("workers_male", "workers_female"), pair, strict=True))
        elif cells.text(both) and "workers_male" not in found.values and "workers_female" not in found.values:
            found.notes.append(_("The number of workers does not say how many are men and women; it was left out."))

    def _take_crafts(self, cells_: list, found: Understood) -> None:
        said, made = self._said(cells_, Field.CRAFT), self._said(cells_, Field.PRODUCTS)
        of_column = self._crafts_in(said)
        named = of_column or self._crafts_in(made)
        if not named and self.batch.default_craft_id:
            found.values["crafts"] = [self.batch.default_craft_id]
        else:
            found.values["crafts"] = [craft.pk for craft in named]
        if said and not of_column:
            found.notes.append(
                _("The craft “%(craft)s” is not in the list; it is kept in the story.") % {"craft": said[:60]}
            )
            made = ", ".join(filter(None, [said, made]))
        if made:
            found.values["story"] = made[: LONGEST["story"]]

    def _crafts_in(self, said: str) -> list[Craft]:
        """The crafts that a text names; sheets say the same few words over and over."""
        if said not in self.known_crafts:
            self.known_crafts[said] = cells.crafts(said, self.crafts)
        return self.known_crafts[said]

    def _take_rest(self, cells_: list, found: Understood) -> None:
        said = self._said(cells_, Field.KIND)
        found.values["kind"] = cells.kind(said) or ArtisanKind.INDIVIDUAL
        if machines := self._said(cells_, Field.MACHINES):
            found.values["machines"] = machines[: LONGEST["machines"]]

    def _take_personal(self, row: ImportRow, found: Understood) -> None:
        """What is kept only of makers who agreed that their record is kept."""
        person = self._said(row.cells, Field.PERSON)
        # The name of a person who has no workshop is shown already; nobody says that the identity card has it so.
        if person and self._said(row.cells, Field.NAME):
            found.values["legal_name"] = person[: LONGEST["legal_name"]]
        note = [*self._all_said(row.cells, Field.ADDRESS), *self._all_said(row.cells, Field.HAMLET)]
        if note:
            found.values["place_note"] = ", ".join(note)[: LONGEST["place_note"]]
        self._try(found, "birth_year", lambda: cells.birth_year(self._cell(row.cells, Field.BIRTH_YEAR)))
        self._take_phone(row.cells, found)
        try:
            if number := cells.nib(self._cell(row.cells, Field.NIB)):
                found.values["nib"] = number
        except Unclear as unclear:
            left_out = _("It was left out.")
            found.notes.append(f"{unclear} {left_out}")
        self._take_nik(row, found)

    def _take_phone(self, cells_: list, found: Understood) -> None:
        try:
            number, has_others = cells.phone(self._cell(cells_, Field.PHONE))
        except Unclear as unclear:
            found.trouble("phone", str(unclear))
            found.values["phone_typed"] = self._said(cells_, Field.PHONE)[:60]
            return
        if number:
            found.values["phone"] = number
        if has_others:
            found.notes.append(_("The cell holds several telephone numbers; the first one is kept."))

    def _take_nik(self, row: ImportRow, found: Understood) -> None:
        """A whole number is kept sealed; anything else is left out, and the row is none the worse for it."""
        cell = self._cell(row.cells, Field.NIK)
        if not isinstance(cell, dict):
            if cells.text(cell):
                found.notes.append(_("The NIK has not 16 digits; it was left out."))
            return
        if cell.get("rounded"):
            found.notes.append(_("Excel has rounded the NIK to 15 digits, so it was left out."))
            return
        here = place_of(row.batch_id, row.sheet, row.number)
        try:
            digits = niks.normalise(sealing.open_sealed(cell["sealed"], bound_to=here))
        except niks.NotANik:
            found.notes.append(_("The NIK is made up of repeated digits; it was left out."))
        except sealing.CannotOpen:
            found.notes.append(_("The NIK can no longer be opened; it was left out."))
        else:
            found.values["nik_sealed"] = cell["sealed"]
            found.values["nik_hash"] = sealing.keyed_hash(digits)
            found.notes += nik_doubts(digits, found.values, self.districts)

    def _try(self, found: Understood, name: str, take) -> None:
        """Takes a value, or notes that a thing which no record needs was not understood."""
        try:
            value = take()
        except Unclear as unclear:
            found.trouble(name, str(unclear))
        else:
            if value is not None:
                found.values[name] = value

    def _place(self, cells_: list) -> Place:
        return place_in(
            village=self._said(cells_, Field.VILLAGE),
            district=self._said(cells_, Field.DISTRICT),
            regency=self._said(cells_, Field.REGENCY),
            province=self._said(cells_, Field.PROVINCE),
            address=", ".join(self._all_said(cells_, Field.ADDRESS)),
        )

    def _take_place(self, found: Understood, answer: Answer | None) -> None:
        said_more = bool(found.place.village or found.place.district)
        if answer is not None and answer.code:
            found.values["region"] = answer.code
            if answer.note:
                found.notes.append(answer.note)
        elif self.batch.default_region_id and not said_more and not (answer and answer.choices):
            found.values["region"] = self.batch.default_region_id
        elif answer is None:
            found.trouble("region", _("The village or district is missing."))
        else:
            found.trouble("region", answer.trouble, answer.choices)
            typed = (found.place.village, found.place.district, found.place.regency)
            found.values["region_typed"] = ", ".join(filter(None, typed))[:200]


def nik_doubts(digits: str, values: dict, districts: Container[str] | None = None) -> list[str]:
    """What does not fit in a row's NIK, as notes that say of which number they speak."""
    found = niks.doubts(digits, birth_year=values.get("birth_year"), districts=districts)
    return [_("NIK: %(doubt)s") % {"doubt": doubt} for doubt in found]


def doubts_in(row: ImportRow) -> list[str]:
    """The same for the sealed NIK of a row that was typed anew."""
    here = place_of(row.batch_id, row.sheet, row.number)
    try:
        return nik_doubts(sealing.open_sealed(row.values["nik_sealed"], bound_to=here), row.values)
    except sealing.CannotOpen:
        return [_("The NIK can no longer be opened; type it once more.")]


def known_by(values: dict) -> list[str]:
    """What another row of the same maker would have in common with this one; hashed, as it is personal data."""
    name = folded(values.get("public_name", ""))
    said = [f"n|{name}|{values.get('region', '')}"] if name else []
    if values.get("phone"):
        said.append(f"p|{values['phone']}|{name}")
    if values.get("nik_hash"):
        said.append(f"k|{values['nik_hash']}")
    return [short_hash(one) for one in said]


def short_hash(text: str) -> str:
    """24 hexadecimal digits by which equal personal data is found and from which nobody learns it."""
    return hashlib.blake2b(sealing.keyed_hash(text).encode(), digest_size=12).hexdigest()


def folded(name: str) -> str:
    """A name without titles, its words in the order of the alphabet."""
    return " ".join(sorted(word for word in words(name) if word not in HONORIFICS))


def are_twins(values: dict, others: dict) -> bool:
    """Whether two rows that are known by the same are one maker: two numbers of two namesakes say they are not."""
    if values.get("nik_hash") and others.get("nik_hash"):
        return values["nik_hash"] == others["nik_hash"]
    one, other = values.get("phone"), others.get("phone")
    return not (one and other and one != other)


def known_fields() -> dict[str, str]:
    """The names of the values of a row as pages show them."""
    return {
        "public_name": _("Name"),
        "region": _("Village or district"),
        "phone": _("Phone"),
        "birth_year": _("Year of birth"),
        "workers_male": _("Men at work"),
        "workers_female": _("Women at work"),
    }
