"""Makers in clusters, from the first question to the farewell."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from artisans.choices import OPEN_MEMBERSHIP, Assent, MembershipRole, MembershipState
from artisans.models.artisan import Artisan
from artisans.querysets import MembershipQuerySet


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Membership(models.Model):
    """One stretch of a maker in a cluster: asked for or offered, decided, ended. Rows stay as history."""

    cluster = models.ForeignKey(
        "clusters.Cluster", models.PROTECT, related_name="memberships", verbose_name=_("cluster")
    )
    artisan = models.ForeignKey(Artisan, models.CASCADE, related_name="memberships", verbose_name=_("artisan"))
    state = models.CharField(_("state"), max_length=9, choices=MembershipState, default=MembershipState.REQUESTED)
    role = models.CharField(_("role"), max_length=9, choices=MembershipRole, default=MembershipRole.MEMBER)
    decree_no = models.CharField(_("decree (SK)"), max_length=80, blank=True)
    member_no = models.CharField(_("member number"), max_length=20, blank=True)
    message = models.TextField(_("word to the committee"), max_length=500, blank=True)
    assent = models.CharField(_("assent"), max_length=11, choices=Assent)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    requested_at = models.DateTimeField(_("asked"), auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=500, blank=True)
    started_on = models.DateField(_("member since"), null=True, blank=True)
    ended_on = models.DateField(_("member until"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ended by")
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        indexes = [models.Index(fields=["cluster", "state"], name="membership_cluster_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["cluster", "artisan"],
                condition=Q(state__in=OPEN_MEMBERSHIP),
                name="membership_open_once_a_pair",
                violation_error_message=_("This maker has already asked to join, or is a member."),
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None) | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="membership_decided_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=MembershipState.DECLINED) | ~Q(reason=""),
                name="membership_declined_with_reason",
                violation_error_message=_("Write the reason, so that the maker understands it."),
            ),
            models.CheckConstraint(
                condition=Q(started_on=None) | Q(ended_on=None) | Q(ended_on__gte=models.F("started_on")),
                name="membership_dates_in_order",
                violation_error_message=_("The membership cannot end before it began."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.artisan} · {self.cluster}"


class MembershipNote(models.Model):
    """A question of the committee about a request, or the maker's answer to it."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="notes", verbose_name=_("membership"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    from_committee = models.BooleanField(_("from the committee"))
    text = models.TextField(_("text"), max_length=500)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("word about a membership")
        verbose_name_plural = _("words about a membership")

    def __str__(self) -> str:
        return f"{self.membership_id} · {self.at:%Y-%m-%d}"
