"""Two records of one maker become one, and two again if that was a mistake.

Decided in ADR 0010: which consent counts, which membership stays, what happens to the record that goes.
"""

from collections.abc import Collection, Mapping

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from artisans.actions import papers, united_consents
from artisans.actions.consents import NEVER_SENT_IN
from artisans.actions.locking import RecordErased, locked_pair
from artisans.actions.memberships import NumberTaken, check_number, hold_clusters_of
from artisans.actions.moving import move_along
from artisans.actions.photos import let_go
from artisans.actions.seats import clusters_led_by, tell_where_nobody_is_left
from artisans.actions.undo_journal import Journal, Later, digest, later_changes, take_back
from artisans.choices import TRANSITIONS, ArtisanState, ConsentPurpose
from artisans.models import Artisan, Membership, Merge, PersonIdentity, Split
from artisans.models.duplicates import UNDO_FOR
from artisans.signals import publicity_changed
from core.actions import action
from core.refusals import Refusal

# What an officer chooses one by one: the answer's name -> the fields it stands for.
RECORD_ANSWERS: Mapping[str, tuple[str, ...]] = {
    "public_name": ("public_name",),
    "kind": ("kind",),
    "region": ("region_id",),
    "place_note": ("place_note",),
    "position": ("lat", "lon", "precision_m"),
    "story": ("story",),
    "photo": ("photo",),
    "workers": ("workers_male", "workers_female"),
    "work_mode": ("work_mode",),
    "machines": ("machines",),
}
IDENTITY_ANSWERS = ("phone", "legal_name", "birth_year", "nib")
ANSWERS = (*RECORD_ANSWERS, *IDENTITY_ANSWERS, "nik")


class CannotMerge(Refusal):
    """The two records cannot become one."""


class CannotUndo(Refusal):
    """It is too late, or something later stands in the way."""


class ChangedSince(Refusal):
    """The record was changed after the merge; whoever undoes must say what becomes of that. `later` says what."""

    def __init__(self, later: list[Later]) -> None:
        super().__init__(_("The record was changed after the merge. Choose what becomes of these changes."))
        self.later = later


def likely_survivor(one: Artisan, other: Artisan) -> Artisan:
    """The record whose code should stay: the verified one, of two alike the older; it may stand on printed things."""
    return min(one, other, key=lambda artisan: (artisan.verified_at is None, artisan.registered_at, artisan.pk))


@action
def merge(*, survivor: Artisan, merged: Artisan, chosen: Collection[str], by: User) -> Merge:
    """Makes `merged` part of `survivor`. `chosen` names those ANSWERS whose value comes from `merged`.

    The state of the survivor stays as it is. Raises CannotMerge, and RecordErased.
    """
    survivor, merged = locked_pair(survivor, merged, exclusively=True)
    _check(survivor, merged)
    led = clusters_led_by([survivor, merged])
    done = _merge(survivor, merged, chosen, by)
    tell_where_nobody_is_left(led)
    return done


def _merge(survivor: Artisan, merged: Artisan, chosen: Collection[str], by: User) -> Merge:
    journal = Journal()
    had_consent = _is_to_be_kept(survivor) or _is_to_be_kept(merged)
    united_consents.settle(journal, survivor, merged, by=by)
    if had_consent and not _is_to_be_kept(survivor):
        raise CannotMerge(
            _("In one of the records the maker has taken back the consent to keep it. Ask the maker again first.")
        )
    move_along(journal, survivor=survivor, merged=merged, by=by)
    photos = [survivor.photo, merged.photo]
    _take_answers(journal, survivor, merged, chosen)
    nik = _take_nik(survivor, merged, by=by) if "nik" in chosen else ""
    reason = _("Became part of %(code)s.") % {"code": survivor.spoken_code}
    merged.state_changes.create(from_state=merged.state, to_state=ArtisanState.MERGED, reason=reason, by=by)
    journal.set(merged, state=ArtisanState.MERGED)
    publicity_changed.send(sender=Artisan, artisan_ids=[survivor.pk, merged.pk])
    before = {"changes": journal.entries, "nik": nik, "photos": [photo for photo in photos if photo]}
    return Merge.objects.create(survivor=survivor, merged=merged, by=by, before=before)


def _check(survivor: Artisan, merged: Artisan) -> None:
    if survivor == merged:
        raise CannotMerge(_("This is one and the same record. Enter the code of the other one."))
    for artisan in (survivor, merged):
        if artisan.state == ArtisanState.MERGED:
            raise CannotMerge(
                _("%(code)s has already become part of another record. Nothing was changed.")
                % {"code": artisan.spoken_code}
            )
        if ArtisanState.MERGED not in TRANSITIONS[artisan.state]:
            raise CannotMerge(
                _("%(code)s was rejected; a rejected record is not merged.") % {"code": artisan.spoken_code}
            )


