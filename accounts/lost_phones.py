"""An account whose telephone is lost: nobody gets in, until its owner has a new number or a new password."""

from allauth.mfa.models import Authenticator

from accounts.models import User


def is_locked(account: User) -> bool:
    """Whether nobody can sign in to the account, because its telephone is lost."""
    return not account.has_usable_password()


def can_be_reopened(account: User) -> bool:
    """Whether a maker's code may let the owner in again: never into an account of the agency or one closed for good."""
    return account.is_active and not account.is_staff and not account.is_superuser and is_locked(account)


def lock(account: User) -> None:
    """Ends the account's password, its second factor, and with the password every session at once."""
    account.set_unusable_password()
    account.save(update_fields=["password"])
    Authenticator.objects.filter(user=account).delete()


def unlock(account: User, *, phone: str, password: str, is_verified: bool) -> None:
    """Lets the owner in, of a new account or again, with a number (E.164) and a password."""
    account.phone, account.phone_verified = phone, is_verified
    account.set_password(password)
    account.save()
