"""How a record stands: what its page says of consent, review and freshness."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import may
from artisans.choices import ArtisanState, Confirmed, ConsentPurpose
from artisans.forms import ReasonForm
from artisans.models import Artisan

# How an officer can make sure that a maker is still at work.
OFFICERS_WAYS = (Confirmed.VISIT, Confirmed.PHONE)


def consent_standing(artisan: Artisan) -> dict:
    """The purposes the maker agreed to, the others, and whether the public sees the record."""
    standing = {consent.purpose for consent in artisan.consents.standing()}
    return {
        "agreed": [purpose for purpose in ConsentPurpose if purpose in standing],
        "not_agreed": [purpose for purpose in ConsentPurpose if purpose not in standing],
        "is_published": Artisan.objects.published().filter(pk=artisan.pk).exists(),
    }


def review_standing(user: User, artisan: Artisan) -> dict:
    """The next steps of the review that are open to this officer."""
    is_waiting = artisan.state == ArtisanState.SUBMITTED
    may_submit = artisan.may_become(ArtisanState.SUBMITTED)
    return {
        "may_submit": may_submit,
        "lacking": _lacking(artisan) if may_submit else [],
        "may_verify": is_waiting and may(user, "verify", artisan),
        "is_own_entry": is_waiting and artisan.is_entered_by(user),
        "reason_form": ReasonForm(),
        "take_back_form": ReasonForm(prefix="take-back"),
    }


def _lacking(artisan: Artisan) -> list[str]:
    """What is still to be done before the record can be sent in."""
    lacking = [] if artisan.crafts.exists() else [_("Choose the craft.")]
    if not artisan.consents.standing().filter(purpose=ConsentPurpose.STORE).exists():
        lacking.append(_("Ask the maker whether the record may be kept."))
    return lacking


def freshness_standing() -> dict:
    """How an officer may confirm the record, and the form that closes it."""
    return {"ways_to_confirm": OFFICERS_WAYS, "close_form": ReasonForm(prefix="close")}