def _take_answers(journal: Journal, survivor: Artisan, merged: Artisan, chosen: Collection[str]) -> None:
    """The chosen values, and the later of the two confirmations: it is the same maker who was met."""
    answers = [fields for answer, fields in RECORD_ANSWERS.items() if answer in chosen]
    if merged.last_confirmed_at and (
        not survivor.last_confirmed_at or merged.last_confirmed_at > survivor.last_confirmed_at
    ):
        answers.append(("last_confirmed_at", "last_confirmed_by_id", "confirmed_how"))
    for fields in answers:
        journal.set(survivor, **{name: getattr(merged, name) for name in fields})
    personal = [name for name in IDENTITY_ANSWERS if name in chosen]
    if not personal and "nik" not in chosen:
        return
    own = _identity(journal, survivor)
    theirs = _identity(journal, merged) if "nik" in chosen else PersonIdentity.objects.filter(artisan=merged).first()
    for name in personal if theirs else ():
        journal.set(own, **{name: getattr(theirs, name)})


def _identity(journal: Journal, artisan: Artisan) -> PersonIdentity:
    """The record's personal data; an empty row where there was none, which an undo takes away."""
    identity = PersonIdentity.objects.filter(artisan=artisan).first()
    if identity is None:
        identity = PersonIdentity(artisan=artisan)
        journal.add(identity)
    return identity


def _take_nik(survivor: Artisan, merged: Artisan, *, by: User) -> str:
    """Swaps the two sealed numbers; returns the hash of the one that the survivor holds now, "-" for none."""
    try:
        papers.move_nik(source=merged, target=survivor, by=by)
    except papers.KeyIsGone as refusal:
        raise CannotMerge(str(refusal)) from refusal
    return _nik_hash(survivor)


def _nik_hash(artisan: Artisan) -> str:
    return PersonIdentity.objects.filter(artisan=artisan).values_list("nik_hash", flat=True).first() or "-"


def changed_since(merge: Merge) -> list[Later]:
    """What came after the merge and keeps an undo from being exact; the undo asks what becomes of it."""
    entries = merge.before.get("changes", [])
    later = later_changes(entries) + united_consents.noes_since(merge, entries)
    nik = merge.before.get("nik")
    if nik and nik != _nik_hash(merge.survivor):
        later.append(Later(PersonIdentity, merge.survivor_id, "nik_sealed"))
    if _was_moved_on(merge):
        later.append(Later(Artisan, merge.survivor_id, "state", merge.survivor.state, stays=True))
    return later


@action
def undo(*, merge: Merge, by: User, keep_later: bool | None = None, seen: str | None = None) -> Merge:
    """Restores both records as they were before the merge. What came since and the merge did not touch stays.

    `keep_later` says whether values that were changed since stay with the survivor, or go back too; words of people,
    such as a no or a farewell, are never taken back. `seen` is the digest of the changes of which that was said.
    Raises ChangedSince where there are such and it was not said, or of others; and CannotUndo.
    """
    survivor, merged = locked_pair(merge.survivor, merge.merged, exclusively=True)
    hold_clusters_of([survivor, merged])
    held = Merge.objects.select_for_update(of=("self",)).select_related("survivor", "merged").filter(pk=merge.pk)
    if (merge := held.first()) is None:
        raise RecordErased
    _check_undoable(merge, survivor)
    later = changed_since(merge)
    if later and (keep_later is None or seen not in (None, digest(later))):
        raise ChangedSince(later)
    photos = {survivor.photo, *merge.before["photos"]}
    led = clusters_led_by([survivor, merged])
    _part(merge, keep_later=bool(keep_later), by=by)
    tell_where_nobody_is_left(led)
    merged.refresh_from_db()
    reason = _("The merge was undone.")
    merged.state_changes.create(from_state=ArtisanState.MERGED, to_state=merged.state, reason=reason, by=by)
    publicity_changed.send(sender=Artisan, artisan_ids=[survivor.pk, merged.pk])
    let_go(photos)
    return merge


