"""Ending an account whose owner is no longer in the register."""

from collections.abc import Collection

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.admin.models import LogEntry
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction

from accounts.models import User


@transaction.atomic
def close_account(*, person: User) -> None:
    """Nobody signs in with it any more and it names nobody. The row stays, empty: what its owner did for others hangs
    on it, such as a committee's decision. Its sessions end with the password; whoever closes it deletes them, too."""
    forget_attempts([name for name in (person.phone, person.username) if name])
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    LogEntry.objects.filter(content_type__app_label="accounts", object_id=str(person.pk)).delete()
    person.notices.all().delete()
    person.username, person.phone, person.phone_verified = f"closed-{person.pk}", None, False
    person.first_name, person.email, person.is_active, person.last_login = "", "", False, None
    # A new password also ends every session that is still open.
    person.set_unusable_password()
    person.save()


def sessions_of(people: Collection[User]) -> list[str]:
    """The keys of their sessions, each of which keeps by which number or user name its owner has signed in.

    Only opened does a session say whose it is, so all are read: for before anything is held.
    """
    keys = {str(person.pk) for person in people}
    everybodys = Session.objects.iterator() if keys else ()
    return [session.pk for session in everybodys if session.get_decoded().get(SESSION_KEY) in keys]


def forget_sessions(keys: Collection[str]) -> None:
    Session.objects.filter(pk__in=keys).delete()


def forget_attempts(names: Collection[str]) -> None:
    """Deletes what is counted of sign-ins with these user names and numbers (E.164)."""
    for counted in (AccessAttempt, AccessFailureLog, AccessLog):
        counted.objects.filter(username__in=names).delete()
