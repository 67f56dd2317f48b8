"""One record that holds two makers becomes two, and one again if that was a mistake."""

from collections.abc import Collection
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from artisans.actions import consents
from artisans.actions.forgetting import PLACE, History, forget_phone, hand_over_history
from artisans.actions.locking import RecordErased, locked_pair, locked_rows
from artisans.actions.moving import simply_moved
from artisans.actions.seats import clusters_led_by, tell_where_nobody_is_left
from artisans.actions.undo_journal import Journal, later_changes, take_back
from artisans.choices import ArtisanState, ConsentMethod, ConsentPurpose
from artisans.models import Artisan, DuplicatePair, Membership, PersonIdentity, Split
from artisans.signals import publicity_changed
from clusters.models import Craft
from core.actions import action
from core.form_once import FormUsedBefore, differences
from core.refusals import Refusal
from core.versions import Answers, plain


class CannotSplit(Refusal):
    """The record cannot become two."""


class CannotUnite(Refusal):
    """It is too late to take a split back, or the new record has a life of its own by now."""


@action
def split(
    *,
    artisan: Artisan,
    public_name: str,
    by: User,
    form_uuid: UUID | None = None,
    crafts: Collection[Craft] = (),
    products: Collection[int] = (),
    memberships: Collection[int] = (),
    takes_phone: bool = False,
    agreed_to_store: bool = False,
) -> Split:
    """Makes a draft of its own for the second maker, at the same place; `products` and `memberships` are keys.

    The telephone number goes only with that maker's consent to keep the record, asked now. The same form sent twice
    gives the split it made first. Raises CannotSplit, RecordErased, and FormUsedBefore if it comes with other answers.
    """
    [artisan] = locked_pair(artisan, exclusively=True)
    if form_uuid and (first := Split.objects.filter(form_uuid=form_uuid, by=by).select_related("part").first()):
        sent = {"public_name": public_name, "crafts": crafts, "products": products, "memberships": memberships}
        sent |= {"takes_phone": takes_phone, "agreed_to_store": agreed_to_store}
        return _the_same(first, {name: plain(value) for name, value in sent.items()})
    _check(artisan, takes_phone=takes_phone, agreed_to_store=agreed_to_store)
    part = _new_record(artisan, public_name, crafts, by, with_place=agreed_to_store)
    if agreed_to_store:
        consents.give(artisan=part, purpose=ConsentPurpose.STORE, method=ConsentMethod.SPOKEN, by=by)
    journal = Journal()
    led = clusters_led_by([artisan])
    _hand_over(journal, artisan, part, products=products, memberships=memberships, takes_phone=takes_phone)
    tell_where_nobody_is_left(led)
    publicity_changed.send(sender=Artisan, artisan_ids=[artisan.pk, part.pk])
    before = {"changes": journal.entries, "part": _belongings(part)}
    return Split.objects.create(artisan=artisan, part=part, by=by, before=before, form_uuid=form_uuid)


def _the_same(first: Split, sent: Answers) -> Split:
    part = first.part
    kept = {
        "public_name": part.public_name,
        "crafts": plain(part.crafts.all()),
        "products": plain(part.products.all()),
        "memberships": plain(part.memberships.all()),
        "takes_phone": PersonIdentity.objects.filter(artisan=part).exclude(phone="").exists(),
        "agreed_to_store": part.consents.standing().filter(purpose=ConsentPurpose.STORE).exists(),
    }
    if kept == sent:
        return first
    raise FormUsedBefore(
        _("This form has already taken %(maker)s out of the record. Look at the answers, then save this maker as well.")
        % {"maker": part.public_name},
        differences(kept=kept, sent=sent),
        first_url=reverse("field:record", args=[part.code]),
    )


def _hand_over(
    journal: Journal,
    artisan: Artisan,
    part: Artisan,
    *,
    products: Collection[int],
    memberships: Collection[int],
    takes_phone: bool,
) -> None:
    for product in artisan.products.filter(pk__in=products).order_by("pk"):
        journal.set(product, artisan_id=part.pk)
    for membership in Membership.objects.select_for_update().filter(artisan=artisan, pk__in=memberships).order_by("pk"):
        journal.set(membership, artisan_id=part.pk)
    if takes_phone:
        _hand_over_phone(journal, artisan, part)


