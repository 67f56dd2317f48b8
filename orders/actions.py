"""What is done with enquiries: a buyer asks, the maker's side answers, either side closes, and time forgets."""

from datetime import date, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from accounts.models import User
from accounts.notices import tell
from artisans.actions.locking import RecordErased, locked_record, locked_with_maker
from artisans.models import Artisan, Membership
from clusters.actions.holding import held as held_cluster
from clusters.models import Cluster
from core.actions import action
from core.form_once import FormUsedBefore, differences
from core.refusals import Refusal
from core.versions import Answers, plain
from orders.choices import EnquiryState
from orders.models import Enquiry, EnquiryMessage
from orders.querysets import EnquiryQuerySet
from orders.ways import makers_at_work
from products.models import Product

KEPT = timedelta(days=365)


class NobodyThere(Refusal):
    """The maker or the cluster takes no enquiries at present, or is no longer shown."""


class EnquiryGone(Refusal):
    """The conversation was deleted with the maker or the cluster to whom it was."""

    def __init__(self) -> None:
        super().__init__(_("This conversation is no longer there, so nothing was changed."))


class AlreadyClosed(Refusal):
    """Nothing more is written in a closed enquiry."""


@action
def ask(
    *,
    to: Artisan | Cluster,
    secret_hash: str,
    buyer_name: str,
    text: str,
    pieces: int | None = None,
    needed_by: date | None = None,
    product: Product | None = None,
) -> Enquiry:
    """Keeps a buyer's first message and tells whom it is for. Raises NobodyThere or FormUsedBefore.

    The same form sent twice, as on a weak line, finds the first enquiry by its secret. As long as nobody has answered,
    the number of pieces, the day and the name may still be put right by it.
    """
    recipient = _held_recipient(to)
    if sent := Enquiry.objects.select_for_update().filter(secret_hash=secret_hash).first():
        asked = {"buyer_name": buyer_name, "pieces": pieces, "needed_by": plain(needed_by), "text": plain(text)}
        return _the_same(sent, recipient, product, asked)
    enquiry = Enquiry.objects.create(
        artisan=recipient if isinstance(recipient, Artisan) else None,
        cluster=recipient if isinstance(recipient, Cluster) else None,
        product=product,
        secret_hash=secret_hash,
        buyer_name=buyer_name,
        pieces=pieces,
        needed_by=needed_by,
    )
    enquiry.messages.create(text=text)
    _tell_the_recipient(enquiry)
    return enquiry


@action
def write_again(*, enquiry: Enquiry, text: str) -> EnquiryMessage:
    """Adds a further message of the buyer's. Raises AlreadyClosed, EnquiryGone or NobodyThere."""
    locked = _open_enquiry(enquiry)
    if not is_shown(locked.recipient):
        raise NobodyThere(_("Who you wrote to is no longer shown here, so nothing more can be sent."))
    was_answered = locked.state == EnquiryState.ANSWERED
    message = locked.messages.create(text=text)
    if was_answered:
        locked.state, locked.waiting_since = EnquiryState.NEW, timezone.now()
        locked.save(update_fields=["state", "waiting_since"])
        _tell_the_recipient(locked)
    return message


@action
def answer(*, enquiry: Enquiry, text: str, by: User) -> EnquiryMessage:
    """Adds an answer by one of the maker's or the committee's people, or of the agency's for them.

    Of two who answer at once both answers stay, in their order. Raises AlreadyClosed and EnquiryGone.
    """
    locked = _open_enquiry(enquiry)
    on_behalf = not people_of(locked.recipient).filter(pk=by.pk).exists()
    message = locked.messages.create(text=text, by=by, on_behalf=on_behalf)
    locked.state, locked.waiting_since = EnquiryState.ANSWERED, None
    locked.save(update_fields=["state", "waiting_since"])
    return message


