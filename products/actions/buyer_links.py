"""Private links for buyers whom a maker knows."""

import hashlib
import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from artisans.models import Artisan
from core.refusals import Refusal
from products.actions.products import check_answerable
from products.models import BuyerLink

MOST_LINKS = 50


class TooManyLinks(Refusal):
    """The maker has given away as many links as one can keep in mind."""


@transaction.atomic
def make_link(*, artisan: Artisan, name: str, by: User) -> str:
    """Makes a link for a buyer; returns its secret word, which nobody can read again. Raises TooManyLinks."""
    check_answerable(by, artisan)
    Artisan.objects.select_for_update(no_key=True).get(pk=artisan.pk)
    if artisan.buyer_links.live().count() >= MOST_LINKS:
        raise TooManyLinks(_("A maker can have %(n)d such links. Take one back first.") % {"n": MOST_LINKS})
    word = secrets.token_urlsafe(24)
    BuyerLink.objects.create(artisan=artisan, name=name, word_hash=_hash(word), made_by=by)
    return word


def revoke_link(*, link: BuyerLink, by: User) -> None:
    """Takes a link back, at once and for good."""
    check_answerable(by, link.artisan)
    BuyerLink.objects.live().filter(pk=link.pk).update(revoked_at=timezone.now())


def open_link(*, word: str) -> BuyerLink | None:
    """The link with this secret word, noted as opened; None for one that was never made or was taken back."""
    link = BuyerLink.objects.live().select_related("artisan").filter(word_hash=_hash(word)).first()
    if link:
        BuyerLink.objects.filter(pk=link.pk).update(opened_at=timezone.now())
    return link


def _hash(word: str) -> str:
    # The word is long and random, so that a plain hash cannot be turned back.
    return hashlib.sha256(word.encode()).hexdigest()
