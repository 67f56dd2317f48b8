"""Taking a maker out of the register, with all that belongs to them, every photo and what the history holds."""

from collections.abc import Callable, Collection

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import journal
from accounts.closing import close_account, forget_attempts, forget_sessions, sessions_of
from accounts.models import User
from artisans.actions.blanking import Blanking
from artisans.actions.duplicates import SharesOfNames
from artisans.actions.forgetting import History
from artisans.actions.locking import locked_family, locked_rows
from artisans.actions.mentions import Mentions
from artisans.actions.photos import let_go, photos_kept_for_undo
from artisans.actions.seats import clusters_led_by, tell_where_nobody_is_left
from artisans.models import Artisan, ArtisanAlias, ErasedRecord, Membership
from artisans.signals import erasing, forgetting
from core.actions import action
from core.photos import delete_photo
from core.refusals import Refusal

TRIES = 5


class ChangedTooOften(Refusal):
    """Each time the makers were held, somebody had just merged or renamed one of them."""


@action
def erase(*, artisans: Collection[Artisan], by: User, if_still: Callable[[], object] | None = None) -> None:
    """Forgets the makers: everything that `discard` takes, and wherever else they are spoken of by name.

    An account that served nothing else is closed. What stays: that there was something under these codes, who erased
    it, and who looked at private data. `if_still` is asked once the makers are held; it raises what speaks against it.
    """
    sessions = sessions_of(_accounts_of(Artisan.objects.of_the_same_maker(artisans)))
    everything, blanking = _held_with_who_speaks_of_them(artisans)
    if if_still:
        if_still()
    people, shares, led = _accounts_of(everything), SharesOfNames(everything), clusters_led_by(everything)
    _leave_the_codes(everything, by)
    _forget_journal(everything)
    forgetting.send(sender=Artisan, mentions=blanking.mentions)
    discard(artisans=everything)
    forget_attempts(blanking.mentions.phones)
    shares.forget()
    blanking.forget()
    for person in people:
        close_account(person=person)
    forget_sessions(sessions)
    tell_where_nobody_is_left(led)


@action
def discard(*, artisans: Collection[Artisan]) -> None:
    """Deletes the records with personal data, consents, memberships, products and history; files go once that is
    certain.

    A record that became one with others goes with all of them: they tell of the same person.
    """
    everything = locked_family(artisans)
    keys = [artisan.pk for artisan in everything]
    history = History(keys)
    erasing.send(sender=Artisan, artisan_ids=keys)
    for artisan in everything:
        let_go([artisan.photo, *photos_kept_for_undo([artisan])])
        for key in filter(None, artisan.products.values_list("photos__key", flat=True)):
            transaction.on_commit(lambda key=key: delete_photo(key))
        artisan.delete()
    history.forget()


def _leave_the_codes(artisans: Collection[Artisan], by: User) -> None:
    """Notes every code under which these makers and their products could be found, so that its address says gone."""
    codes = {artisan.code for artisan in artisans}
    codes |= set(ArtisanAlias.objects.filter(artisan__in=artisans).values_list("code", flat=True))
    for artisan in artisans:
        codes |= set(artisan.products.values_list("code", flat=True))
    rows = [ErasedRecord(code=code, erased_by=by) for code in sorted(codes)]
    ErasedRecord.objects.bulk_create(rows, ignore_conflicts=True)


def _forget_journal(artisans: Collection[Artisan]) -> None:
    """Of the products' part products.receivers takes care."""
    keys = [artisan.pk for artisan in artisans]
    journal.forget(Artisan, keys)
    journal.forget(Membership, list(Membership.objects.filter(artisan__in=keys).values_list("pk", flat=True)))


def _held_with_who_speaks_of_them(artisans: Collection[Artisan]) -> tuple[list[Artisan], Blanking]:
    """All records of these makers, held, and where others speak of them; these others' makers are held too.

    All at once, in the order of their keys, so that nobody waits for each other in a circle.
    """
    for _try in range(TRIES):
        family = list(Artisan.objects.of_the_same_maker(artisans).order_by("pk"))
        blanking = Blanking.of(Mentions.of(family, _accounts_of(family)))
        savepoint = transaction.savepoint()
        locked_rows({*blanking.makers, *blanking.mentions.artisan_ids}, exclusively=True)
        everything = locked_family(artisans)
        # Somebody may have merged or renamed a record while this waited.
        if Mentions.of(everything, _accounts_of(everything)) == blanking.mentions:
            transaction.savepoint_commit(savepoint)
            return everything, blanking
        transaction.savepoint_rollback(savepoint)
    raise ChangedTooOften(_("Others are changing this record just now. Nothing was erased; try again in a moment."))


def _accounts_of(artisans: Collection[Artisan]) -> list[User]:
    """The accounts that serve nothing else."""
    served = User.objects.filter(artisans__in=artisans).distinct().order_by("pk")
    return [person for person in served if _serves_nothing_else(person, artisans)]


def _serves_nothing_else(person: User, artisans: Collection[Artisan]) -> bool:
    keys = [artisan.pk for artisan in artisans]
    return not (person.is_staff or person.is_superuser or person.artisans.exclude(pk__in=keys).exists())
