"""The talk about a request or an invitation, before it is decided. Whoever wrote last waits for the other."""

from accounts.models import User
from artisans.actions import membership_news as news
from artisans.actions.memberships import held
from artisans.choices import UNDECIDED_MEMBERSHIP, MembershipState
from artisans.models import Membership, MembershipNote
from core.actions import action


@action
def write_to_maker(*, membership: Membership, text: str, by: User) -> MembershipNote:
    """The committee asks the maker, or answers a question about an invitation. Raises AlreadyDecided."""
    locked = held(membership, UNDECIDED_MEMBERSHIP)
    was_asked = not locked.awaits_maker and locked.state == MembershipState.INVITED
    note = _add(locked, text, by, from_committee=True)
    news.tell_maker(locked, news.ANSWERED if was_asked else news.WRITTEN, by=by)
    return note


@action
def write_to_committee(*, membership: Membership, text: str, by: User) -> MembershipNote:
    """The maker answers, adds something, or asks about an invitation. Raises AlreadyDecided."""
    locked = held(membership, UNDECIDED_MEMBERSHIP)
    note = _add(locked, text, by, from_committee=False)
    news.tell_committee(locked, news.MAKER_WROTE, by=by)
    return note


def _add(locked: Membership, text: str, by: User, *, from_committee: bool) -> MembershipNote:
    """Adds the words; the same sent twice, as by a double press on a weak line, are kept once."""
    latest = locked.notes.order_by("-pk").first()
    if latest and (latest.text, latest.by_id, latest.from_committee) == (text, by.pk, from_committee):
        return latest
    locked.awaits_maker = from_committee
    locked.save(update_fields=["awaits_maker"])
    return locked.notes.create(text=text, by=by, from_committee=from_committee)
