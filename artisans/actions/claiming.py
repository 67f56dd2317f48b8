"""Handing a record to its maker: a code is given out, and whoever has it takes the record into an account.

Decided in ADR 0016: how the code travels, who may ask for one by telephone, what a lost telephone means.
"""

import pghistory
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from accounts import lost_phones, sending
from accounts.models import User
from accounts.notices import tell
from accounts.permissions import reachable
from artisans import claim_codes
from artisans.actions.locking import RecordErased, locked_record, locked_same_record
from artisans.actions.seats import clusters_led_by, tell_where_nobody_is_left
from artisans.choices import NOT_A_MAKER, ConsentPurpose
from artisans.models import Artisan, ArtisanAccount, Claim, PersonIdentity
from artisans.models.claim import CLAIM_DAYS
from artisans.querysets import ArtisanQuerySet
from core.actions import action
from core.refusals import Refusal

# Records that may share one telephone, in a family; codes for more are no longer one message.
MOST_AT_ONCE = 3


class NotToBeClaimed(Refusal):
    """The record stands for no maker who could take it."""


class CodeIsNoGood(Refusal):
    """No code of an open claim: unknown, used, ended or expired. Which of these, nobody is told."""


class NumberHasAccount(Refusal):
    """Somebody signs in with this number already."""


class NotForOfficers(Refusal):
    """An account of the agency holds no maker's record."""


class CodeIsForAnother(Refusal):
    """The code lets the owner of another account in again."""


class ReachesFurther(Refusal):
    """The account answers for more than this officer looks after."""


class NotLocked(Refusal):
    """The account is no former one of the record, or its owner can sign in."""


@action
def issue(*, artisan: Artisan, by: User | None) -> str:
    """A new code for the record, which is shown this once; an older one that is still open ends, also one of a record
    that became part of this one.

    It is for somebody who does not answer for the record yet, and never opens an account that did. `by` is None when
    the maker asks by telephone. Raises NotToBeClaimed, and what `locked_same_record` raises.
    """
    return _new_code(artisan, by, reopens=None)


@action
def issue_again(*, artisan: Artisan, account: User, by: User) -> str:
    """A new code for the owner of a locked account that answered for the record: it opens that account again.

    Raises NotToBeClaimed, NotLocked and ReachesFurther.
    """
    code = _new_code(artisan, by, reopens=account)
    account = User.objects.select_for_update().get(pk=account.pk)
    if not (former_accounts(artisan).contains(account) and lost_phones.can_be_reopened(account)):
        raise NotLocked(_("The account of %(name)s is open by now, or closed for good.") % {"name": account})
    _check_reach(account, by)
    return code


def former_accounts(artisan: Artisan) -> QuerySet[User]:
    """The makers' accounts that answered for the record, or for one that became part of it, and no longer do."""
    records = [artisan.pk, *Artisan.objects.merged_into([artisan]).values_list("pk", flat=True)]
    links = ArtisanAccount.pgh_event_model.objects.filter(artisan__in=records)
    makers = User.objects.filter(is_active=True, is_staff=False, is_superuser=False)
    return makers.filter(pk__in=links.values("user")).exclude(artisans=artisan).order_by("pk")


def _new_code(artisan: Artisan, by: User | None, *, reopens: User | None) -> str:
    artisan = locked_same_record(artisan)
    if artisan.state in NOT_A_MAKER:
        raise NotToBeClaimed(_("A lead or a rejected record is nobody's own. It gets no code."))
    family = [artisan, *Artisan.objects.merged_into([artisan])]
    Claim.objects.filter(artisan__in=family, ended_at=None).update(ended_at=timezone.now())
    code = claim_codes.new_code()
    hashed, until = claim_codes.hash_of(code), timezone.now() + CLAIM_DAYS
    artisan.claims.create(code_hash=hashed, issued_by=by, reopens=reopens, expires_at=until)
    return code


def find(*, typed: str) -> Claim:
    """The open claim with this code, however it is written. Raises CodeIsNoGood."""
    code = claim_codes.normalise(typed)
    claim = Claim.objects.filter(code_hash=claim_codes.hash_of(code)).first() if code else None
    if claim is None or record_of(claim) is None:
        raise CodeIsNoGood(_no_good())
    return claim


def record_of(claim: Claim | None) -> Artisan | None:
    """The record that a claim gives, or None once it gives none. Of a merged record it is the one that stayed."""
    if claim is None or claim.ended_at or claim.expires_at <= timezone.now():
        return None
    records = Artisan.objects.named(claim.artisan.code).exclude(state__in=NOT_A_MAKER)
    return records.select_related("region").first()


def account_of(claim: Claim) -> User | None:
    """The account that the claim opens again; None for a code that opens none, and once that account is open."""
    account = claim.reopens
    return account if account and lost_phones.can_be_reopened(account) else None


@action
def take(*, claim: Claim, by: User) -> Artisan:
    """The record goes into the account of who is signed in.

    Raises NotForOfficers, CodeIsNoGood, and CodeIsForAnother where the code opens a locked account.
    """
    if by.is_staff or by.is_superuser:
        raise NotForOfficers(
            _("An account of the agency holds no maker's record. Sign out, and let the maker do this.")
        )
    claim, artisan = _held(claim)
    if account := account_of(claim):
        raise CodeIsForAnother(
            _("This code opens the account of %(name)s again. Sign out first if that is you.") % {"name": account}
        )
    _give(claim, artisan, by)
    return artisan


