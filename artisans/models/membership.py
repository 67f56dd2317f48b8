"""Makers in clusters, from the first question to the farewell."""

from datetime import date, datetime

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from artisans.choices import OPEN_MEMBERSHIP, UNDECIDED_MEMBERSHIP, Assent, MembershipRole, MembershipState
from artisans.models.artisan import Artisan
from artisans.querysets import MembershipQuerySet


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Membership(models.Model):
    """One stretch of a maker in a cluster: asked for or offered, decided, ended. Rows stay as history.

    `awaits_maker` says who is to act on an open question: the maker, or the committee. `reason` is the committee's for
    declining a request or ending a membership, the maker's own for declining an invitation.
    """

    cluster = models.ForeignKey(
        "clusters.Cluster", models.PROTECT, related_name="memberships", verbose_name=_("cluster")
    )
    artisan = models.ForeignKey(Artisan, models.CASCADE, related_name="memberships", verbose_name=_("artisan"))
    state = models.CharField(_("state"), max_length=9, choices=MembershipState, default=MembershipState.REQUESTED)
    is_invitation = models.BooleanField(_("begun by an invitation"), default=False)
    awaits_maker = models.BooleanField(_("the maker is to answer"), default=False)
    role = models.CharField(_("role"), max_length=9, choices=MembershipRole, default=MembershipRole.MEMBER)
    decree_no = models.CharField(_("decree (SK)"), max_length=80, blank=True)
    member_no = models.CharField(_("member number"), max_length=20, blank=True)
    message = models.TextField(_("word with the request or invitation"), max_length=500, blank=True)
    assent = models.CharField(_("assent"), max_length=11, choices=Assent, blank=True)
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
                condition=~Q(state=MembershipState.DECLINED) | ~Q(reason="") | Q(is_invitation=True),
                name="membership_declined_with_reason",
                violation_error_message=_("Write the reason, so that the maker understands it."),
            ),
            models.CheckConstraint(
                condition=~Q(state=MembershipState.ACCEPTED) | ~Q(assent=""),
                name="membership_only_with_the_makers_assent",
                violation_error_message=_("Nobody becomes a member without having said yes."),
            ),
            models.CheckConstraint(
                condition=~Q(state=MembershipState.INVITED) | Q(is_invitation=True),
                name="membership_invited_by_invitation",
            ),
            models.CheckConstraint(
                condition=Q(awaits_maker=False) | Q(state__in=UNDECIDED_MEMBERSHIP),
                name="membership_awaits_an_answer_while_undecided",
            ),
            models.CheckConstraint(
                condition=Q(started_on=None) | Q(ended_on=None) | Q(ended_on__gte=models.F("started_on")),
                name="membership_dates_in_order",
                violation_error_message=_("The membership cannot end before it began."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.artisan} · {self.cluster}"

    @property
    def in_words(self) -> str:
        """How it went so far, in one sentence."""
        days = {name: _day(getattr(self, name)) for name in ("requested_at", "decided_at", "started_on", "ended_on")}
        if self.was_running:
            words = _membership_now(self) if self.is_running else _membership_over(self)
        elif self.is_invitation:
            words = {
                MembershipState.INVITED: gettext("Invited on %(requested_at)s."),
                MembershipState.DECLINED: gettext("Invited on %(requested_at)s; the maker declined on %(decided_at)s."),
                MembershipState.WITHDRAWN: gettext("Invited on %(requested_at)s; that ended on %(ended_on)s."),
            }[self.state]
        else:
            words = {
                MembershipState.REQUESTED: gettext("Asked to join on %(requested_at)s."),
                MembershipState.DECLINED: gettext("Asked to join on %(requested_at)s; declined on %(decided_at)s."),
                MembershipState.WITHDRAWN: gettext("Asked to join on %(requested_at)s; taken back on %(ended_on)s."),
            }[self.state]
        return words % (days | {"role": self.get_role_display().lower()})

    @property
    def is_undecided(self) -> bool:
        """Whether it was asked for or offered, and waits for an answer."""
        return self.state in UNDECIDED_MEMBERSHIP

    @property
    def is_running(self) -> bool:
        return self.state == MembershipState.ACCEPTED

    @property
    def was_running(self) -> bool:
        """Whether the maker is or once was a member by it."""
        return self.state in (MembershipState.ACCEPTED, MembershipState.LEFT)

    @property
    def is_on_committee(self) -> bool:
        """Whether the maker sits on the cluster's committee today: `MembershipQuerySet.committee` of one row."""
        return self.is_running and self.role != MembershipRole.MEMBER and self.artisan.is_verified


def _membership_now(membership: Membership) -> str:
    if membership.started_on:
        return gettext("Member since %(started_on)s: %(role)s.")
    return gettext("Member: %(role)s.")


def _membership_over(membership: Membership) -> str:
    if membership.started_on:
        return gettext("Member from %(started_on)s to %(ended_on)s: %(role)s.")
    return gettext("Member until %(ended_on)s: %(role)s.")


def _day(day: date | None) -> str:
    if isinstance(day, datetime):
        day = timezone.localtime(day)
    return date_format(day, "j F Y") if day else "–"


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
