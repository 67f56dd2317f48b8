"""Taking back an import as a whole: what nobody has touched since goes, what somebody worked on stays and is listed."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Max, Min
from django.utils import timezone
from pghistory.models import Event

from accounts.models import User
from accounts.permissions import reachable
from artisans.actions.erasing import discard
from artisans.models import Artisan, ArtisanCraft, Consent, PersonIdentity, StateChange, Trace
from artisans.signals import publicity_changed
from sheets.actions.filling import EMPTY, PLACE, PRIVATE, PUBLIC, trace
from sheets.choices import BatchState, RowChoice, Verdict
from sheets.models import ImportBatch, ImportRow

ROWS_AT_ONCE = 100
# What an import itself writes beside a record; whatever else points to one was added by somebody since.
OF_THE_IMPORT = (ArtisanCraft, Consent, PersonIdentity, StateChange, Trace, ImportRow, Artisan.crafts.through)


def undo_slice(batch: ImportBatch, *, by: User) -> None:
    """Takes back the next rows of a locked import; after the last one it is undone.

    A row whose record stays keeps pointing to it; that of an area where the officer no longer works stays untouched.
    """
    rows = list(batch.rows.filter(is_done=True, made__isnull=False).order_by("number")[:ROWS_AT_ONCE])
    filled = [row for row in rows if row.verdict == Verdict.EXISTS and row.choice == RowChoice.FILL]
    mine = held({row.made_id for row in rows}, by=by)
    take_back_fillings([row for row in filled if row.made_id in mine])
    made = mine - {row.made_id for row in filled}
    gone = made - touched(made)
    for row in rows:
        row.is_done = False
        if row.made_id in gone or (row in filled and row.made_id in mine):
            row.made = None
    ImportRow.objects.save_again(rows, ["is_done", "made", "values"])
    make_new(gone)
    discard(artisans=list(Artisan.objects.filter(pk__in=gone)))
    if len(rows) < ROWS_AT_ONCE:
        batch.state, batch.undone_by, batch.undone_at = BatchState.UNDONE, by, timezone.now()
        batch.save(update_fields=["state", "undone_by", "undone_at"])


def held(keys: Collection[int], *, by: User) -> set[int]:
    """Those of the records that the officer may change, held: nobody else begins to change them meanwhile."""
    records = reachable(by, "change", Artisan.objects.filter(pk__in=keys))
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


def take_back_fillings(rows: Collection[ImportRow]) -> None:
    """Empties what the import filled in existing records, where it still stands as it was filled."""
    keys = {row.made_id for row in rows}
    artisans = Artisan.objects.select_for_update(no_key=True).in_bulk(list(keys))
    identities = PersonIdentity.objects.select_for_update().in_bulk(list(keys))
    for row in rows:
        filled = row.values.get("filled", {})
        if row.made_id in artisans:
            take_back(artisans[row.made_id], [*PUBLIC, *PLACE], filled)
            ArtisanCraft.objects.filter(artisan=row.made_id, craft__in=filled.get("crafts", [])).delete()
        if identity := identities.get(row.made_id):
            take_back(identity, PRIVATE, filled)
            if filled.get("nik_hash") and identity.nik_hash == filled["nik_hash"]:
                identity.nik_sealed = identity.nik_hash = ""
        row.values = {}
    Artisan.objects.bulk_update(artisans.values(), [*PUBLIC, *PLACE])
    PersonIdentity.objects.bulk_update(identities.values(), [*PRIVATE, "nik_sealed", "nik_hash"])
    if artisans:
        publicity_changed.send(sender=Artisan, artisan_ids=list(artisans))


def take_back(record: Artisan | PersonIdentity, names: Collection[str], filled: dict) -> None:
    for name in names:
        value = getattr(record, name)
        if name in filled and value not in EMPTY and trace(value) == filled[name]:
            setattr(record, name, None if record._meta.get_field(name).null else "")
