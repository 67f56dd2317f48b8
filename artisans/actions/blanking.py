"""Taking erased makers out of what others wrote, as core.personal_text declares it, and out of notices and journals."""

import re
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass

import pgtrigger
from django.db.models import BooleanField, Case, Exists, F, Func, Model, OuterRef, Q, QuerySet, TextField, When
from django.db.models.functions import Cast

from accounts.models import Notice
from artisans.actions.mentions import Mentions
from artisans.models import Artisan, PrivateRead
from core.personal_text import DECLARED, Declared
from core.redaction import fold

UNSEEN = r"[\0300-\036F\00AD\2010-\2015\2212\200B-\200F\2060\FEFF]"


class Folded(Func):
    """Columns as one text in small letters, without accents, in which the database looks for a probe of a name."""

    template = (
        "lower(CASE WHEN octet_length(%(expressions)s) = length(%(expressions)s) THEN %(expressions)s "
        f"ELSE regexp_replace(normalize(%(expressions)s, NFKD), U&'{UNSEEN}', '', 'g') END)"
    )
    output_field = TextField()

    def __init__(self, *columns: str) -> None:
        told = [Cast(F(column), TextField()) for column in columns]
        super().__init__(Func(*told, template=r"concat_ws(E'\n', %(expressions)s)", output_field=TextField()))


class Squeezed(Func):
    """The same without the signs that people put between digits."""

    template = r"translate(%(expressions)s, E' .()/_-\t\r\n', '')"
    output_field = TextField()


@dataclass(frozen=True)
class Blanking:
    """Where others speak of some makers: keys of rows by table, found without a lock, and whose rows they are.

    Reading every table takes its time, in which nobody waits; `makers` are held before anything is written.
    """

    mentions: Mentions
    found: list[tuple[Declared, type[Model], list[int]]]
    makers: set[int]

    @classmethod
    def of(cls, mentions: Mentions) -> "Blanking":
        searched = [declared for declared in DECLARED.values() if declared.searched]
        found = [
            (declared, table, _naming(table, declared, mentions)) for declared in searched for table in declared.tables
        ]
        found = [(declared, table, keys) for declared, table, keys in found if keys]
        makers = {maker for declared, _table, keys in found if declared.owner for maker in _owners(declared, keys)}
        return cls(mentions, found, makers - {None})

    def forget(self) -> None:
        """Takes the makers out of all that stays. Where somebody looked is told no nearer than by the regency."""
        _forget_notices(self.mentions)
        for declared, table, keys in self.found:
            self._forget_in(declared, table, keys)
        _forget_villages(self.mentions)

    def _forget_in(self, declared: Declared, table: type[Model], keys: list[int]) -> None:
        rows = _rows(table, declared, self.mentions).filter(pk__in=keys).order_by("pk")
        changed = []
        with pgtrigger.ignore(declared.kept_by) if declared.kept_by else nullcontext():
            for row in rows.select_for_update(of=("self",), no_key=True):
                if new := _without_the_words(row, declared, self.mentions):
                    table._base_manager.filter(pk=row.pk).update(**new)
                    changed.append(row.pk)
        if changed and declared.changed and table is declared.model:
            declared.changed(changed)


def _naming(table: type[Model], declared: Declared, mentions: Mentions) -> list[int]:
    """The keys of the rows in which one of the words stands, but of those that go with the makers."""
    rows = _rows(table, declared, mentions).annotate(folded=Folded(*declared.searched))
    named = [Q(is_near=True, folded__contains=name.probe) for name in mentions.redactor.names]
    numbered = [Q(squeezed__contains=number.digits) for number in mentions.redactor.numbers]
    found = rows.annotate(squeezed=Squeezed("folded")).filter(_any([*named, *numbered])).order_by("pk")
    return [row.pk for row in found.iterator() if _without_the_words(row, declared, mentions)]


def _without_the_words(row: Model, declared: Declared, mentions: Mentions) -> dict[str, object]:
    """The row's columns without the words; empty where there are none."""
    said = {name: getattr(row, name) for name in declared.searched}
    new = {
        name: mentions.redactor.redacted(said[name], fate, is_near=row.is_near)
        for name, fate in declared.searched.items()
    }
    return new if new != said else {}


