"""The history of a record in plain words: what was changed, by whom, when and from where.

The database's triggers keep every state of a row (pghistory), whoever changed it. Which values the history repeats is
listed here; of everything else it says only that it changed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.apps import apps
from django.db.models import Field, Model
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language_from_path, gettext, override
from django.utils.translation import gettext_lazy as _
from pghistory.models import Events

from accounts.models import User
from clusters.models import Cluster, Craft
from core.money import rupiah
from regions.models import Region

# Model -> what its first row, a changed one and a deleted one mean. %(name)s: what the row is about.
TITLES: dict[str, dict[str, str]] = {
    "artisans.Artisan": {
        "insert": _("Record begun"),
        "update": _("Record changed"),
        "delete": _("Record deleted"),
    },
    "artisans.PersonIdentity": {
        "insert": _("Personal data entered"),
        "update": _("Personal data changed"),
        "delete": _("Personal data deleted"),
    },
    "artisans.ArtisanCraft": {"insert": _("Craft added: %(name)s"), "delete": _("Craft taken away: %(name)s")},
    "artisans.ArtisanAccount": {"insert": _("Account linked: %(name)s"), "delete": _("Account unlinked: %(name)s")},
    "artisans.Consent": {
        "insert": _("Consent given: %(name)s"),
        "update": _("Consent changed: %(name)s"),
        "delete": _("Consent deleted: %(name)s"),
    },
    "artisans.Membership": {
        "insert": _("Membership begun: %(name)s"),
        "update": _("Membership changed: %(name)s"),
        "delete": _("Membership deleted: %(name)s"),
    },
    "products.Product": {
        "insert": _("Product added: %(name)s"),
        "update": _("Product changed: %(name)s"),
        "delete": _("Product deleted: %(name)s"),
    },
    "clusters.Cluster": {
        "insert": _("Cluster entered"),
        "update": _("Page or facts changed"),
        "delete": _("Cluster deleted"),
    },
    "clusters.ClusterNews": {
        "insert": _("News written: %(name)s"),
        "update": _("News changed: %(name)s"),
        "delete": _("News taken down: %(name)s"),
    },
    "clusters.ClusterPhoto": {
        "insert": _("Photo added"),
        "update": _("Photo described"),
        "delete": _("Photo removed"),
    },
    "clusters.ClusterTick": {"insert": _("Ticked: %(name)s"), "delete": _("No longer ticked: %(name)s")},
}
# Which column says what a row is about.
NAMED_BY = {
    "artisans.ArtisanCraft": "craft_id",
    "artisans.ArtisanAccount": "user_id",
    "artisans.Consent": "purpose",
    "artisans.Membership": "cluster_id",
    "products.Product": "name",
    "clusters.ClusterNews": "title",
    "clusters.ClusterTick": "told",
}
# Whose old and new values may be read; private is what is not listed.
SHOWN = {
    "artisans.Artisan": {
        "public_name", "kind", "region_id", "workers_male", "workers_female", "work_mode", "machines", "state",
        "registered_by_id", "registered_at", "submitted_by_id", "submitted_at", "verified_by_id", "verified_at",
        "last_confirmed_by_id", "last_confirmed_at", "confirmed_how",
    },
    "artisans.Consent": {
        "purpose", "method", "text_edition", "witness_id", "given_at", "withdrawn_by_id", "withdrawn_at",
    },
    "artisans.Membership": {
        "cluster_id", "state", "awaits_maker", "is_invitation", "role", "member_no", "decree_no", "assent",
        "requested_by_id", "requested_at", "decided_by_id", "decided_at", "started_on", "ended_on", "ended_by_id",
    },
    "products.Product": {
        "name", "craft_id", "price_mode", "price", "min_order", "lead_days", "availability", "visibility", "state",
        "created_at", "published_at",
    },
    "clusters.Cluster": {
        "name", "kind", "state", "parent_id", "craft_id", "region_id", "founded_on", "decree_no", "benefits", "fees",
        "visitor_hours", "last_confirmed_at",
    },
    "clusters.ClusterNews": {"title"},
    "clusters.ClusterPhoto": {"alt"},
}  # fmt: skip
# Columns that people call otherwise: by the hash the history knows that the sealed number changed.
CALLED = {"nik_hash": _("Identity number (NIK)")}
# The part of the site whose address the change came by -> words.
WAYS = {
    "field": _("on the officers' pages"),
    "admin": _("in the administration"),
    "sheets": _("by an import"),
    "memberships": _("on the clusters' pages"),
    "claim": _("with a claim code"),
    "workshop": _("on the maker's own pages"),
    "committee": _("on the committee's pages"),
}
NOTHING = "–"


@dataclass(frozen=True)
class Change:
    """One answer that changed; `old` and `new` are empty where the values are private."""

    label: str
    old: str = ""
    new: str = ""


@dataclass(frozen=True)
class Line:
    """One row that was made, changed or deleted."""

    title: str
    changes: Sequence[Change] = ()


@dataclass(frozen=True)
class Step:
    """What one person did at once: who ("" if nobody is known), when and from where."""

    who: str
    at: datetime
    where: str
    lines: Sequence[Line]


def steps(events: Iterable[Events]) -> list[Step]:
    """Events of a record's history, in words, those of one step together."""
    events = list(events)
    names = Names(events)
    return [_step(list(together), names) for _key, together in groupby(events, _of_one_step)]