def _part(merge: Merge, *, keep_later: bool, by: User) -> None:
    had_consent = _is_to_be_kept(merge.survivor)
    try:
        with transaction.atomic():
            _give_back(merge, keep_later=keep_later, by=by)
    except IntegrityError as error:
        raise CannotUndo(
            _("A consent or a membership added after the merge stands in the way. End it, then undo the merge.")
        ) from error
    _check_numbers(merge)
    united_consents.withdraw_again(merge, by=by)
    merge.before, merge.undone_by, merge.undone_at = {}, by, timezone.now()
    merge.save(update_fields=["before", "undone_by", "undone_at"])
    if had_consent:
        _check_may_stand_alone(merge)


def _check_numbers(merge: Merge) -> None:
    """Raises CannotUndo where a membership runs again whose number another member has got since."""
    memberships = Membership.objects.running().filter(artisan__in=[merge.survivor, merge.merged])
    for membership in memberships.select_related("cluster").order_by("pk"):
        try:
            check_number(membership.cluster, membership.member_no, but=membership)
        except NumberTaken as taken:
            sentence = _("In %(cluster)s: %(taken)s Change one of the two numbers, then undo the merge.")
            raise CannotUndo(sentence % {"cluster": membership.cluster, "taken": taken}) from taken


def _is_to_be_kept(artisan: Artisan) -> bool:
    return artisan.consents.standing().filter(purpose=ConsentPurpose.STORE).exists()


def _check_may_stand_alone(merge: Merge) -> None:
    """Raises CannotUndo for a record that was moved on, or got personal data, on the other's consent alone."""
    survivor = Artisan.objects.get(pk=merge.survivor_id)
    if _is_to_be_kept(survivor):
        return
    identity = PersonIdentity.objects.filter(artisan=survivor).first() or PersonIdentity(artisan=survivor)
    has_place = survivor.state != ArtisanState.LEAD and (survivor.place_note or survivor.lat is not None)
    is_personal = has_place or any(getattr(identity, name) for name in (*IDENTITY_ANSWERS, "nik_sealed"))
    was_moved_on = survivor.state not in NEVER_SENT_IN and _was_moved_on(merge)
    if is_personal or survivor.photo or was_moved_on:
        raise CannotUndo(
            _(
                "Without the merge %(code)s would have no consent to be kept, but it was sent in or got personal data"
                " since. Split the record instead, and ask the second maker."
            )
            % {"code": survivor.spoken_code}
        )


def _was_moved_on(merge: Merge) -> bool:
    return merge.survivor.state_changes.filter(at__gt=merge.at).exists()


def _check_undoable(merge: Merge, survivor: Artisan) -> None:
    if merge.undone_at:
        raise CannotUndo(_("This merge has already been undone."))
    if not merge.before and timezone.now() <= merge.undo_until:
        raise CannotUndo(_("The maker has taken back the consent to keep the record, so nothing is left to restore."))
    if not merge.is_in_time:
        raise CannotUndo(_("A merge can be undone for 30 days; this one is older. Split the record instead."))
    later = Merge.objects.standing().filter(Q(survivor=survivor, pk__gt=merge.pk) | Q(merged=survivor)).first()
    if later:
        raise CannotUndo(_("The record was merged again after this. Undo the later merge first."))


def _give_back(merge: Merge, *, keep_later: bool, by: User) -> None:
    """Rows first, then the numbers; a number that was entered since stays where it is only if it is to be kept."""
    nik = merge.before["nik"]
    is_same_nik = nik == _nik_hash(merge.survivor)
    if nik and (is_same_nik or not keep_later):
        papers.move_nik(source=merge.survivor, target=merge.merged, by=by)
    if nik and not is_same_nik:
        papers.take_out(artisan=merge.merged, by=by)
    take_back(merge.before["changes"], keep_later=keep_later)


def past_undo() -> tuple[list[Merge], list[Split]]:
    """The merges and splits that can no longer be undone and still hold what it would take."""
    old = Q(at__lt=timezone.now() - UNDO_FOR) & ~Q(before={})
    return list(Merge.objects.filter(old).order_by("pk")), list(Split.objects.filter(old).order_by("pk"))


@action
def forget(*, merges: Collection[Merge], splits: Collection[Split]) -> None:
    """Deletes what an undo would have needed; of the records that went, what they held of the person."""
    merged = Artisan.objects.filter(merged_in__in=merges, state=ArtisanState.MERGED)
    photos = [*merged.values_list("photo", flat=True), *(photo for one in merges for photo in one.before["photos"])]
    PersonIdentity.objects.filter(artisan__in=merged).delete()
    merged.update(photo="", place_note="", lat=None, lon=None, precision_m=None)
    Merge.objects.filter(pk__in=[one.pk for one in merges]).update(before={})
    Split.objects.filter(pk__in=[one.pk for one in splits]).update(before={})
    let_go(photos)
