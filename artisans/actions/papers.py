"""The number of a maker's identity card (NIK): kept sealed, found by its hash, and shown only to who says why."""

import secrets

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from artisans import niks
from artisans.actions.locking import locked_record, locked_same_record
from artisans.actions.reading import note_read
from artisans.choices import ArtisanState, ConsentPurpose, Read
from artisans.models import Artisan, PersonIdentity
from artisans.querysets import ArtisanQuerySet
from core import sealing
from core.actions import action
from core.refusals import Refusal


class NeedsConsent(Refusal):
    """The maker has not agreed that personal data is kept."""


class NoNik(Refusal):
    """There is no number to show."""


class KeyIsGone(Refusal):
    """The number is there, but nobody can open it."""


class WhyMissing(Refusal):
    """Somebody wants to see the number and does not say why."""


def place_of(artisan_id: int) -> str:
    """What a sealed NIK is bound to: the row in which it lies."""
    return f"artisans.personidentity.nik:{artisan_id}"


def lookup_hash(nik: str) -> str:
    """The keyed hash by which the same NIK, as somebody types it, is found in a record. Raises niks.NotANik."""
    return sealing.keyed_hash(niks.normalise(nik))


@action
def keep_nik(*, artisan: Artisan, nik: str, by: User) -> list[str]:
    """Keeps the number, in the place of one that was there. Gives back what looks doubtful in it, in sentences.

    Raises niks.NotANik, and NeedsConsent without the maker's consent that the record is kept.
    """
    digits = niks.normalise(nik)
    # Held until the number is written, so that no consent is withdrawn in between.
    artisan = locked_same_record(artisan)
    if not artisan.consents.standing().filter(purpose=ConsentPurpose.STORE).exists():
        raise NeedsConsent(_("Personal data is kept only if the maker agrees that the record is kept."))
    with pghistory.context(user=by.pk):
        _forget_in_merges(artisan, _write(artisan, digits))
    identity = PersonIdentity.objects.get(pk=artisan.pk)
    return niks.doubts(digits, birth_year=identity.birth_year)


@action
def remove_nik(*, artisan: Artisan, by: User) -> None:
    """Takes the number out of the record that holds the maker by now, and its hash out of the record's history."""
    take_out(artisan=locked_record(artisan), by=by)


def take_out(*, artisan: Artisan, by: User) -> None:
    """Takes the number out of this very row. The caller holds it."""
    with pghistory.context(user=by.pk):
        _forget_in_merges(artisan, _write(artisan, ""))


def reveal_nik(*, artisan: Artisan, by: User, why: str) -> str:
    """The 16 digits, once it is on record who sees them and why. Raises WhyMissing, NoNik and KeyIsGone."""
    if not why.strip():
        raise WhyMissing(_("Write why you need the number."))
    # Durable: the note is certain before anybody sees a digit.
    with transaction.atomic(durable=True):
        artisan = locked_same_record(artisan)
        digits = _nik_of(artisan.pk)
        if not digits:
            raise NoNik(_("This record holds no NIK."))
        note_read(artisan=artisan, what=Read.NIK, by=by, why=why.strip())
    return digits


def nik_for_its_owner(*, artisan: Artisan) -> str:
    """The 16 digits for the maker's own copy, which needs no reason; "" if there are none or nobody can open them."""
    identity = PersonIdentity.objects.filter(pk=artisan.pk).exclude(nik_sealed="").first()
    try:
        return _opened(identity) if identity else ""
    except KeyIsGone:
        return ""


@action
def move_nik(*, source: Artisan, target: Artisan, by: User) -> None:
    """Gives the number of `source` to `target`, and the one that `target` had to `source`; done again, it is undone.

    Each is sealed anew for the row where it lies from now on. Raises KeyIsGone.
    """
    moving, former = _nik_of(source.pk), _nik_of(target.pk)
    with pghistory.context(user=by.pk):
        _write(source, former)
        _write(target, moving)


def with_the_same_nik(artisan: Artisan) -> ArtisanQuerySet:
    """Other records that hold this record's number: most likely the same maker."""
    mine = PersonIdentity.objects.filter(artisan=artisan).exclude(nik_hash="").values("nik_hash")
    others = Artisan.objects.filter(identity__nik_hash__in=mine).exclude(pk=artisan.pk)
    return others.exclude(state=ArtisanState.MERGED)


def _nik_of(artisan_id: int) -> str:
    """The digits that a record holds, "" if none; the row is locked until the transaction ends."""
    identity = PersonIdentity.objects.select_for_update().filter(pk=artisan_id).exclude(nik_sealed="").first()
    return _opened(identity) if identity else ""


def _opened(identity: PersonIdentity) -> str:
    try:
        return sealing.open_sealed(identity.nik_sealed, bound_to=place_of(identity.pk))
    except sealing.CannotOpen as error:
        raise KeyIsGone(
            _("The number cannot be opened: its key is missing. Tell your administrator, or enter it again.")
        ) from error


def _write(artisan: Artisan, digits: str) -> str:
    """Writes the number, or its absence, and makes the former one's hash in the history untraceable.

    Returns the hash of a number that is no longer there, or "".
    """
    former = PersonIdentity.objects.select_for_update().filter(pk=artisan.pk).values_list("nik_hash", flat=True).first()
    sealed = sealing.seal(digits, bound_to=place_of(artisan.pk)) if digits else ""
    hashed = sealing.keyed_hash(digits) if digits else ""
    if former is None and not digits:
        return ""
    PersonIdentity.objects.update_or_create(artisan=artisan, defaults={"nik_sealed": sealed, "nik_hash": hashed})
    if not former or former == hashed:
        return ""
    forget_hash(artisan_id=artisan.pk, nik_hash=former)
    return former


def forget_hash(*, artisan_id: int, nik_hash: str) -> None:
    """Puts a word without meaning in a hash's place in the history, which still tells that the number changed."""
    past = PersonIdentity.pgh_event_model.objects.filter(pgh_obj_id=artisan_id, nik_hash=nik_hash)
    past.update(nik_hash=_forgotten())


def _forget_in_merges(artisan: Artisan, nik_hash: str) -> None:
    """The same in what an undo of the record's merges compares: the number is another one since."""
    for merge in artisan.merges.filter(before__nik=nik_hash) if nik_hash else ():
        merge.before["nik"] = _forgotten()
        merge.save(update_fields=["before"])


def _forgotten() -> str:
    return f"forgotten-{secrets.token_hex(16)}"
