"""How a buyer may reach a maker: what the maker agreed to, as it stands at this moment."""

from typing import NamedTuple

from django.core.signing import BadSignature, TimestampSigner
from django.db.models import Exists, OuterRef, Q

from artisans.choices import ArtisanState, ConsentPurpose
from artisans.models import Artisan, Consent
from artisans.querysets import ArtisanQuerySet

# A page may lie open for so long (seconds) before its button must be pressed on a fresh one.
BUTTON_LASTS = 24 * 60 * 60


class Ways(NamedTuple):
    """What a maker at work agreed to beside the messages kept here: a chat on WhatsApp, showing the number."""

    chat: bool
    number: bool


def makers_at_work() -> ArtisanQuerySet:
    """Makers whom the public may see and who take orders at present."""
    return Artisan.objects.published().filter(state=ArtisanState.ACTIVE)


def ways_to(artisan: Artisan) -> Ways | None:
    """The ways to a maker, in one query; None where nobody can order from the maker at present."""
    has_phone = Q(identity__isnull=False) & ~Q(identity__phone="")
    rows = makers_at_work().filter(pk=artisan.pk)
    found = rows.values_list(
        has_phone & _agreed(ConsentPurpose.WHATSAPP), has_phone & _agreed(ConsentPurpose.SHOW_NUMBER)
    ).first()
    return Ways(*found) if found else None


def _agreed(purpose: ConsentPurpose) -> Q:
    return Q(Exists(Consent.objects.standing().filter(artisan=OuterRef("pk"), purpose=purpose)))


def chat_token(artisan_code: str, product_code: str) -> str:
    """Signs, for a button, whom it reveals, from which product's page, and when the page was made."""
    return _signer().sign(f"{artisan_code}.{product_code}")


def read_chat_token(token: str, artisan_code: str) -> str | None:
    """The product's code ("" for none) in a button's token; None if it is too old or of another maker."""
    try:
        maker, _dot, product = _signer().unsign(token, max_age=BUTTON_LASTS).partition(".")
    except BadSignature:
        return None
    return product if maker == artisan_code else None


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="orders.ways")