def _of_one_step(event: Events) -> tuple:
    return (event.pgh_context_id, None) if event.pgh_context_id else (None, event.pgh_created_at)


def _step(events: list[Events], names: "Names") -> Step:
    context = events[0].pgh_context or {}
    who = names.of(User, context.get("user")) if context.get("user") else ""
    return Step(who, events[0].pgh_created_at, where_from(context), [_line(event, names) for event in events])


def where_from(context: dict) -> str:
    """From where a change came: a part of the site, a command, or past both; and for whom, if not for oneself."""
    where = _from_there(context)
    return gettext("%(where)s, for the committee") % {"where": where} if context.get("for_committee") else where


def _from_there(context: dict) -> str:
    if url := context.get("url"):
        return str(WAYS.get(_part_of_site(url), gettext("on the site's pages")))
    if command := context.get("command"):
        return gettext("by the command %(command)s") % {"command": command}
    return gettext("by a command or in the database itself")


def _part_of_site(url: str) -> str:
    # Addresses are read in the language they were written in; Indonesian ones carry no prefix.
    with override(get_language_from_path(url) or "id"):
        try:
            return resolve(url).namespace
        except Resolver404:
            return ""


def _line(event: Events, names: "Names") -> Line:
    label, data = event.pgh_obj_model, event.pgh_data
    columns = {field.column: field for field in apps.get_model(label)._meta.fields}
    about = names.in_words(columns[NAMED_BY[label]], data[NAMED_BY[label]]) if label in NAMED_BY else ""
    title = str(TITLES[label][event.pgh_label]) % {"name": about}
    if event.pgh_label != "update":
        return Line(title)
    return Line(title, list(_changes(label, event.pgh_diff or {}, columns, names)))


def _changes(label: str, diff: dict, columns: dict[str, Field], names: "Names") -> Iterator[Change]:
    for column in [column for column in columns if column in diff]:
        field = columns[column]
        values = [names.in_words(field, value) for value in diff[column]] if column in SHOWN.get(label, ()) else []
        yield Change(capfirst(str(CALLED.get(column, field.verbose_name))), *values)


class Names:
    """The names of people, regions, clusters and crafts that some events mention, asked for once."""

    MODELS: tuple[type[Model], ...] = (User, Region, Cluster, Craft)

    def __init__(self, events: list[Events]) -> None:
        keys: dict[type[Model], set] = {model: set() for model in self.MODELS}
        for event in events:
            keys[User].add((event.pgh_context or {}).get("user"))
            for field in apps.get_model(event.pgh_obj_model)._meta.fields:
                if field.related_model in keys:
                    keys[field.related_model].update(_values(event, field.column))
        self.rows = {model: model._base_manager.in_bulk(wanted - {None}) for model, wanted in keys.items()}

    def of(self, model: type[Model], key: object) -> str:
        row = self.rows[model].get(key)
        return str(row) if row else NOTHING

    def in_words(self, field: Field, value: object) -> str:
        """A kept value as people read it."""
        if value in (None, ""):
            return NOTHING
        if field.related_model in self.rows:
            return self.of(field.related_model, value)
        if isinstance(value, bool):
            return gettext("yes") if value else gettext("no")
        if isinstance(value, list):
            labels = dict(field.base_field.flatchoices)
            return ", ".join(str(labels.get(one, one)) for one in value) or NOTHING
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        if field.name == "price":
            return rupiah(value)
        return _moment(field, value) if isinstance(value, str) else str(value)


def _values(event: Events, column: str) -> list:
    return [event.pgh_data.get(column), *(event.pgh_diff or {}).get(column, [])]


def _moment(field: Field, value: str) -> str:
    """A day or a moment by the reader's clock; other texts as they are."""
    kind = field.get_internal_type()
    if kind == "DateTimeField" and (moment := parse_datetime(value)):
        return date_format(timezone.localtime(moment), "j F Y H:i")
    if kind == "DateField" and (day := parse_date(value)):
        return date_format(day, "j F Y")
    return value
