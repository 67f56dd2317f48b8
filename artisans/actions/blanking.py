"""Taking erased makers out of what others wrote, as core.personal_text declares it, and out of notices and journals."""

import re
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass

import pgtrigger
from django.db.models import BooleanField, Exists, F, Func, Model, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from accounts.models import Notice
from artisans.actions.mentions import Mentions
from artisans.actions.undo_journal import rewritten
from artisans.models import Artisan, Merge, PrivateRead
from core.limits import take_longer
from core.personal_text import DECLARED, SEARCHED, Declared, fate_of
from core.redaction import fold

UNSEEN = r"[\0300-\036F\00AD\2010-\2015\2212\200B-\200F\2060\FEFF]"
FULL_WIDTH = {ord(digit): chr(0xFF10 + int(digit)) for digit in "0123456789"}


class Folded(Func):
    """A column in small letters, without accents, in which the database looks for a probe of a name."""

    template = (
        "lower(CASE WHEN octet_length(%(expressions)s) = length(%(expressions)s) THEN %(expressions)s "
        f"ELSE regexp_replace(normalize(%(expressions)s, NFKD), U&'{UNSEEN}', '', 'g') END)"
    )
    output_field = TextField()


class Like(Func):
    """Whether a text is like a pattern."""

    arg_joiner = " LIKE "
    template = "(%(expressions)s)"
    output_field = BooleanField()


class Plain(Func):
    """A text with the digits of other alphabets' width as plain ones."""

    template = "normalize(%(expressions)s, NFKD)"
    output_field = TextField()


@dataclass(frozen=True)
class Found:
    """Rows of one table that speak of the makers; in those that lie near, names are meant too."""

    declared: Declared
    table: type[Model]
    keys: list[int]
    near: set[int]


@dataclass(frozen=True)
class Blanking:
    """Where others speak of some makers, found without a lock, and whose rows these are.

    Reading every table takes its time, in which nobody waits; `makers` are held before anything is written.
    """

    mentions: Mentions
    found: list[Found]
    merges: list[int]
    makers: set[int]

    @classmethod
    def of(cls, mentions: Mentions) -> "Blanking":
        take_longer()
        tables = [(declared, table) for declared in DECLARED.values() if declared.searched for table in declared.tables]
        found = [one for declared, table in tables if (one := _naming(table, declared, mentions)).keys]
        merges = [merge for merge in _merges_of_others(mentions) if _changes_without(merge, mentions)]
        makers = {maker for one in found for maker in _owners(one)}
        makers |= {maker for merge in merges for maker in (merge.survivor_id, merge.merged_id)}
        return cls(mentions, found, [merge.pk for merge in merges], makers - {None})

    def forget(self) -> None:
        """Takes the makers out of all that stays. Where somebody looked is told no nearer than by the regency."""
        _forget_notices(self.mentions)
        for one in self.found:
            self._forget_in(one)
        self._forget_in_merges()
        _forget_villages(self.mentions)

    def _forget_in(self, found: Found) -> None:
        declared, changed = found.declared, []
        rows = found.table._base_manager.filter(pk__in=found.keys).order_by("pk")
        with pgtrigger.ignore(declared.kept_by) if declared.kept_by else nullcontext():
            for row in rows.select_for_update(of=("self",), no_key=True):
                if new := _without_the_words(row, declared, self.mentions, is_near=row.pk in found.near):
                    found.table._base_manager.filter(pk=row.pk).update(**new)
                    changed.append(row.pk)
        if changed and declared.changed and found.table is declared.model:
            declared.changed(changed)

    def _forget_in_merges(self) -> None:
        """Takes the words out of what an undo would write, and what it compares with, as out of the rows themselves."""
        for merge in Merge.objects.filter(pk__in=self.merges).order_by("pk").select_for_update(of=("self",)):
            if changes := _changes_without(merge, self.mentions):
                merge.before["changes"] = changes
                merge.save(update_fields=["before"])


def _merges_of_others(mentions: Mentions) -> QuerySet:
    """Merges that can still be undone and may have one of the words in what they would write."""
    speaks = with_a_name(["before"], mentions) | with_a_number(["before"], mentions)
    theirs = Q(survivor__in=mentions.artisan_ids) | Q(merged__in=mentions.artisan_ids)
    return Merge.objects.filter(speaks).exclude(theirs | Q(before={})).select_related("survivor")


def _changes_without(merge: Merge, mentions: Mentions) -> list[dict]:
    """The merge's changes without the words; empty where there are none."""
    is_near = merge.survivor_id not in mentions.namesakes and (
        merge.survivor.region_id[:5] in mentions.regencies
        or merge.survivor.memberships.filter(cluster__in=mentions.clusters).exists()
    )

    def redacted(model: type[Model], name: str, value: object) -> object:
        fate = fate_of(model, name)
        return mentions.redactor.redacted(value, fate, is_near=is_near) if fate in SEARCHED else value

    changes = rewritten(merge.before["changes"], redacted)
    return changes if changes != merge.before["changes"] else []


def _naming(table: type[Model], declared: Declared, mentions: Mentions) -> Found:
    """The rows in which one of the words stands, but for those that go with the makers."""
    by_name, by_number = with_a_name(declared.searched, mentions), with_a_number(declared.searched, mentions)
    named = [row for rows in _near(table, declared, mentions) for row in rows.filter(by_name)]
    numbered = _of_others(table, declared, mentions.artisan_ids).filter(by_number)
    near = {row.pk for row in named}
    rows = {row.pk: row for row in (*named, *numbered)}
    keys = [key for key, row in rows.items() if _without_the_words(row, declared, mentions, is_near=key in near)]
    return Found(declared, table, sorted(keys), near)