@action
def close(*, enquiry: Enquiry) -> None:
    """Ends the conversation, by either side; twice is as good as once. Raises EnquiryGone."""
    locked = _held(enquiry)
    if not locked.is_closed:
        locked.state, locked.waiting_since, locked.closed_at = EnquiryState.CLOSED, None, timezone.now()
        locked.save(update_fields=["state", "waiting_since", "closed_at"])


def to_be_forgotten() -> EnquiryQuerySet:
    """Enquiries that ended, or fell silent, more than twelve months ago: what the buyer wrote is the buyer's."""
    return Enquiry.objects.untouched_since(timezone.now() - KEPT)


def people_of(recipient: Artisan | Cluster):
    """The accounts of the maker, or of those who sit on the cluster's committee today."""
    if isinstance(recipient, Artisan):
        return recipient.users.filter(is_active=True)
    seats = Membership.objects.committee().filter(cluster=recipient)
    return User.objects.filter(artisans__memberships__in=seats, is_active=True).distinct()


def is_shown(recipient: Artisan | Cluster) -> bool:
    """Whether the public may still see whom the buyer wrote to."""
    return type(recipient).objects.published().filter(pk=recipient.pk).exists()


def _held_recipient(to: Artisan | Cluster) -> Artisan | Cluster:
    """The maker at work, or whose record it became part of, or the active cluster, held until the enquiry is kept."""
    if isinstance(to, Cluster):
        rows = Cluster.objects.joinable().select_for_update(of=("self",), no_key=True)
        held = rows.filter(pk=to.pk).first()
    else:
        held = _maker_at_work(to)
    if held is None:
        raise NobodyThere(_("%(name)s takes no messages at present.") % {"name": to})
    return held


def _maker_at_work(to: Artisan) -> Artisan | None:
    try:
        return makers_at_work().filter(pk=locked_record(to).pk).first()
    except RecordErased:
        return None


def _is_untouched(sent: Enquiry) -> bool:
    """Whether nobody has answered, and the buyer has written nothing more."""
    return sent.state == EnquiryState.NEW and sent.messages.count() == 1


def _the_same(sent: Enquiry, recipient: Artisan | Cluster, product: Product | None, asked: Answers) -> Enquiry:
    kept = {name: plain(getattr(sent, name)) for name in ("buyer_name", "pieces", "needed_by")}
    kept["text"] = plain(sent.messages.order_by("pk").first().text)
    if (sent.recipient, sent.product, kept) == (recipient, product, asked):
        return sent
    if sent.recipient == recipient and kept["text"] == asked["text"] and _is_untouched(sent):
        sent.buyer_name, sent.pieces, sent.needed_by = (asked[name] for name in ("buyer_name", "pieces", "needed_by"))
        sent.product = product
        sent.save(update_fields=["buyer_name", "pieces", "needed_by", "product"])
        return sent
    raise FormUsedBefore(
        _("This form has already sent another message. Press again to send this one too."),
        differences(kept=kept, sent=asked),
    )


def _open_enquiry(enquiry: Enquiry) -> Enquiry:
    locked = _held(enquiry)
    if locked.is_closed:
        raise AlreadyClosed(_("This conversation is closed. Write a new message from the page of the product."))
    return locked


def _held(enquiry: Enquiry) -> Enquiry:
    """The conversation as it is now, held after the maker or the cluster to whom it is."""
    rows = Enquiry.objects.filter(pk=enquiry.pk).select_related("cluster")
    locked = locked_with_maker(rows, between=lambda: enquiry.cluster_id and held_cluster(enquiry.cluster))
    if locked is None:
        raise EnquiryGone
    return locked


def _tell_the_recipient(enquiry: Enquiry) -> None:
    # Whoever reads it is led to the Indonesian page, whatever language the buyer reads.
    with override(settings.LANGUAGE_CODE):
        url = reverse("orders:answer", args=[enquiry.pk])
    tell(
        people_of(enquiry.recipient),
        gettext_noop("A buyer has written to %(name)s."),
        url=url,
        name=str(enquiry.recipient),
    )
