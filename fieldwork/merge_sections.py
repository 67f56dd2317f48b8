"""What the pages about merged records show."""

from collections.abc import Iterable

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import reachable
from artisans.actions.changes import Later
from artisans.models import Artisan, Merge, Split

# Fields that tell nothing to people, or too much, as a text.
UNSAID = ("nik_sealed", "photo", "artisan_id", "ended_by_id", "withdrawn_by_id", "last_confirmed_by_id")


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
    """Changes since a merge: what was changed, what it says now, and what it said before the merge."""
    return [
        {
            "label": capfirst(one.label),
            "gone": one.gone,
            "now": "" if one.gone else _said(one, one.now),
            "back": "" if one.gone else _said(one, one.back),
        }
        for one in later
    ]


def _said(later: Later, value: object) -> str:
    if later.name in UNSAID:
        return ""
    row = later.model(**{later.name: later.model._meta.get_field(later.name).to_python(value)})
    field = later.model._meta.get_field(later.name)
    if field.is_relation:
        return str(getattr(row, field.name) or "–")
    shown = getattr(row, f"get_{later.name}_display", None)
    return str((shown() if shown else getattr(row, later.name)) or "–")
