"""How each purpose of consent stands with one maker: the sentence, the yes or no, what it rests on, what was before."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from artisans.actions.consents import NEVER_SENT_IN
from artisans.choices import ConsentPurpose
from artisans.consent_texts import ON_WITHDRAWAL, READ_ALOUD
from artisans.forms import ConsentForm
from artisans.models import Artisan, Consent

BY_PHONE = (ConsentPurpose.WHATSAPP, ConsentPurpose.SHOW_NUMBER)


@dataclass
class Asked:
    """One purpose on a page. `needs_erasure`: taken back, it takes the record along. `form`: an officer's."""

    purpose: ConsentPurpose
    history: list[Consent]
    rests_on: list[str]
    needs_erasure: bool
    form: ConsentForm | None = None

    @property
    def standing(self) -> Consent | None:
        return next((consent for consent in self.history if consent.is_standing), None)

    @property
    def read_aloud(self) -> str:
        return READ_ALOUD[self.purpose]

    @property
    def on_withdrawal(self) -> str:
        return ON_WITHDRAWAL[self.purpose]


def asked(artisan: Artisan) -> list[Asked]:
    """Every purpose, in the order in which they are asked."""
    kept = list(artisan.consents.select_related("witness", "withdrawn_by").order_by("-given_at", "-pk"))
    standing = {consent.purpose for consent in kept if consent.is_standing}
    return [
        Asked(
            purpose=purpose,
            history=[consent for consent in kept if consent.purpose == purpose],
            rests_on=_rests_on(artisan, purpose, standing),
            needs_erasure=purpose == ConsentPurpose.STORE and artisan.state not in NEVER_SENT_IN,
        )
        for purpose in ConsentPurpose
    ]


def _rests_on(artisan: Artisan, purpose: ConsentPurpose, standing: set[str]) -> list[str]:
    """What is missing for this consent to show anything, in whole sentences."""
    sentences = []
    if purpose in BY_PHONE and not (hasattr(artisan, "identity") and artisan.identity.phone):
        sentences.append(_("No telephone number is written in this record yet."))
    if purpose == ConsentPurpose.PHOTO and not artisan.photo:
        sentences.append(_("There is no photo in this record yet."))
    if purpose in (ConsentPurpose.PHOTO, *BY_PHONE) and ConsentPurpose.PUBLIC_PROFILE not in standing:
        sentences.append(_("It shows nothing as long as the maker has not agreed to a public page."))
    if purpose == ConsentPurpose.INVITE and ConsentPurpose.PUBLIC_PROFILE not in standing:
        sentences.append(_("No committee finds the maker as long as there is no consent to a public page."))
    if purpose == ConsentPurpose.SHARE_BANK and ConsentPurpose.STORE not in standing:
        sentences.append(_("First ask whether the record may be kept at all."))
    return sentences


def purpose_named(name: str) -> ConsentPurpose | None:
    """The purpose of an address; None for a word that names none."""
    return ConsentPurpose(name) if name in ConsentPurpose else None
