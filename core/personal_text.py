"""What becomes of every text in the database when a person is erased, declared column by column.

Each app declares the columns of its models when it is ready; tests/test_personal_text.py fails on one that is not
declared. A history table follows the table whose history it is. Columns with choices hold words of ours and need no
declaration, nor does `pgh_label`.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db.models import Field, Model

TEXT_TYPES = {
    "CharField", "TextField", "SlugField", "EmailField", "URLField", "FileField", "FilePathField", "JSONField",
    "GenericIPAddressField", "SearchVectorField",
}  # fmt: skip


class Fate(Enum):
    """What becomes of a column's text when somebody is erased."""

    # It goes with the person's record, account or product; another's row tells of that other.
    GOES = "goes"
    # The same; from others' rows go the erased person's numbers, and names of two words or more that are no things.
    OWN = "own"
    # What somebody noted: from every row near the person go the names, however they are written, and the numbers.
    NOTE = "note"
    # What buyers and makers write to each other: the same, but a name that may be a thing is one that they trade.
    LETTER = "letter"
    # What everybody reads: the names go where they are written with capitals, since "batik tulis" may be a thing.
    PAGE = "page"


SEARCHED = (Fate.OWN, Fate.NOTE, Fate.LETTER, Fate.PAGE)


@dataclass(frozen=True)
class Harmless:
    """The column names nobody, and stays; for a reason."""

    reason: str


@dataclass(frozen=True)
class Declared:
    """The text columns of a model, each with its fate.

    `places` are the ways from a row to the codes of the regions where it lies, `cluster` to the cluster it tells of
    and `owner` to the maker it belongs to. `kept_by` names a trigger that forbids changes. `changed` is called with
    the keys of rows that lost a word.
    """

    label: str
    columns: dict[str, Fate | Harmless]
    places: tuple[str, ...] = ()
    cluster: str = ""
    owner: str = ""
    kept_by: str = ""
    changed: Callable[[list[int]], None] | None = None

    @property
    def model(self) -> type[Model]:
        return apps.get_model(self.label)

    @property
    def tables(self) -> list[type[Model]]:
        """The model and, after it, its history: a change is noted there once more."""
        return [table for table in (self.model, getattr(self.model, "pgh_event_model", None)) if table]

    @property
    def searched(self) -> dict[str, Fate]:
        """The columns from which words are taken out."""
        return {name: fate for name, fate in self.columns.items() if fate in SEARCHED}


DECLARED: dict[str, Declared] = {}
_THINGS: list[Callable[[], Iterable[str]]] = []

CODE = Harmless("a public code; it names a record only as long as there is one")


def declare(label: str, *, places: tuple[str, ...] = (), cluster: str = "", owner: str = "", kept_by: str = "",
            changed: Callable[[list[int]], None] | None = None, **columns: Fate | Harmless) -> None:  # fmt: skip
    """Says what becomes of a model's text columns. Declared twice, the later word counts."""
    DECLARED[label] = Declared(label, columns, places, cluster, owner, kept_by, changed)


def harmless(label: str, reason: str, *columns: str) -> None:
    """Says that a model has no text about persons at all."""
    declare(label, **dict.fromkeys(columns, Harmless(reason)))


def things_are_called(names: Callable[[], Iterable[str]]) -> None:
    """Gives a list of what things, trades, places or forms of address are called: made of such words alone, a maker's
    name ("Batik Tulis") may mean the thing, and others go on speaking of it."""
    _THINGS.append(names)


def names_of_things() -> Iterator[str]:
    return (name for names in _THINGS for name in names())


def text_columns(model: type[Model]) -> Iterator[str]:
    """The columns of a model's own table that can hold words of somebody's."""
    return (field.name for field in model._meta.local_concrete_fields if _holds_text(field))


def fate_of(model: type[Model], column: str) -> Fate | Harmless | None:
    """What was declared of a column; of a history's column by its own declaration or that of what it tells of."""
    tracked = getattr(model, "pgh_tracked_model", None)
    for one in filter(None, (model, tracked)):
        declared = DECLARED.get(one._meta.label)
        if declared and column in declared.columns:
            return declared.columns[column]
    return None


def _holds_text(field: Field) -> bool:
    if isinstance(field, ArrayField):
        return _holds_text(field.base_field)
    is_text = not field.is_relation and field.get_internal_type() in TEXT_TYPES
    return is_text and not field.choices and field.name != "pgh_label"


harmless("core.LoadedRow", "what a list that comes with Sentra said", "kind", "key", "values")
