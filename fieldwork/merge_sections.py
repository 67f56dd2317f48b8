"""What the pages about merged records show."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import reachable
from artisans.actions.undo_journal import Later
from artisans.models import Artisan, Consent, DataWish, Membership, Merge, Split

# Fields that tell nothing to people, or too much, as a text.
UNSAID = ("nik_sealed", "photo", "artisan_id", "ended_by_id", "withdrawn_by_id", "last_confirmed_by_id")
# Of these a record has several; each says which one it is.
SEVERAL = (Consent, DataWish, Membership)


def merging_section(user: User, artisan: Artisan) -> dict:
    """For the record's page: the records that became part of it, and those that were split off, with their undoing."""
    merges = Merge.objects.standing().filter(merged__in=Artisan.objects.merged_into([artisan]))
    mine = reachable(user, "change", Artisan.objects.all())
    splits = artisan.splits.filter(part__in=mine).select_related("part", "by").order_by("-at", "-pk")
    rows = list(merges.select_related("merged", "by").prefetch_related("merged__state_changes__by"))
    own = reachable(user, "change", artisan.merges.standing()) if rows else []
    undoable = {merge.pk for merge in own}
    for merge in rows:
        merge.may_be_undone = merge.pk in undoable and merge.is_in_time
    return {
        "merges": rows,
        "splits": splits,
        "split_from": Split.objects.filter(part=artisan, artisan__in=mine).select_related("artisan", "by").first(),
    }


def hanging_on(*pair: Artisan) -> list[tuple[str, list[int]]]:
    """What comes together with two records, in numbers: what it is, and how many each has."""
    counts = {
        _("Products"): [artisan.products.count() for artisan in pair],
        _("Clusters"): [artisan.memberships.open().count() for artisan in pair],
        _("Consents"): [artisan.consents.standing().count() for artisan in pair],
        _("Accounts"): [artisan.users.count() for artisan in pair],
    }
    return list(counts.items())


def later_in_words(later: Iterable[Later]) -> list[dict]:
    """What came since a merge: what it is, what it says now, and what it said before, or that it stays or is gone."""
    return [
        {
            "label": _named(one),
            "gone": one.gone,
            "now": "" if one.gone else _said(one, one.now),
            "back": "" if one.gone or one.stays else _said(one, one.back),
            **({"stays": True} if one.stays else {}),
        }
        for one in later
    ]


def _named(later: Later) -> str:
    """What it is, and which one where a record has several of the kind."""
    row = later.model._base_manager.filter(pk=later.pk).first() if later.model in SEVERAL else None
    label = capfirst(later.label)
    if row is None:
        return label
    kind = capfirst(later.model._meta.verbose_name)
    return f"{kind}: {row} ({label.lower()})" if later.name else f"{kind}: {row}"


def _said(later: Later, value: object) -> str:
    if not later.name or later.name in UNSAID:
        return ""
    field = later.model._meta.get_field(later.name)
    if field.many_to_many:
        return ", ".join(sorted(str(one) for one in field.related_model.objects.filter(pk__in=value))) or "–"
    value = field.to_python(value)
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y H:i")
    row = later.model(**{later.name: value})
    if field.is_relation:
        return str(getattr(row, field.name) or "–")
    shown = getattr(row, f"get_{later.name}_display", None)
    return str((shown() if shown else getattr(row, later.name)) or "–")