def _rows(table: type[Model], declared: Declared, mentions: Mentions) -> QuerySet:
    """The rows of others; `is_near` says whether names there are those of these makers."""
    near = Case(When(_near(table, declared, mentions), then=True), default=False, output_field=BooleanField())
    rows = table._base_manager.annotate(is_near=near)
    owner = _of(table, declared.owner)
    return rows.exclude(_leads(table, owner, **{"in": mentions.artisan_ids})) if owner else rows


def _owners(declared: Declared, keys: list[int]) -> Iterator[int | None]:
    """Whose the rows are that still stand."""
    return declared.model._base_manager.filter(pk__in=keys).values_list(declared.owner, flat=True).iterator()


def _near(table: type[Model], declared: Declared, mentions: Mentions) -> Q:
    """Rows in the makers' regencies or clusters and those of which it is not known; none of namesakes."""
    here = [_leads(table, path, **{op: code}) for path in declared.places for op, code in _around(mentions)]
    if declared.cluster:
        here.append(_leads(table, _of(table, declared.cluster), **{"in": mentions.clusters}))
    unknown = Q()
    for path in declared.places:
        unknown &= ~_leads(table, path, isnull=False)
    near = _any([*here, unknown]) if declared.places else ~Q(pk__in=[])
    owner = _of(table, declared.owner)
    return near & ~_leads(table, owner, **{"in": mentions.namesakes}) if owner and mentions.namesakes else near


def _around(mentions: Mentions) -> Iterator[tuple[str, str]]:
    """How a region's code is compared: inside one of the regencies, or the province around it."""
    for code in mentions.regencies:
        yield from [("startswith", code), ("exact", code[:2])]


def _leads(table: type[Model], path: str, **lookup: object) -> Q:
    """Rows whose path ends so; through a subquery, since what a history's row points to may be gone."""
    ((name, value),) = lookup.items()
    hop, _, rest = path.partition("__")
    if not rest:
        return Q(**{f"{path}__{name}": value})
    field = table._meta.get_field(hop)
    told = field.related_model._base_manager.filter(pk=OuterRef(field.attname), **{f"{rest}__{name}": value})
    return Q(Exists(told))


def _of(table: type[Model], path: str) -> str:
    """The same way for a history's row, which has a key of its own."""
    return "pgh_obj" if path == "pk" and hasattr(table, "pgh_tracked_model") else path


def _any(conditions: list[Q]) -> Q:
    found = Q(pk__in=[])
    for condition in conditions:
        found |= condition
    return found


def _forget_notices(mentions: Mentions) -> None:
    """Notices that lead to the makers or name them go; one that leads to another maker of the same name stays."""
    about = [Q(url__contains=f"/{code}/") for code in mentions.codes]
    about += [Q(folded__contains=name.probe) for name in mentions.redactor.names]
    found = Notice.objects.annotate(folded=Folded("params")).filter(_any(about))
    names = {name.folded for name in mentions.redactor.names}
    gone = [notice.pk for notice in found if _is_about(notice, names, set(mentions.codes))]
    Notice.objects.filter(pk__in=gone).delete()


def _is_about(notice: Notice, names: set[str], codes: set[str]) -> bool:
    led_to = set(re.findall(r"/([0-9A-Z]{6})(?=/)", notice.url))
    if led_to & codes:
        return True
    named = {fold(value)[0].strip() for value in notice.params.values() if isinstance(value, str)} & names
    others = Artisan.objects.filter(code__in=led_to).values_list("public_name", flat=True) if named and led_to else ()
    return bool(named) and not any(fold(other)[0].strip() in named for other in others)


def _forget_villages(mentions: Mentions) -> None:
    """In a small village the place alone may say who was looked at."""
    with pgtrigger.ignore("artisans.PrivateRead:private_read_is_kept"):
        reads = PrivateRead.objects.filter(code__in=mentions.codes)
        for region in set(reads.values_list("region_id", flat=True)):
            reads.filter(region=region).update(region=region[:5])