def with_a_name(columns: Iterable[str], mentions: Mentions) -> Q:
    """Rows that may have one of the names in these columns: whether they do, only the redactor knows."""
    probes = {name.probe for name in mentions.redactor.names}
    return _any([Q(Like(Folded(_text(column)), Value(f"%{probe}%"))) for column in columns for probe in probes])


def with_a_number(columns: Iterable[str], mentions: Mentions) -> Q:
    """Rows that have the digits of one of the numbers one after another, whatever stands between."""
    found = []
    for column in columns:
        for number in mentions.redactor.numbers:
            pattern, wide = Value(f"%{'%'.join(number.digits)}%"), number.digits[0].translate(FULL_WIDTH)
            plain = Q(Like(_text(column), Value(f"%{wide}%"))) & Q(Like(Plain(_text(column)), pattern))
            found += [Q(Like(_text(column), pattern)), plain]
    return _any(found)


def _text(column: str) -> Cast:
    return Cast(F(column), TextField())


def _without_the_words(row: Model, declared: Declared, mentions: Mentions, *, is_near: bool) -> dict[str, object]:
    """The row's columns without the words; empty where there are none."""
    said = {name: getattr(row, name) for name in declared.searched}
    redacted = mentions.redactor.redacted
    new = {name: redacted(said[name], fate, is_near=is_near) for name, fate in declared.searched.items()}
    return new if new != said else {}


def _owners(found: Found) -> Iterator[int | None]:
    """Whose the rows are that still stand."""
    declared = found.declared
    if declared.owner and found.table is declared.model:
        yield from declared.model._base_manager.filter(pk__in=found.keys).values_list(declared.owner, flat=True)


def _near(table: type[Model], declared: Declared, mentions: Mentions) -> Iterator[QuerySet]:
    """Rows in the makers' regencies, in their clusters, and those of which it is not known; none of namesakes."""
    others = _of_others(table, declared, [*mentions.artisan_ids, *mentions.namesakes])
    for path in declared.places:
        yield others.filter(_any([_leads(table, path, op, code) for op, code in _around(mentions)]))
    if declared.cluster and mentions.clusters:
        yield others.filter(_leads(table, _of(table, declared.cluster), "in", mentions.clusters))
    if not any(_is_always_known(table, path) for path in declared.places):
        for path in declared.places:
            hop, _, rest = path.partition("__")
            field = table._meta.get_field(hop)
            there = field.related_model._base_manager.filter(pk=OuterRef(field.attname), **{f"{rest}__isnull": False})
            others = others.filter(~Exists(there))
        yield others


def _around(mentions: Mentions) -> Iterator[tuple[str, str]]:
    """How a region's code is compared: inside one of the regencies, or the province around it."""
    for code in mentions.regencies:
        yield from [("startswith", code), ("exact", code[:2])]


def _is_always_known(table: type[Model], path: str) -> bool:
    """Whether every row leads there; a history's row may tell of what is gone, an officer may have no area."""
    field = table._meta.get_field(path.partition("__")[0])
    return not field.null and not hasattr(table, "pgh_tracked_model") and "areas" not in path


def _of_others(table: type[Model], declared: Declared, makers: list[int]) -> QuerySet:
    """The rows that belong to none of these makers."""
    rows, owner = table._base_manager.all(), _of(table, declared.owner)
    return rows.exclude(_leads(table, owner, "in", makers)) if owner else rows


def _leads(table: type[Model], path: str, op: str, value: object) -> Q:
    """Rows whose path ends so."""
    hop, _, rest = path.partition("__")
    if not rest:
        return Q(**{f"{path}__{op}": value})
    there = table._meta.get_field(hop).related_model._base_manager.filter(**{f"{rest}__{op}": value})
    return Q(**{f"{hop}__in": there.values("pk")})


def _of(table: type[Model], path: str) -> str:
    """The same way for a history's row, which has a key of its own."""
    return "pgh_obj" if path == "pk" and hasattr(table, "pgh_tracked_model") else path


def _any(conditions: list[Q]) -> Q:
    found = Q(pk__in=[])
    for condition in conditions:
        found |= condition
    return found


def _forget_notices(mentions: Mentions) -> None:
    """Notices that lead to the makers go, and those near them that name them; one about a namesake stays."""
    about = [Q(url__contains=f"/{code}/") for code in mentions.codes]
    found = Notice.objects.filter(_any(about) | (with_a_name(["params"], mentions) & _told_near(mentions)))
    names = {name.folded for name in mentions.redactor.names}
    gone = [notice.pk for notice in found if _is_about(notice, names, set(mentions.codes))]
    Notice.objects.filter(pk__in=gone).delete()


def _told_near(mentions: Mentions) -> Q:
    """Notices to people in the makers' regencies or clusters, and to those of whom it is not known where they are."""
    clusters = Q(to__artisans__memberships__cluster__in=mentions.clusters)
    anywhere = Q(to__is_superuser=True) | Q(to__areas=None, to__artisans=None)
    near = [anywhere, *([clusters] if mentions.clusters else [])]
    for op, code in _around(mentions):
        near += [Q(**{f"to__areas__region__code__{op}": code}), Q(**{f"to__artisans__region__code__{op}": code})]
    return Q(pk__in=Notice.objects.filter(_any(near)).values("pk"))


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
