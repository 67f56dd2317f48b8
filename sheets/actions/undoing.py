"""Taking back an import as a whole: what nobody has touched since goes, what somebody worked on stays and is listed."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Max, Min, Q
from django.utils import timezone
from pghistory.models import Event

from accounts.models import User
from accounts.permissions import reachable
from artisans.actions.erasing import discard
from artisans.actions.papers import forget_hash
from artisans.models import (
    Artisan,
    ArtisanAccount,
    ArtisanCraft,
    Consent,
    DuplicatePair,
    PersonIdentity,
    StateChange,
    Trace,
)
from artisans.signals import publicity_changed
from core import sealing
from sheets.actions.filling import EMPTY, PLACE, PRIVATE, PUBLIC, nik_of
from sheets.choices import BatchState, RowChoice, Verdict
from sheets.models import ImportBatch, ImportRow

ROWS_AT_ONCE = 100
KEPT = (*PRIVATE, "nik_sealed")
# What an import itself writes beside a record; whatever else points to one was added by somebody since.
OF_THE_IMPORT = (ArtisanCraft, Consent, PersonIdentity, StateChange, Trace, ImportRow, Artisan.crafts.through)


def undo_slice(batch: ImportBatch, *, by: User) -> None:
    """Takes back the next rows of a locked import; after the last one it is undone.

    A row whose record stays, or keeps something of what was filled, keeps pointing to it. What lies in an area where
    the officer no longer works stays untouched, and so does what became part of another record.
    """
    rows = list(batch.rows.filter(is_done=True, made__isnull=False).order_by("number")[:ROWS_AT_ONCE])
    filled = [row for row in rows if row.verdict == Verdict.EXISTS and row.choice == RowChoice.FILL]
    mine = held({row.made_id for row in rows}, by=by)
    emptied = take_back_fillings([row for row in filled if row.made_id in mine])
    made = mine - {row.made_id for row in filled}
    gone = made - touched(made)
    for row in rows:
        row.is_done = False
        if row.made_id in gone or row.pk in emptied:
            row.made = None
    ImportRow.objects.save_again(rows, ["is_done", "made", "values"])
    make_new(gone)
    discard(artisans=list(Artisan.objects.filter(pk__in=gone)))
    if len(rows) < ROWS_AT_ONCE:
        batch.state, batch.undone_by, batch.undone_at = BatchState.UNDONE, by, timezone.now()
        batch.save(update_fields=["state", "undone_by", "undone_at"])


def held(keys: Collection[int], *, by: User) -> set[int]:
    """Those of the records that the officer may change, held: nobody else begins to change them meanwhile."""
    records = reachable(by, "change", Artisan.objects.unmerged().filter(pk__in=keys))
    return set(records.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))


def make_new(keys: Collection[int]) -> None:
    """Rows of other imports that seemed to be one of these records, which go, are of new makers."""
    waiting = ImportRow.objects.filter(match__in=keys, is_done=False, verdict=Verdict.EXISTS)
    waiting.update(match=None, score=None, reasons=[], choice="", verdict=Verdict.NEW)


def touched(keys: Collection[int]) -> set[int]:
    """Those of these new records that somebody has changed, or to which something was added."""
    born = dict(
        Artisan.pgh_event_model.objects.filter(pgh_obj_id__in=keys)
        .values_list("pgh_obj_id")
        .annotate(Min("pgh_created_at"))
    )
    found = {key for key, last in last_events(keys) if key not in born or last > born[key]}
    for relation in Artisan._meta.related_objects:
        model = relation.related_model
        if model not in OF_THE_IMPORT and not issubclass(model, Event):
            name = relation.field.name
            found |= set(model._base_manager.filter(**{f"{name}__in": keys}).values_list(name, flat=True))
    # No import links an account: any link there is or was came since.
    links = ArtisanAccount.pgh_event_model.objects.filter(artisan__in=keys)
    found |= set(links.values_list("artisan_id", flat=True))
    decided = DuplicatePair.objects.exclude(decision="").filter(Q(first__in=keys) | Q(second__in=keys))
    found |= {key for pair in decided.values_list("first", "second") for key in pair} & set(keys)
    return found


def last_events(keys: Collection[int]) -> Iterable[tuple[int, datetime]]:
    """For each record the times of its last events in the history of each of its tables."""
    for model, name in (
        (Artisan, "pgh_obj_id"),
        (PersonIdentity, "pgh_obj_id"),
        (Consent, "artisan_id"),
        (ArtisanCraft, "artisan_id"),
    ):
        events = model.pgh_event_model.objects.filter(**{f"{name}__in": keys})
        yield from events.values_list(name).annotate(Max("pgh_created_at"))


def take_back_fillings(rows: Collection[ImportRow]) -> set[int]:
    """Empties what the import filled in existing records, where it still stands as it was filled.

    Returns the keys of the rows of which nothing is left in their records.
    """
    keys = {row.made_id for row in rows}
    artisans = Artisan.objects.in_bulk(list(keys))
    identities = PersonIdentity.objects.select_for_update().in_bulk(list(keys))
    emptied, added = set(), set()
    for row in rows:
        filled = row.values.pop("filled", {})
        identity = identities.get(row.made_id) or PersonIdentity(artisan=artisans[row.made_id])
        added |= {row.made_id} if filled.pop("identity", False) else set()
        left = take_back(artisans[row.made_id], [*PUBLIC, *PLACE], filled) | take_back(identity, PRIVATE, filled)
        if not left | take_back_nik(identity, filled) | take_back_crafts(row, filled):
            emptied.add(row.pk)
        row.values = {}
    Artisan.objects.bulk_update(artisans.values(), [*PUBLIC, *PLACE])
    PersonIdentity.objects.bulk_update(identities.values(), [*PRIVATE, "nik_sealed", "nik_hash"])
    blank = [key for key in added & identities.keys() if not any(getattr(identities[key], name) for name in KEPT)]
    PersonIdentity.objects.filter(pk__in=blank).delete()
    if artisans:
        publicity_changed.send(sender=Artisan, artisan_ids=list(artisans))
    return emptied


def take_back(record: Artisan | PersonIdentity, names: Collection[str], filled: dict) -> set[str]:
    """Empties those of the fields that still say what they were filled with; gives back those that say otherwise."""
    left = set()
    for name in filled.keys() & set(names):
        value = getattr(record, name)
        if value not in EMPTY and sealing.is_trace_of(filled[name], str(value)):
            setattr(record, name, None if record._meta.get_field(name).null else "")
        elif value not in EMPTY:
            left.add(name)
    return left


def take_back_nik(identity: PersonIdentity, filled: dict) -> set[str]:
    if "nik" not in filled or not identity.nik_sealed:
        return set()
    if not sealing.is_trace_of(filled["nik"], nik_of(identity)):
        return {"nik"}
    forget_hash(artisan_id=identity.pk, nik_hash=identity.nik_hash)
    identity.nik_sealed = identity.nik_hash = ""
    return set()


def take_back_crafts(row: ImportRow, filled: dict) -> set[str]:
    """Takes the crafts away again, unless somebody has changed them since, or moved the record on with them.

    Where a filling did not note its time, nobody can tell whether the record was moved on, so the crafts stay.
    """
    crafts = ArtisanCraft.objects.filter(artisan=row.made_id)
    if not filled.get("crafts") or not crafts.exists():
        return set()
    filled_at = row.values.get("filled_at")
    is_as_filled = filled_at and not StateChange.objects.filter(artisan=row.made_id, at__gt=filled_at).exists()
    if not is_as_filled or set(crafts.values_list("craft_id", flat=True)) != set(filled["crafts"]):
        return {"crafts"}
    crafts.delete()
    return set()
