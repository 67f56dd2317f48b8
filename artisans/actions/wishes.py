"""What makers ask about the data held on them, and the officer's answer within three times 24 hours."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from accounts.notices import tell
from artisans.actions.erasing import erase
from artisans.actions.locking import locked_record, locked_with_maker
from artisans.choices import Wish, WishState
from artisans.models import Artisan, DataWish
from artisans.models.claim import WISH_CLOCK
from core.actions import action
from core.refusals import Refusal


class AlreadyAsked(Refusal):
    """The same wish waits for the officer."""


class WordsMissing(Refusal):
    """A wish or an answer that somebody else must understand came without a word."""


class AlreadyDecided(Refusal):
    """Somebody has answered the wish, or the maker has taken it back."""


@action
def ask_for_correction(*, artisan: Artisan, text: str, by: User) -> DataWish:
    """Keeps the maker's wish that something in the record be put right. Raises WordsMissing and AlreadyAsked."""
    if not text.strip():
        raise WordsMissing(_("Write what is wrong, and what it should say."))
    return _ask(artisan, Wish.CORRECTION, text.strip(), by)


@action
def ask_for_erasure(*, artisan: Artisan, by: User, text: str = "") -> DataWish:
    """Keeps the maker's wish that everything held on them be erased; no reason is needed. Raises AlreadyAsked."""
    return _ask(artisan, Wish.ERASURE, text.strip(), by)


def _ask(artisan: Artisan, wish: str, text: str, by: User) -> DataWish:
    locked = locked_record(artisan)
    if locked.wishes.open().filter(wish=wish).exists():
        raise AlreadyAsked(_("This wish already waits for the officer. You can take it back and ask anew."))
    return locked.wishes.create(wish=wish, text=text, asked_by=by, due_at=timezone.now() + WISH_CLOCK)


@action
def take_back(*, wish: DataWish, by: User) -> DataWish:
    """The maker no longer wants it. Raises AlreadyDecided."""
    return _close(_locked(wish), WishState.TAKEN_BACK, "", by)


@action
def correct(*, wish: DataWish, by: User, answer: str = "") -> DataWish:
    """Tells the maker that the record is put right; the officer has done that in the record. Raises AlreadyDecided."""
    closed = _close(_locked(wish), WishState.DONE, answer.strip(), by)
    _tell(closed.artisan, closed.artisan.users.all(), gettext_noop("Your wish is done: %(name)s is put right."))
    return closed


@action
def fulfil_erasure(*, wish: DataWish, by: User) -> None:
    """Erases the record for good, and this wish with it. Raises AlreadyDecided."""
    makers = list(Artisan.objects.filter(pk=wish.artisan_id))
    erase(artisans=makers, by=by, if_still=lambda: _locked(wish))


@action
def refuse(*, wish: DataWish, by: User, answer: str) -> DataWish:
    """Says no, and why. Raises WordsMissing and AlreadyDecided."""
    if not answer.strip():
        raise WordsMissing(_("Write why not, so that the maker understands it."))
    closed = _close(_locked(wish), WishState.REFUSED, answer.strip(), by)
    _tell(closed.artisan, closed.artisan.users.all(), gettext_noop("The officer answered your wish about %(name)s."))
    return closed


def _locked(wish: DataWish) -> DataWish:
    """The wish, held until it is decided: of two who decide at once the second sees what the first did."""
    found = locked_with_maker(DataWish.objects.filter(pk=wish.pk))
    if found is None or found.state != WishState.OPEN:
        raise AlreadyDecided(_("This wish is already answered or taken back, so nothing was changed."))
    return found


def _close(wish: DataWish, state: str, answer: str, by: User) -> DataWish:
    wish.state, wish.answer, wish.decided_by, wish.decided_at = state, answer, by, timezone.now()
    wish.save(update_fields=["state", "answer", "decided_by", "decided_at"])
    return wish


def _tell(artisan: Artisan, people: Iterable[User], text: str) -> None:
    tell(people, text, url=reverse("workshop:home", args=[artisan.code]), name=artisan.public_name)
