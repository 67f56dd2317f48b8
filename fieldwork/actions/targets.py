"""Setting what an agency aims at in a year."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.actions import action
from core.refusals import Refusal
from fieldwork.models import Target


class AlreadySet(Refusal):
    """Somebody else has set a target for the same region, officer and year in the meantime."""


@action
def set_target(*, target: Target, by: User) -> Target:
    """Keeps a new or changed target. Raises AlreadySet."""
    target.set_by = by
    try:
        with transaction.atomic():
            target.save()
    except IntegrityError as error:
        raise AlreadySet(_("There is already a target for this region, officer and year.")) from error
    return target


def drop_target(*, target: Target) -> None:
    """Takes a target away: nothing is aimed at any more."""
    target.delete()
