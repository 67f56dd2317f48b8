"""What buyers ask makers and clusters."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from artisans.models import Artisan
from clusters.models import Cluster
from orders.choices import EnquiryState
from orders.querysets import EnquiryQuerySet


class Enquiry(models.Model):
    """A buyer's message to a maker or a cluster, kept and answered in the app. The buyer needs no account.

    The buyer comes back by a link with a secret word of which only the hash is kept (orders.words). `product` is what
    the buyer was looking at; `waiting_since` is when the buyer wrote what nobody has answered yet.
    """

    artisan = models.ForeignKey(
        "artisans.Artisan", models.CASCADE, null=True, blank=True, related_name="enquiries", verbose_name=_("artisan")
    )
    cluster = models.ForeignKey(
        "clusters.Cluster", models.CASCADE, null=True, blank=True, related_name="enquiries", verbose_name=_("cluster")
    )
    product = models.ForeignKey(
        "products.Product", models.SET_NULL, null=True, blank=True, related_name="enquiries", verbose_name=_("product")
    )
    secret_hash = models.CharField(_("hash of the secret word"), max_length=64, unique=True, editable=False)
    buyer_name = models.CharField(_("buyer's name"), max_length=80)
    pieces = models.PositiveIntegerField(_("how many pieces"), null=True, blank=True)
    needed_by = models.DateField(_("needed by"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=EnquiryState, default=EnquiryState.NEW)
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    waiting_since = models.DateTimeField(_("waiting for an answer since"), null=True, blank=True, default=timezone.now)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    is_demo = models.BooleanField(_("demo data"), default=False, editable=False)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name = _("enquiry")
        verbose_name_plural = _("enquiries")
        indexes = [
            models.Index(fields=["artisan", "state"], name="enquiry_to_artisan"),
            models.Index(fields=["cluster", "state"], name="enquiry_to_cluster"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(artisan__isnull=False, cluster=None) | Q(artisan=None, cluster__isnull=False),
                name="enquiry_goes_to_a_maker_or_a_cluster",
            ),
            models.CheckConstraint(
                condition=Q(state=EnquiryState.NEW, waiting_since__isnull=False)
                | (~Q(state=EnquiryState.NEW) & Q(waiting_since=None)),
                name="enquiry_waits_while_new",
            ),
            models.CheckConstraint(
                condition=Q(state=EnquiryState.CLOSED, closed_at__isnull=False)
                | (~Q(state=EnquiryState.CLOSED) & Q(closed_at=None)),
                name="enquiry_closed_has_when",
            ),
        ]

    def __str__(self) -> str:
        # Never the buyer's name: this text reaches lists and logs.
        return f"{self.asked_at:%Y-%m-%d} · {self.get_state_display()}"

    @property
    def recipient(self) -> Artisan | Cluster:
        """To whom the buyer writes."""
        return self.artisan or self.cluster

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is written in it."""
        return self.state == EnquiryState.CLOSED


class EnquiryMessage(models.Model):
    """One message of an enquiry: the buyer's, or an answer by `by`."""

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="messages", verbose_name=_("enquiry"))
    text = models.TextField(_("message"), max_length=2000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
        help_text=_("Empty: the buyer."),
    )
    on_behalf = models.BooleanField(_("written for the maker by the agency"), default=False)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("message of an enquiry")
        verbose_name_plural = _("messages of enquiries")

    def __str__(self) -> str:
        return f"{self.enquiry_id} · {self.at:%Y-%m-%d}"
