"""Private links for buyers whom a maker knows."""

import hashlib
import secrets

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from artisans.actions.locking import locked_record, locked_with_maker
from artisans.models import Artisan
from core.actions import action
from core.refusals import Refusal
from products.actions.locking import check_answerable
from products.models import BuyerLink

MOST_LINKS = 50


class TooManyLinks(Refusal):
    """The maker has given away as many links as one can keep in mind."""


@action
def make_link(*, artisan: Artisan, name: str, by: User) -> str:
    """Makes a link for a buyer; returns its secret word, which nobody can read again. Raises TooManyLinks."""
    artisan = locked_record(artisan)
    check_answerable(by, artisan)
    if artisan.buyer_links.live().count() >= MOST_LINKS:
        raise TooManyLinks(_("A maker can have %(n)d such links. Take one back first.") % {"n": MOST_LINKS})
    word = secrets.token_urlsafe(24)
    BuyerLink.objects.create(artisan=artisan, name=name, word_hash=_hash(word), made_by=by)
    return word


@action
def revoke_link(*, link: BuyerLink, by: User) -> None:
    """Takes a link back, at once and for good; twice is as good as once."""
    if locked := locked_with_maker(BuyerLink.objects.live().filter(pk=link.pk)):
        check_answerable(by, locked.artisan)
        locked.revoked_at = timezone.now()
        locked.save(update_fields=["revoked_at"])


def open_link(*, word: str) -> BuyerLink | None:
    """The link with this secret word, noted as opened; None for one that was never made or was taken back."""
    link = BuyerLink.objects.live().select_related("artisan").filter(word_hash=_hash(word)).first()
    if link:
        BuyerLink.objects.filter(pk=link.pk).update(opened_at=timezone.now())
    return link


def _hash(word: str) -> str:
    # The word is long and random, so that a plain hash cannot be turned back.
    return hashlib.sha256(word.encode()).hexdigest()
