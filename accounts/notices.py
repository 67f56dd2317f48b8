"""Telling people in the app what happened to what is theirs."""

from collections.abc import Iterable

from django.utils import timezone

from accounts.models import Notice, User


def tell(people: Iterable[User], text: str, *, url: str = "", **params: str) -> None:
    """Leaves each of the people a notice.

    `text` is marked by gettext_noop where it is written, and filled with `params` when it is read, in the reader's
    language; params are public names, never personal data. Call it inside the transaction that made it true.
    """
    Notice.objects.bulk_create(Notice(to=person, text=text, url=url, params=params) for person in people)


def mark_read(*, by: User) -> int:
    """Notes that the person has seen all that was told so far; returns how many were new."""
    return by.notices.filter(read_at=None).update(read_at=timezone.now())
