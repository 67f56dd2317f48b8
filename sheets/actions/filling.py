"""What a row knows and its record lacks is added; nothing that stands there is changed."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import reachable
from artisans.actions.papers import place_of as place_of_nik
from artisans.choices import ConsentPurpose
from artisans.models import Artisan, ArtisanCraft, PersonIdentity
from artisans.signals import publicity_changed
from core import sealing
from sheets.models import ImportRow
from sheets.reading import place_of

PUBLIC = ("story", "workers_male", "workers_female", "machines")
PRIVATE = ("legal_name", "phone", "birth_year", "nib")
# Lies in the public record and tells where a person lives.
PLACE = ("place_note",)
EMPTY = (None, "")


def fill_gaps(rows: Sequence[ImportRow], *, by: User) -> None:
    """Adds to the matched records what they lack, and notes in each row what was added, so that it can be taken back.

    Personal data is added only where the record's own consent to be kept stands. A record that is no longer the
    officer's to change, or has become part of another, is left alone.
    """
    if not rows:
        return
    keys = {row.match_id for row in rows}
    may_change = reachable(by, "change", Artisan.objects.filter(pk__in=keys))
    held = Artisan.objects.unmerged().select_for_update(no_key=True)
    artisans = held.in_bulk(list(may_change.values_list("pk", flat=True)))
    identities = PersonIdentity.objects.select_for_update().in_bulk(list(artisans))
    consenting = set(
        Artisan.objects.filter(pk__in=artisans).consenting_to(ConsentPurpose.STORE).values_list("pk", flat=True)
    )
    with_craft = set(ArtisanCraft.objects.filter(artisan__in=artisans).values_list("artisan_id", flat=True))
    crafts: list[ArtisanCraft] = []
    for row in rows:
        artisan = artisans.get(row.match_id)
        if artisan is None:
            continue
        filled = fill(artisan, PUBLIC, row.values)
        if artisan.pk in consenting:
            identity = identities.setdefault(artisan.pk, PersonIdentity(artisan=artisan))
            filled |= fill(artisan, PLACE, row.values) | fill(identity, PRIVATE, row.values) | fill_nik(identity, row)
        if artisan.pk not in with_craft and row.values.get("crafts"):
            with_craft.add(artisan.pk)
            filled["crafts"] = row.values["crafts"]
            crafts += [ArtisanCraft(artisan=artisan, craft_id=craft) for craft in filled["crafts"]]
        row.made, row.values["filled"] = artisan, filled
    save(artisans, identities, crafts)


def fill(record: Artisan | PersonIdentity, names: Sequence[str], values: dict) -> dict:
    """Sets those of the fields that are empty and known; gives back which, each with a trace of what it was set to."""
    names = [name for name in names if getattr(record, name) in EMPTY and values.get(name) not in EMPTY]
    for name in names:
        setattr(record, name, values[name])
    return {name: trace(values[name]) for name in names}


def trace(value: str | int) -> str:
    """What tells later whether a field still holds the value, without holding the value itself."""
    return sealing.keyed_hash(str(value))


def fill_nik(identity: PersonIdentity, row: ImportRow) -> dict:
    known = {} if identity.nik_sealed else nik(row, identity.artisan_id)
    for name, value in known.items():
        setattr(identity, name, value)
    return {"nik_hash": known["nik_hash"]} if known else {}


def nik(row: ImportRow, artisan_id: int) -> dict[str, str]:
    """The row's NIK sealed anew for the record's own row; the row says so where its key is lost by now."""
    sealed = row.values.get("nik_sealed")
    if not sealed:
        return {}
    try:
        digits = sealing.open_sealed(sealed, bound_to=place_of(row.batch_id, row.sheet, row.number))
    except sealing.CannotOpen:
        left_out = _("The NIK can no longer be opened; it was left out.")
        row.notes = [*(note for note in row.notes if note != left_out), left_out]
        return {}
    return {
        "nik_sealed": sealing.seal(digits, bound_to=place_of_nik(artisan_id)),
        "nik_hash": row.values["nik_hash"],
    }


def save(artisans: dict, identities: dict, crafts: list[ArtisanCraft]) -> None:
    Artisan.objects.bulk_update(artisans.values(), [*PUBLIC, *PLACE], batch_size=500)
    fields = [*PRIVATE, "nik_sealed", "nik_hash"]
    PersonIdentity.objects.bulk_create(
        identities.values(), update_conflicts=True, unique_fields=["artisan"], update_fields=fields
    )
    ArtisanCraft.objects.bulk_create(crafts)
    publicity_changed.send(sender=Artisan, artisan_ids=list(artisans))
