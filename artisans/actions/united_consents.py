"""What becomes of the consents of two records that are one maker: of each purpose the maker's last word counts."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from accounts.models import User
from artisans.actions import membership_news as news
from artisans.actions.consents import INVITATIONS_REST_ON
from artisans.actions.inviting import end_invitations
from artisans.actions.moving import end_membership
from artisans.actions.undo_journal import Journal, Later, plain
from artisans.choices import MembershipState
from artisans.models import Artisan, Consent, Membership, Merge


def settle(journal: Journal, survivor: Artisan, merged: Artisan, *, by: User) -> None:
    """Both records' consents come together; of each purpose the maker's last word counts, a no like a yes.

    Where both say yes, the other's stays with its record as a proof. What rested on a yes that ends, ends too.
    """
    consents = list(Consent.objects.select_for_update().filter(artisan__in=[survivor, merged]).order_by("pk"))
    for purpose in {consent.purpose for consent in consents if consent.is_standing}:
        told = [consent for consent in consents if consent.purpose == purpose]
        ended = _last_no_counts(journal, told, survivor, newest=consents[-1].pk)
        if ended and purpose in INVITATIONS_REST_ON and not any(consent.is_standing for consent in told):
            _end_invitations(journal, ended, [survivor, merged], by)
    here = {consent.purpose for consent in consents if consent.is_standing and consent.artisan_id == survivor.pk}
    for consent in consents:
        if consent.artisan_id == merged.pk and not (consent.is_standing and consent.purpose in here):
            journal.set(consent, artisan_id=survivor.pk)


def _last_no_counts(journal: Journal, consents: Iterable[Consent], survivor: Artisan, *, newest: int) -> list[Consent]:
    """Ends those yeses to one purpose that are older than the latest no; a yes given anew since takes their place."""
    noes = [consent for consent in consents if not consent.is_standing]
    last = max(noes, key=lambda consent: consent.withdrawn_at, default=None)
    ended = [one for one in consents if last and one.is_standing and one.given_at <= last.withdrawn_at]
    for consent in ended:
        anew = {"artisan_id": survivor.pk, "purpose": consent.purpose, "withdrawn_at": None, "pk__gt": newest}
        given_anew = (Consent, anew) if consent.artisan_id == survivor.pk else None
        no = {"withdrawn_at": last.withdrawn_at, "withdrawn_by_id": last.withdrawn_by_id}
        journal.set(consent, is_word=True, unless=given_anew, **no)
    return ended


def _end_invitations(journal: Journal, ended: list[Consent], artisans: list[Artisan], by: User) -> None:
    no = Consent, {"pk": ended[0].pk, "withdrawn_at": ended[0].withdrawn_at}
    rows = Membership.objects.select_for_update().filter(artisan__in=artisans, state=MembershipState.INVITED)
    for membership in rows.order_by("pk"):
        end_membership(journal, membership, by, only_while=no)
        news.tell_committee(membership, news.SAID_NO, by=by)


def noes_since(merge: Merge, entries: list[dict]) -> list[Later]:
    """The noes said to the united record that count for both records after an undo: nobody knows who of the two said
    them."""
    own = [entry for entry in entries if entry["model"] == Consent._meta.label_lower]
    moved = {entry["pk"] for entry in own if "artisan_id" in entry["after"]}
    ended = {entry["pk"] for entry in own if "withdrawn_at" in entry["after"]}
    said = _noes(merge).exclude(pk__in=ended)
    return [
        Later(Consent, no.pk, "withdrawn_at", plain(no.withdrawn_at), stays=True)
        for no in said
        if no.pk in moved or _yeses_before(merge, no).filter(Q(withdrawn_at=None) | Q(pk__in=ended)).exists()
    ]


def withdraw_again(merge: Merge, *, by: User) -> None:
    """A consent that was taken back while the records were one stays taken back in both."""
    for no in _noes(merge):
        for yes in _yeses_before(merge, no).filter(withdrawn_at=None).select_related("artisan"):
            Consent.objects.filter(pk=yes.pk).update(withdrawn_at=no.withdrawn_at, withdrawn_by=no.withdrawn_by_id)
            if no.purpose in INVITATIONS_REST_ON:
                end_invitations(artisan=yes.artisan, by=by)


def _of_both(merge: Merge) -> QuerySet[Consent]:
    return Consent.objects.filter(artisan__in=[merge.survivor_id, merge.merged_id]).order_by("pk")


def _noes(merge: Merge) -> QuerySet[Consent]:
    return _of_both(merge).filter(withdrawn_at__gt=merge.at)


def _yeses_before(merge: Merge, no: Consent) -> QuerySet[Consent]:
    return _of_both(merge).filter(purpose=no.purpose, given_at__lte=merge.at).exclude(pk=no.pk)
