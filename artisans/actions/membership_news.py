"""Who hears of a step of a membership: the maker, the committee, the officers of the cluster's area.

Everybody with an account gets a notice. A maker who agreed to it gets the same sentence by telephone (`send_by_phone`),
which a view has done once its answer has gone.
"""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop, override

from accounts import sending
from accounts.models import Notice, User
from accounts.notices import tell
from accounts.permissions import may
from artisans.choices import Assent, ConsentPurpose
from artisans.models import Artisan, Membership, PersonIdentity
from clusters.models import Cluster
from core.brakes import Brake
from regions.querysets import lineage

# To the maker.
INVITED = gettext_noop("%(cluster)s invites %(maker)s to join.")
WRITTEN = gettext_noop("%(cluster)s has written to %(maker)s and waits for an answer.")
ANSWERED = gettext_noop("%(cluster)s has answered %(maker)s.")
ACCEPTED = gettext_noop("%(maker)s is now a member of %(cluster)s.")
DECLINED = gettext_noop("%(cluster)s has declined the request of %(maker)s. Read the reason; you may ask again.")
UNINVITED = gettext_noop("%(cluster)s has taken back its invitation to %(maker)s.")
CHANGED = gettext_noop("%(cluster)s has changed what it keeps of the membership of %(maker)s.")
ENDED = gettext_noop("%(cluster)s has ended the membership of %(maker)s. Read the reason.")
# To the committee. Who did not say yes is not named: a notice outlives a consent.
ASKS = gettext_noop("%(maker)s asks to join %(cluster)s.")
MAKER_WROTE = gettext_noop("There is a new word about joining %(cluster)s.")
TAKEN_BACK = gettext_noop("A request to join %(cluster)s was taken back.")
DECIDED = gettext_noop("%(who)s has decided about a request to join %(cluster)s.")
SAID_YES = gettext_noop("%(maker)s has accepted the invitation and is a member of %(cluster)s.")
SAID_NO = gettext_noop("An invitation of %(cluster)s was not accepted.")
HAS_LEFT = gettext_noop("%(maker)s has left %(cluster)s.")
# To the officers of the area.
ALONE = gettext_noop("%(cluster)s has no committee any more.")

A_DAY = 24 * 60 * 60
MESSAGES_TO_ONE = Brake("membership-news", 6, A_DAY)


def tell_maker(membership: Membership, text: str, *, by: User) -> None:
    """Notices for the maker's accounts; where there is none, for the officer who can pass it on."""
    people = set(membership.artisan.users.filter(is_active=True)) or _who_passes_it_on(membership)
    _tell(people - {by}, text, membership.cluster, page_of(membership), maker=str(membership.artisan))


def _who_passes_it_on(membership: Membership) -> set[User]:
    """The officer who wrote the maker's wish down, or else who registered the maker, if the maker is still theirs."""
    spoke_for = membership.assent == Assent.SPOKEN and not membership.is_invitation
    officer = membership.requested_by if spoke_for else membership.artisan.registered_by
    return {officer} if officer and may(officer, "answer", membership) else set()


def tell_committee(membership: Membership, text: str, *, by: User) -> None:
    """Notices for those who sit on the committee today."""
    params = {"maker": str(membership.artisan)} if "%(maker)s" in text else {}
    params |= {"who": str(by)} if "%(who)s" in text else {}
    _tell(_committee_of(membership.cluster) - {by}, text, membership.cluster, page_of(membership), **params)


def unsay_who_asked(membership: Membership) -> None:
    """Takes back the committee's notices of a request that came to nothing: it no longer reads who asked."""
    Notice.objects.filter(text=ASKS, url=page_of(membership)).delete()


def tell_officers_it_is_alone(cluster: Cluster) -> None:
    """Notices for the officers in whose area the cluster lies: from now on they alone answer for it."""
    areas = lineage(cluster.region_id)
    officers = User.objects.filter(areas__region__in=areas, is_staff=True, is_active=True).distinct()
    _tell(officers, ALONE, cluster, _address("memberships:queue", cluster.code))


def _committee_of(cluster: Cluster) -> set[User]:
    seats = Membership.objects.committee().filter(cluster=cluster)
    return set(User.objects.filter(artisans__memberships__in=seats, is_active=True))


def _tell(people: Iterable[User], text: str, cluster: Cluster, url: str, **params: str) -> None:
    tell(sorted(people, key=lambda person: person.pk), text, url=url, cluster=cluster.name, **params)


def page_of(membership: Membership) -> str:
    """The address of the membership's page on the Indonesian site, whatever language its sender reads."""
    return _address("memberships:detail", membership.pk)


def _address(name: str, *args: object) -> str:
    with override(settings.LANGUAGE_CODE):
        return reverse(name, args=args)


def send_by_phone(*, membership: Membership, text: str, site: str) -> None:
    """Sends a sentence to the maker's telephones, if the maker agreed to that and the site can send.

    `site` is how the site's addresses begin. Raises sending.CannotSend.
    """
    if not sending.is_possible():
        return
    artisan = Artisan.objects.consenting_to(ConsentPurpose.NEWS).filter(pk=membership.artisan_id).first()
    if artisan is None or not MESSAGES_TO_ONE.lets_pass(artisan.code):
        return
    with override(settings.LANGUAGE_CODE):
        sentence = gettext(text) % {"cluster": membership.cluster.name, "maker": artisan.public_name}
    for phone in numbers_of(artisan):
        sending.send(phone, f"{sentence} {site}{page_of(membership)}")


def numbers_of(artisan: Artisan) -> list[str]:
    """Where the maker reads: the telephones of the maker's accounts, or else the number in the record."""
    own = artisan.users.filter(is_active=True, phone__isnull=False).order_by("pk").values_list("phone", flat=True)
    kept = PersonIdentity.objects.filter(artisan=artisan).exclude(phone="").values_list("phone", flat=True)
    return list(own) or list(kept)
