"""How allauth finds and keeps telephone numbers in this project."""

import ipaddress
from functools import partial
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import lost_phones, phones, sending
from accounts.models import User
from core.afterwards import afterwards


class AccountAdapter(DefaultAccountAdapter):
    """Accounts by telephone. Nobody opens one alone: officers give them to makers and administrators to officers."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Officers go to their day's work, everybody else to the own page."""
        return reverse("field:home") if request.user.is_officer else super().get_login_redirect_url(request)

    def pre_login(self, request: HttpRequest, user: User, **kwargs) -> HttpResponse | None:
        """Stops whoever asked for a code before the account was locked."""
        if lost_phones.is_locked(user):
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def get_user_by_phone(self, phone: str) -> User | None:
        user = User.objects.filter(phone=phone).first()
        return None if user is None or lost_phones.is_locked(user) else user

    def send_verification_code_sms(self, user: User, phone: str, code: str, **kwargs) -> None:
        """Sends the code after the answer: the time it takes would tell that the number has an account."""
        text = _("%(code)s is your code for signing in to Sentra. Give it to nobody, not even to an officer.")
        afterwards(self.request, partial(sending.send, phone, text % {"code": code}))

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        user.phone, user.phone_verified = phone, verified
        user.save(update_fields=["phone", "phone_verified"])

    def set_phone_verified(self, user: User, phone: str) -> None:
        self.set_phone(user, phone, True)


def sign_in_name(typed: str) -> dict[str, str]:
    """What was typed to sign in, as a credential: {"phone": "+62..."} if it is a number, else {"username": ...}."""
    try:
        return {"phone": phones.normalise(typed)}
    except ValidationError:
        return {"username": typed.strip()}


def throttled_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The name under which failed sign-ins are counted: the same for every way of writing one number."""
    given = credentials or {}
    typed = given.get("phone") or given.get("username") or (request.POST.get("login", "") if request else "")
    return next(iter(sign_in_name(typed).values()), "")


def client_ip(request: HttpRequest) -> str | None:
    """The address under which failed sign-ins are counted: the visitor's own, also behind a trusted proxy.

    None for a sign-in that came over no network, such as one made by a command.
    """
    try:
        return get_adapter(request).get_client_ip(request)
    except PermissionDenied:
        return None


def visitor(request: HttpRequest) -> str:
    """Whom a brake counts: the visitor's address; of IPv6 the network, since a household has billions of addresses."""
    address = client_ip(request) or ""
    if ":" not in address:
        return address
    return str(ipaddress.ip_network(f"{address.partition('%')[0]}/64", strict=False))