@action
def take_with_number(*, claim: Claim, name: str, phone: str, password: str) -> User:
    """The record goes into an account that is opened with this number (E.164), or that is opened again.

    Returns the account. An account opened again keeps its name. Raises NumberHasAccount and CodeIsNoGood.
    """
    claim, artisan = _held(claim)
    knows_it_is_theirs = claim.issued_by_id is None and _phone_of(artisan) == phone
    # Since the code was issued, the account may have got a password, been closed, or become one of the agency.
    account = account_of(claim) or User(first_name=name)
    try:
        with transaction.atomic():
            lost_phones.unlock(account, phone=phone, password=password, is_verified=knows_it_is_theirs)
    except IntegrityError as error:
        raise NumberHasAccount(_has_account(phone)) from error
    _give(claim, artisan, account)
    return account


def _has_account(phone: str) -> str:
    """What to do where the number is taken. A locked account is opened by a code for its owner alone."""
    if any(lost_phones.can_be_reopened(account) for account in User.objects.filter(phone=phone)):
        return _(
            "This number belongs to an account that was closed because the phone was lost. If it is yours, ask the "
            "officer of your area for a code that opens it again."
        )
    return _("Somebody signs in with this number already. If it is you, sign in first; then the record joins in.")


def _held(claim: Claim) -> tuple[Claim, Artisan]:
    """The claim and its record as they are now, held until it is done: of two at once, the second is refused."""
    try:
        artisan = locked_record(claim.artisan_id)
    except RecordErased:
        raise CodeIsNoGood(_no_good()) from None
    claim = Claim.objects.select_for_update(of=("self",)).select_related("artisan").filter(pk=claim.pk).first()
    if record_of(claim) != artisan:
        raise CodeIsNoGood(_no_good())
    claim.reopens = User.objects.select_for_update().filter(pk=claim.reopens_id).first()
    return claim, artisan


def _give(claim: Claim, artisan: Artisan, account: User) -> None:
    others = list(artisan.users.exclude(pk=account.pk))
    with pghistory.context(user=account.pk):
        artisan.users.add(account)
    claim.used_by, claim.used_at = account, timezone.now()
    claim.ended_at = claim.used_at
    claim.save(update_fields=["used_by", "used_at", "ended_at"])
    names = {"who": str(account), "maker": artisan.public_name}
    tell(others, gettext_noop("%(who)s now answers for %(maker)s, as you do."), **names)
    if claim.issued_by:
        record = reverse("field:record", args=[artisan.code])
        tell([claim.issued_by], gettext_noop("%(who)s has claimed the record of %(maker)s."), url=record, **names)


def _no_good() -> str:
    return _(
        "This code cannot be used. Look at it again letter by letter; "
        "it also ends after 30 days or once it has been used. The officer of your area gives you a new one."
    )


def _phone_of(artisan: Artisan) -> str:
    return PersonIdentity.objects.filter(artisan=artisan).values_list("phone", flat=True).first() or ""


def never_taken_with_number(phone: str) -> ArtisanQuerySet:
    """Records that hold this number with the maker's consent, and which nobody has ever taken."""
    records = Artisan.objects.of_makers().consenting_to(ConsentPurpose.STORE).filter(identity__phone=phone, users=None)
    taken = Claim.objects.exclude(used_at=None, reopens=None).values("artisan")
    return records.exclude(pk__in=taken).order_by("pk")


def send_code(*, phone: str, link: str, language: str) -> None:
    """Sends the codes of the records that hold this number to it, in `language`; to an unknown number nothing.

    `link` is the address at which a code is typed. Raises sending.CannotSend.
    """
    for artisan in never_taken_with_number(phone)[:MOST_AT_ONCE]:
        code = issue(artisan=artisan, by=None)
        with override(language):
            text = message(artisan=artisan, code=code, link=link)
        sending.send(phone, text)


def message(*, artisan: Artisan, code: str, link: str) -> str:
    """What goes to the maker's telephone with a code."""
    text = _("Your record in Sentra: %(name)s. Open %(link)s or type the code %(code)s there. Valid for 30 days, once.")
    return text % {"name": artisan.public_name, "link": f"{link}#{code}", "code": claim_codes.spoken(code)}


@action
def report_lost_phone(*, artisan: Artisan, account: User, by: User) -> str:
    """Locks the account at once, ends its hold on the record, and returns a code with which the owner comes back.

    Right too for an owner whose access was ended before. Raises ReachesFurther, and NotToBeClaimed.
    """
    # The record first, as everywhere: whoever takes it meanwhile holds it, and then wants the account.
    code = _new_code(artisan, by, reopens=account)
    account = User.objects.select_for_update().get(pk=account.pk)
    _check_reach(account, by)
    lost_phones.lock(account)
    _let_go(artisan, account, by)
    tell(
        [account],
        gettext_noop("%(by)s closed this account because the telephone was lost, and gave you a new code."),
        by=str(by),
    )
    return code


def _check_reach(account: User, by: User) -> None:
    if account.is_staff or account.is_superuser or not account.is_active:
        raise ReachesFurther(_("This account belongs to the agency, or is closed. Ask an administrator to help."))
    if account.artisans.exclude(pk__in=reachable(by, "change", Artisan.objects.all()).values("pk")).exists():
        raise ReachesFurther(
            _("This account also answers for makers outside your area. Ask an administrator to lock it.")
        )


@action
def end_hold(*, artisan: Artisan, account: User, by: User) -> None:
    """The account no longer answers for the record, or for the one that it became part of; it stays an account."""
    artisan = locked_record(artisan)
    _let_go(artisan, account, by)
    tell([account], gettext_noop("%(by)s ended your access to %(maker)s."), by=str(by), maker=artisan.public_name)


def _let_go(artisan: Artisan, account: User, by: User) -> None:
    led = clusters_led_by([artisan])
    with pghistory.context(user=by.pk):
        artisan.users.remove(account)
    tell_where_nobody_is_left(led)
