"""What a row knows and its record lacks is added; nothing that stands there is changed."""

from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import reachable
from artisans.actions.locking import locked_rows
from artisans.actions.papers import place_of as place_of_nik
from artisans.choices import ArtisanState, ConsentPurpose
from artisans.models import Artisan, ArtisanAlias, ArtisanCraft, PersonIdentity
from artisans.signals import publicity_changed
from core import sealing
from sheets.models import ImportRow
from sheets.reading import place_of

PUBLIC = ("story", "workers_male", "workers_female", "machines")
PRIVATE = ("legal_name", "phone", "birth_year", "nib")
# Lies in the public record and tells where a person lives.
PLACE = ("place_note",)
EMPTY = (None, "")


def fill_gaps(rows: Sequence[ImportRow], *, by: User) -> list[ImportRow]:
    """Adds to the matched records what they lack, and notes in each row what was added, so that it can be taken back.

    A record that became part of another since is filled there. Personal data is added only where the record's own
    consent to be kept stands. Returns the rows whose record is gone, or is no longer the officer's to change.
    """
    if not rows:
        return []
    artisans = locked_matches(rows, by=by)
    gaps = Gaps(artisans)
    for row in rows:
        if row.match_id in artisans:
            row.made = artisans[row.match_id]
            row.values["filled"] = gaps.fill(row)
            row.values["filled_at"] = timezone.now().isoformat()
    gaps.save()
    return [row for row in rows if row.match_id not in artisans]


def locked_matches(rows: Sequence[ImportRow], *, by: User) -> dict[int, Artisan]:
    """The records that these rows are to fill, by key, held; a row of a merged one then names where that one led."""
    leads, held = locked_survivors({row.match_id for row in rows})
    for row in rows:
        row.match_id = leads.get(row.match_id)
    mine = reachable(by, "change", Artisan.objects.filter(pk__in=held)).values_list("pk", flat=True)
    return {key: held[key] for key in sorted(set(mine))}


def locked_survivors(keys: Collection[int | None]) -> tuple[dict[int, int], dict[int, Artisan]]:
    """Where each of these records is kept by now, and these records by key, held."""
    while True:
        savepoint = transaction.savepoint()
        leads = records_today(keys)
        held = locked_rows(set(leads.values()))
        if all(artisan.state != ArtisanState.MERGED for artisan in held.values()):
            transaction.savepoint_commit(savepoint)
            return leads, held
        # Merged while this waited.
        transaction.savepoint_rollback(savepoint)


def records_today(keys: Collection[int | None]) -> dict[int, int]:
    """Where each of these records is kept by now: in itself, or in the one that it became part of."""
    records = Artisan.objects.filter(pk__in=[key for key in keys if key])
    codes = dict(records.filter(state=ArtisanState.MERGED).values_list("code", "pk"))
    led = ArtisanAlias.objects.filter(code__in=codes).values_list("code", "artisan")
    return {key: key for key in records.unmerged().values_list("pk", flat=True)} | {
        codes[code]: survivor for code, survivor in led
    }


class Gaps:
    """What some locked records lack, filled row by row and then written at once."""

    def __init__(self, artisans: dict[int, Artisan]) -> None:
        self.artisans = artisans
        self.identities = PersonIdentity.objects.select_for_update().in_bulk(list(artisans))
        self.had_identity = set(self.identities)
        asked = Artisan.objects.filter(pk__in=artisans).consenting_to(ConsentPurpose.STORE)
        self.consenting = set(asked.values_list("pk", flat=True))
        self.with_craft = set(ArtisanCraft.objects.filter(artisan__in=artisans).values_list("artisan_id", flat=True))
        self.crafts: list[ArtisanCraft] = []

    def fill(self, row: ImportRow) -> dict:
        """Takes from a row what its record lacks; gives back what that is, each field with a trace of its value."""
        artisan = self.artisans[row.match_id]
        filled = fill(artisan, PUBLIC, row.values)
        if artisan.pk in self.consenting:
            filled |= fill(artisan, PLACE, row.values) | self._fill_identity(row, artisan)
        if artisan.pk not in self.with_craft and row.values.get("crafts"):
            self.with_craft.add(artisan.pk)
            filled["crafts"] = row.values["crafts"]
            self.crafts += [ArtisanCraft(artisan=artisan, craft_id=craft) for craft in filled["crafts"]]
        return filled

    def _fill_identity(self, row: ImportRow, artisan: Artisan) -> dict:
        identity = self.identities.get(artisan.pk) or PersonIdentity(artisan=artisan)
        filled = fill(identity, PRIVATE, row.values) | fill_nik(identity, row)
        if filled:
            self.identities[artisan.pk] = identity
            filled |= {} if artisan.pk in self.had_identity else {"identity": True}
        return filled

    def save(self) -> None:
        """Writes what was filled."""
        Artisan.objects.bulk_update(self.artisans.values(), [*PUBLIC, *PLACE], batch_size=500)
        fields = [*PRIVATE, "nik_sealed", "nik_hash"]
        PersonIdentity.objects.bulk_create(
            self.identities.values(), update_conflicts=True, unique_fields=["artisan"], update_fields=fields
        )
        ArtisanCraft.objects.bulk_create(self.crafts)
        publicity_changed.send(sender=Artisan, artisan_ids=list(self.artisans))


def fill(record: Artisan | PersonIdentity, names: Sequence[str], values: dict) -> dict:
    """Sets those of the fields that are empty and known; gives back which, each with a trace of what it was set to."""
    names = [name for name in names if getattr(record, name) in EMPTY and values.get(name) not in EMPTY]
    for name in names:
        setattr(record, name, values[name])
    return {name: sealing.trace(str(values[name])) for name in names}


def fill_nik(identity: PersonIdentity, row: ImportRow) -> dict:
    known = {} if identity.nik_sealed else nik(row, identity.artisan_id)
    for name, value in known.items():
        setattr(identity, name, value)
    return {"nik": sealing.trace(nik_of(identity))} if known else {}


def nik_of(identity: PersonIdentity) -> str:
    """The digits that the record holds; "" if there are none, or nobody can open them."""
    try:
        return sealing.open_sealed(identity.nik_sealed, bound_to=place_of_nik(identity.artisan_id))
    except sealing.CannotOpen:
        return ""


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
