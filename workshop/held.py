"""Everything that is held about one maker, for the maker to read and to take along (law 27/2022, articles 7 and 13).

HELD lists, table by table, what belongs to a maker; LEFT_OUT says which tables that point to makers are not given and
why. A test fails on a table that is in neither.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Field, Model, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User
from artisans.models import Artisan, ArtisanAlias
from core.money import rupiah

# So many rows of a table are shown on the page; the file has all.
SHOWN = 50
EMPTY = (None, "", [], {})
# Names of files, which tell people nothing.
FOR_MACHINES = ("photo", "key")


@dataclass(frozen=True)
class Held:
    """One table: its label, how its rows lead to a maker, which fields are told, and whether only in the file."""

    label: str
    via: str
    fields: tuple[str, ...]
    only_in_file: bool = False

    @property
    def model(self) -> type[Model]:
        return apps.get_model(self.label)

    @property
    def key(self) -> str:
        """What the file calls it."""
        return self.model._meta.model_name

    @property
    def title(self) -> str:
        """What people call it."""
        return capfirst(str(self.model._meta.verbose_name_plural))

    def rows(self, about: list[int] | list[str]) -> QuerySet:
        """The rows about these makers, with what they name."""
        fields = [self.model._meta.get_field(name) for name in self.fields]
        rows = self.model._base_manager.filter(**{f"{self.via}__in": about}).distinct().order_by("pk")
        rows = rows.select_related(*[field.name for field in fields if field.many_to_one or field.one_to_one])
        return rows.prefetch_related(*[field.name for field in fields if field.many_to_many])

    def in_words(self, row: Model) -> list[tuple[str, str]]:
        """A row as people read it: what is answered, by the field's name for them."""
        told = [(self.model._meta.get_field(name), value_of(row, name)) for name in self.fields]
        return [
            (capfirst(str(field.verbose_name)), words_for(row, field, value))
            for field, value in told
            if value not in EMPTY and field.name not in FOR_MACHINES
        ]

    def plain(self, row: Model) -> dict[str, object]:
        """A row as the file carries it."""
        return {name.removeprefix("pgh_"): value_of(row, name) for name in self.fields}


@dataclass(frozen=True)
class Part:
    """One table on the page: its title, its first rows in words, and how many more the file has."""

    title: str
    rows: list[list[tuple[str, str]]]
    more: int


HELD = (
    Held(
        "artisans.Artisan",
        "pk",
        (
            "code", "public_name", "kind", "crafts", "region", "place_note", "lat", "lon", "precision_m", "story",
            "photo", "workers_female", "workers_male", "work_mode", "machines", "state", "registered_by",
            "registered_at", "submitted_by", "submitted_at", "verified_by", "verified_at", "last_confirmed_by",
            "last_confirmed_at", "confirmed_how",
        ),
    ),
    Held("artisans.PersonIdentity", "artisan", ("legal_name", "phone", "birth_year", "nib")),
    Held("artisans.Claim", "artisan", ("issued_by", "issued_at", "expires_at", "ended_at", "used_by", "used_at")),
    Held(
        "artisans.Consent",
        "artisan",
        ("purpose", "method", "text_edition", "witness", "given_at", "withdrawn_at", "withdrawn_by"),
    ),
    Held(
        "artisans.DataWish",
        "artisan",
        ("wish", "text", "asked_by", "asked_at", "due_at", "state", "answer", "decided_by", "decided_at"),
    ),
    Held(
        "artisans.Membership",
        "artisan",
        (
            "cluster", "state", "is_invitation", "awaits_maker", "role", "member_no", "decree_no", "message", "assent",
            "requested_by", "requested_at", "decided_by", "decided_at", "reason", "started_on", "ended_on", "ended_by",
        ),
    ),
    Held("artisans.MembershipNote", "membership__artisan", ("membership", "text", "by", "at")),
    Held(
        "products.Product",
        "artisan",
        (
            "code", "name", "craft", "description", "materials", "price_mode", "price", "min_order", "lead_days",
            "availability", "visibility", "state", "entered_by", "created_at", "published_at", "last_confirmed_at",
        ),
    ),
    Held("products.ProductPhoto", "product__artisan", ("product", "key", "alt", "position")),
    Held("products.PriceEntry", "product__artisan", ("product", "price_mode", "amount", "set_by", "at")),
    Held("products.ProductReport", "product__artisan", ("product", "text", "told_at", "settled_by", "outcome")),
    Held("products.BuyerLink", "artisan", ("name", "made_by", "made_at", "opened_at", "revoked_at")),
    Held("products.SalesChannel", "artisan", ("url", "added_by", "added_at", "health", "checked_at")),
    # Who wrote, and what, are the buyer's data; the maker reads them among the enquiries.
    Held("orders.Enquiry", "artisan", ("product", "pieces", "state", "asked_at")),
    Held("artisans.StateChange", "artisan", ("from_state", "to_state", "reason", "by", "at")),
    Held("artisans.ArtisanAlias", "artisan", ("code",)),
    Held("fieldwork.Lead", "artisan", ("told_by", "told_on", "note", "next_visit_on")),
    Held("fieldwork.Find", "artisan", ("place",)),
    Held("sheets.ImportRow", "made", ("batch", "number", "cells", "values", "notes"), only_in_file=True),
    # What the record said before, where the history in words leaves the values out.
    Held(
        "artisans.ArtisanEvent",
        "pgh_obj",
        ("pgh_created_at", "place_note", "lat", "lon", "story"),
        only_in_file=True,
    ),
    Held(
        "artisans.PersonIdentityEvent",
        "artisan",
        ("pgh_created_at", "legal_name", "phone", "birth_year", "nib"),
        only_in_file=True,
    ),
)  # fmt: skip
# Of several people who answer for one record each reads the own account alone.
ACCOUNT = Held("accounts.User", "pk", ("username", "phone", "first_name", "email", "date_joined", "last_login"))
LOOKS = Held("artisans.PrivateRead", "code", ("at", "by", "what", "why"))