def _check(artisan: Artisan, *, takes_phone: bool, agreed_to_store: bool) -> None:
    if artisan.state in (ArtisanState.MERGED, ArtisanState.REJECTED):
        raise CannotSplit(_("A record that was merged or rejected is not split."))
    if takes_phone and not agreed_to_store:
        raise CannotSplit(_("A telephone number is kept only if the maker agrees that the record is kept."))


def _new_record(
    artisan: Artisan, public_name: str, crafts: Collection[Craft], by: User, *, with_place: bool
) -> Artisan:
    copied = ("kind", "region_id", *(PLACE if with_place else ()))
    here = {name: getattr(artisan, name) for name in copied}
    part = Artisan.objects.create(public_name=public_name, registered_by=by, is_demo=artisan.is_demo, **here)
    part.crafts.set(crafts)
    reason = _("Split off from %(code)s.") % {"code": artisan.spoken_code}
    part.state_changes.create(to_state=ArtisanState.DRAFT, reason=reason, by=by)
    return part


def _hand_over_phone(journal: Journal, artisan: Artisan, part: Artisan) -> None:
    identity = PersonIdentity.objects.select_for_update().filter(artisan=artisan).exclude(phone="").first()
    if identity:
        handed_over = PersonIdentity.objects.create(artisan=part, phone=identity.phone)
        journal.set(identity, phone="")
        forget_phone(artisan, handed_over.phone)


@action
def unite(*, split: Split, by: User) -> Artisan:
    """Takes a split back: the record is as it was, the new one is gone. Returns the record.

    Raises CannotUnite after 30 days, and once either was changed in what the split wrote: then they are merged instead.
    """
    held = locked_rows([split.artisan_id, split.part_id], exclusively=True)
    artisan, part = held.get(split.artisan_id), held.get(split.part_id)
    if artisan is None:
        raise RecordErased
    if part is None:
        return artisan  # somebody else took the split back a moment before
    split = Split.objects.select_for_update().get(pk=split.pk)
    if artisan.state == ArtisanState.MERGED:
        raise CannotUnite(
            _("%(code)s has already become part of another record. Nothing was changed.")
            % {"code": artisan.spoken_code}
        )
    if not split.is_in_time:
        raise CannotUnite(_("A split can be undone for 30 days. Merge the two records instead."))
    if later_changes(split.before["changes"]) or _was_changed(part) or split.before.get("part") != _belongings(part):
        raise CannotUnite(_("The records were changed after the split. Merge the two records instead."))
    led = clusters_led_by([artisan, part])
    _give_back(split)
    tell_where_nobody_is_left(led)
    if _holds_something(part):
        raise CannotUnite(_("The new record has got something of its own. Merge the two records instead."))
    hand_over_history(part, artisan)
    history = History([part.pk])
    part.delete()
    history.forget()
    publicity_changed.send(sender=Artisan, artisan_ids=[artisan.pk])
    return artisan


def _give_back(split: Split) -> None:
    try:
        with transaction.atomic():
            take_back(split.before["changes"], keep_later=False)
    except IntegrityError as error:
        raise CannotUnite(_("The records were changed after the split. Merge the two records instead.")) from error


def _belongings(part: Artisan) -> dict:
    """What the new record holds beside its own row; an undo takes only what the split gave it."""
    return {
        "crafts": sorted(part.crafts.values_list("pk", flat=True)),
        "consents": sorted(part.consents.values_list("pk", flat=True)),
        "has_identity": PersonIdentity.objects.filter(artisan=part).exists(),
    }


def _was_changed(part: Artisan) -> bool:
    """Whether the history knows of any change to the new record, its personal data or its consents."""
    histories = [
        part.events,
        PersonIdentity.pgh_event_model.objects.filter(artisan=part),
        part.consents.model.pgh_event_model.objects.filter(artisan=part),
    ]
    return any(history.exclude(pgh_label="insert").exists() for history in histories)


def _holds_something(part: Artisan) -> bool:
    """Whether anything hangs on the new record beside what the split gave it."""
    decided = DuplicatePair.objects.exclude(decision="").filter(Q(first=part) | Q(second=part))
    own = [part.memberships, part.merges, part.aliases, part.splits, part.users, part.wishes, decided]
    return any(rows.exists() for rows in own) or any(
        relation.related_model._base_manager.filter(**{relation.field.name: part}).exists()
        for relation in simply_moved()
    )
