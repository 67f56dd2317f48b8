"""What a record answers, question by question: read for a form, and written where two may write at once (ADR 0009)."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from PIL.Image import Image

from accounts.models import User
from artisans.actions import review
from artisans.actions.consents import ASKED_WHEN_REGISTERING, set_consents
from artisans.actions.locking import locked_family, locked_same_record
from artisans.actions.photos import replace_photo
from artisans.choices import ConsentMethod, ConsentPurpose
from artisans.models import Artisan, PersonIdentity
from artisans.signals import publicity_changed
from core.actions import action
from core.photos import renditions_of
from core.refusals import Refusal
from core.versions import Answers, plain, settle
from regions.positions import Position

# What is kept of the person, and only with the maker's consent that the record is kept.
PERSONAL = ("legal_name", "phone", "birth_year", "nib")
# Where exactly the person is found: the same holds for it, but for what somebody told about a lead.
EXACT_PLACE = ("place_note", "position")
ENTRY = ("public_name", "kind", "crafts", "region", "place_note", "position", "phone", "purposes")


class PersonNeedsConsent(Refusal):
    """Personal data was written into a record whose maker does not agree that it is kept."""


def answers_of(artisan: Artisan, names: Iterable[str]) -> dict[str, Any]:
    """The record's present answers to these questions, as a form shows them."""
    return {name: _answer(artisan, name) for name in names}


def _answer(artisan: Artisan, name: str) -> Any:
    if name == "crafts":
        return list(artisan.crafts.all())
    if name == "position":
        return None if artisan.lat is None else Position(artisan.lat, artisan.lon, artisan.precision_m)
    if name == "purposes":
        standing = artisan.consents.standing().filter(purpose__in=ASKED_WHEN_REGISTERING)
        return list(standing.values_list("purpose", flat=True))
    if name in PERSONAL:
        return getattr(getattr(artisan, "identity", PersonIdentity()), name)
    return getattr(artisan, name)


def plain_answers(artisan: Artisan, names: Iterable[str]) -> Answers:
    """The same, as core.versions compares them."""
    return {name: plain(value) for name, value in answers_of(artisan, names).items()}


@action
def amend(
    *,
    artisan: Artisan,
    answers: Answers,
    photo: Image | None = None,
    seen: Answers | None,
    by: User,
    submit: bool = False,
) -> Artisan:
    """Writes these answers into a record, beside what others have changed in it since they were `seen`.

    Raises ChangedMeanwhile where somebody else changed the same answer otherwise; without `seen` the new answers
    stand. Raises PersonNeedsConsent, and what `locked_same_record`, `set_consents` and, to send the record in,
    `review.submit` raise.
    """
    renditions = renditions_of(photo) if photo else None
    if ConsentPurpose.STORE not in answers.get("purposes", [ConsentPurpose.STORE]):
        # What became part of the record is emptied with it.
        locked_family([artisan])
    locked = locked_same_record(artisan)
    if seen is not None:
        # A new photo is like no other; what the sender saw of the old one decides.
        mine = answers | ({"photo": "new"} if photo else {})
        settled = settle(seen=seen, stored=plain_answers(locked, mine), mine=mine)
        answers = {name: settled[name] for name in answers}
    write(artisan=locked, answers=answers, by=by)
    insist_on_consent(locked, {**answers, "photo": photo})
    if submit:
        locked = review.submit(artisan=locked, by=by)
    # Last, when nothing can be refused any more: files do not go away with a transaction that is taken back.
    replace_photo(artisan=locked, renditions=renditions)
    return locked


def insist_on_consent(artisan: Artisan, written: dict) -> None:
    """Raises PersonNeedsConsent where something of the person is written without the consent to keep the record."""
    personal = any(written.get(name) for name in (*PERSONAL, *EXACT_PLACE, "photo"))
    if personal and not artisan.consents.standing().filter(purpose=ConsentPurpose.STORE).exists():
        raise PersonNeedsConsent(_("Personal data is kept only if the maker agrees that the record is kept."))


def write(*, artisan: Artisan, answers: Answers, by: User) -> None:
    """Puts settled answers where they belong. The caller holds the row, or has just made it."""
    for name in answers.keys() - {"crafts", "region", "position", "purposes", *PERSONAL}:
        setattr(artisan, name, answers[name])
    if "region" in answers:
        artisan.region_id = answers["region"]
    if "position" in answers:
        artisan.lat, artisan.lon, artisan.precision_m = answers["position"] or (None, None, None)
    artisan.save()
    if "crafts" in answers:
        artisan.crafts.set(answers["crafts"])
    if personal := {name: answers[name] for name in PERSONAL if name in answers}:
        PersonIdentity.objects.update_or_create(artisan=artisan, defaults=personal)
    if "purposes" in answers:
        set_consents(
            artisan=artisan,
            purposes=answers["purposes"],
            asked=ASKED_WHEN_REGISTERING,
            by=by,
            method=ConsentMethod.SPOKEN,
        )
    publicity_changed.send(sender=Artisan, artisan_ids=[artisan.pk])