LEFT_OUT = {
    "artisans.DuplicatePair": "tells of another maker as much",
    "artisans.Merge": "a copy of what the records said, for an undo; the history tells the same",
    "artisans.Split": "a copy of what the record said, for an undo; the history tells the same",
    "artisans.Trace": "the names once more, with spelling folded away, for finding likely duplicates",
    "artisans.ArtisanCraftEvent": "told by the history in words",
    "artisans.ArtisanAccountEvent": "told by the history in words",
    "artisans.ConsentEvent": "told by the history in words",
    "artisans.MembershipEvent": "told by the history in words",
    "products.ProductEvent": "told by the history in words",
}


def same_maker(artisan: Artisan) -> list[Artisan]:
    """The record and those that became part of it."""
    return [artisan, *Artisan.objects.merged_into([artisan])]


def parts(artisan: Artisan, reader: User | None) -> list[Part]:
    """Everything for the page, tables without a row left out. `reader` is whose account is told, if anybody's."""
    keys = [one.pk for one in same_maker(artisan)]
    found = [_part(held, keys) for held in HELD if not held.only_in_file]
    found.append(_part(ACCOUNT, [reader.pk] if reader else [], _("My account")))
    found.append(_part(LOOKS, codes_of(artisan), _("Who looked at my private data")))
    return [part for part in found if part.rows]


def _part(held: Held, about: list, title: str = "") -> Part:
    rows = list(held.rows(about)[: SHOWN + 1])
    more = held.rows(about).count() - SHOWN if len(rows) > SHOWN else 0
    return Part(title or held.title, [held.in_words(row) for row in rows[:SHOWN]], more)


def codes_of(artisan: Artisan) -> list[str]:
    """Every code under which the maker was looked at."""
    makers = same_maker(artisan)
    former = ArtisanAlias.objects.filter(artisan__in=makers).values_list("code", flat=True)
    return sorted({*(one.code for one in makers), *former})


def tables(artisan: Artisan, reader: User) -> Iterator[tuple[str, Iterator[dict]]]:
    """Everything for the file: what a table is called and its rows, one after another."""
    keys = [one.pk for one in same_maker(artisan)]
    for held, about in [*((held, keys) for held in HELD), (ACCOUNT, [reader.pk]), (LOOKS, codes_of(artisan))]:
        yield held.key, (held.plain(row) for row in held.rows(about).iterator(chunk_size=500))


def value_of(row: Model, name: str) -> object:
    """A field's value in a form that JSON carries; a row of another table by what it is called."""
    field = row._meta.get_field(name)
    value = getattr(row, name)
    if field.many_to_many:
        return [str(one) for one in value.all()]
    if field.is_relation:
        return None if value is None else str(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def words_for(row: Model, field: Field, value: object) -> str:
    """The same as people read it."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if field.name in ("price", "amount"):
        return rupiah(value)
    kind = field.get_internal_type()
    if kind == "DateTimeField":
        return date_format(timezone.localtime(getattr(row, field.name)), "j F Y H:i")
    return date_format(getattr(row, field.name), "j F Y") if kind == "DateField" else str(value)
