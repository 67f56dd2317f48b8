"""Leads: makers somebody told of. They become drafts once met, or end with the reason why nobody was found."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass, field, fields, replace
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import reachable
from artisans.actions import review
from artisans.actions.locking import locked_same_record
from artisans.actions.registering import used_before
from artisans.choices import ArtisanState
from artisans.models import Artisan
from clusters.models import Craft
from core.actions import action
from core.form_once import differences, only_adds
from core.refusals import Refusal
from core.versions import Answers, plain, settle
from fieldwork.actions.canvassing import note_find
from fieldwork.models import CanvassPlace, Find, Lead
from regions.models import Region


class LeadIsSettled(Refusal):
    """Somebody else has met the maker, or given the lead up, a moment before."""


@dataclass(frozen=True, kw_only=True)
class Tip:
    """What somebody told an officer about a maker: nothing in it says who told, but what kind of person."""

    public_name: str
    region: Region
    told_by: str
    told_on: datetime.date
    crafts: Collection[Craft] = field(default_factory=tuple)
    place_note: str = ""
    note: str = ""
    next_visit_on: datetime.date | None = None
    place: CanvassPlace | None = None

    def answers(self) -> Answers:
        """The answers as they are compared."""
        return {one.name: plain(getattr(self, one.name)) for one in fields(self)}


@action
def add(*, tip: Tip, registration_uuid: UUID, by: User) -> Lead:
    """Keeps a tip as a lead. The same form sent twice gives the lead it made first.

    What it adds the second time goes into the lead. Raises FormUsedBefore if it comes again with other answers.
    """
    try:
        with transaction.atomic():
            artisan = Artisan(state=ArtisanState.LEAD, registered_by=by, registration_uuid=registration_uuid)
            lead = _write(artisan, tip, by=by)
            artisan.state_changes.create(to_state=ArtisanState.LEAD, by=by)
            return lead
    except IntegrityError:
        first = Artisan.objects.filter(registration_uuid=registration_uuid, registered_by=by).first()
        if first is None:
            raise
        return _again(first, tip, by=by)


@action
def _again(first: Artisan, tip: Tip, *, by: User) -> Lead:
    """What becomes of a form that has made this record before."""
    first = locked_same_record(first)
    lead = Lead.objects.filter(artisan=first).first()
    if lead is None:
        raise used_before(first, {"public_name": first.public_name})
    kept, sent = plain_answers(lead, by=by), tip.answers()
    if kept == sent:
        return lead
    if first.state != ArtisanState.LEAD or not only_adds(kept=kept, sent=sent):
        raise used_before(first, differences(kept=kept, sent=sent))
    return _write(first, tip, by=by)


@action
def change(*, artisan: Artisan, tip: Tip, by: User, seen: Answers | None = None) -> Lead:
    """Writes changed answers over a lead, beside what others have changed since they were `seen`.

    Without `seen` the new ones stand. Raises LeadIsSettled and ChangedMeanwhile.
    """
    locked = _locked(artisan)
    if seen is not None:
        stored = answers_of(Lead.objects.get(artisan=locked), by=by)
        plainly = {name: plain(value) for name, value in stored.items()}
        settled = settle(seen=seen, stored=plainly, mine=tip.answers())
        tip = replace(tip, **{name: value for name, value in stored.items() if settled[name] == plainly[name]})
    return _write(locked, tip, by=by)


def answers_of(lead: Lead, *, by: User) -> dict[str, Any]:
    """A lead's present answers, by the names of a Tip; a place that the officer may not see is not among them."""
    artisan, places = lead.artisan, reachable(by, "view", CanvassPlace.objects.all())
    return {
        "public_name": artisan.public_name,
        "region": artisan.region,
        "crafts": list(artisan.crafts.all()),
        "place_note": artisan.place_note,
        "told_by": lead.told_by,
        "told_on": lead.told_on,
        "note": lead.note,
        "place": places.filter(finds__artisan=artisan).first(),
        "next_visit_on": lead.next_visit_on,
    }


def plain_answers(lead: Lead, *, by: User) -> Answers:
    """The same, as core.versions compares them."""
    return {name: plain(value) for name, value in answers_of(lead, by=by).items()}


def _write(artisan: Artisan, tip: Tip, *, by: User) -> Lead:
    artisan.public_name, artisan.region, artisan.place_note = tip.public_name, tip.region, tip.place_note
    artisan.save()
    artisan.crafts.set(tip.crafts)
    told = {name: getattr(tip, name) for name in ("told_by", "told_on", "note", "next_visit_on")}
    lead, _is_new = Lead.objects.update_or_create(artisan=artisan, defaults=told)
    if tip.place:
        Find.objects.update_or_create(artisan=artisan, defaults={"place": tip.place})
    else:
        # A place in another office's area, which the form does not show, is not taken back by leaving it out.
        seen = reachable(by, "view", CanvassPlace.objects.all())
        Find.objects.filter(artisan=artisan, place__in=seen).delete()
    return lead


@action
def meet(*, artisan: Artisan, by: User) -> Artisan:
    """Makes a draft of a lead: the officer has met the maker, and registers the record from today on."""
    locked = review.step(_locked(artisan), ArtisanState.DRAFT, by=by)
    locked.registered_by, locked.registered_at = by, timezone.now()
    locked.save(update_fields=["registered_by", "registered_at"])
    if find := Find.objects.filter(artisan=locked).select_related("place").first():
        note_find(artisan=locked, place=find.place, by=by)
    return locked


@action
def give_up(*, artisan: Artisan, by: User, reason: str) -> Artisan:
    """Ends a lead that led to no maker; the record is refused, with the reason."""
    return review.reject(artisan=_locked(artisan), by=by, reason=reason)


@action
def postpone(*, artisan: Artisan, to: datetime.date) -> None:
    """Moves the next visit to a lead."""
    Lead.objects.filter(artisan=_locked(artisan)).update(next_visit_on=to)


def _locked(artisan: Artisan) -> Artisan:
    """The lead's record, held until the end of the step. Raises LeadIsSettled, with who was first, if it is no lead."""
    locked = locked_same_record(artisan)
    if locked.state != ArtisanState.LEAD:
        last = locked.state_changes.select_related("by").order_by("-at", "-pk").first()
        raise LeadIsSettled(
            _("%(officer)s has already dealt with this lead: the record is now “%(state)s”. Nothing was changed.")
            % {"officer": last.by if last else _("Somebody"), "state": locked.get_state_display()}
        )
    return locked
