"""How a maker comes to own the record, and asks about the data held on them."""

from datetime import timedelta

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from artisans.choices import Wish, WishState
from artisans.models.artisan import Artisan
from artisans.querysets import DataWishQuerySet
from core.models import code_constraint

# How long a code that was handed out can be used.
CLAIM_DAYS = timedelta(days=30)
# By when an officer decides on a maker's wish (law 27/2022, articles 30, 32 and 43: three times 24 hours).
WISH_CLOCK = timedelta(hours=72)


class Claim(models.Model):
    """A code that lets whoever holds it take a record into an account of their own. Only its hash is kept.

    Used once, for 30 days; a newer code of the same record ends the older ones. `issued_by` is empty when the maker
    asked for it by the record's own telephone number. With `reopens` it also lets the owner of that account in again,
    whose telephone was lost.
    """

    artisan = models.ForeignKey(Artisan, models.CASCADE, related_name="claims", verbose_name=_("artisan"))
    code_hash = models.CharField(_("hash of the code"), max_length=64, unique=True, editable=False)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("issued by")
    )
    reopens = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account that is opened again"),
    )
    issued_at = models.DateTimeField(_("issued"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("used by")
    )
    used_at = models.DateTimeField(_("used"), null=True, blank=True)

    class Meta:
        verbose_name = _("claim code")
        verbose_name_plural = _("claim codes")
        constraints = [
            models.UniqueConstraint(fields=["artisan"], condition=Q(ended_at=None), name="claim_open_once_a_record"),
            models.CheckConstraint(condition=Q(used_at=None) | Q(ended_at__isnull=False), name="claim_used_has_ended"),
        ]

    def __str__(self) -> str:
        return f"{self.artisan_id} · {self.issued_at:%Y-%m-%d}"


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None)
class ArtisanAccount(Artisan.users.through):
    """That an account answers for a maker; here so that its history is kept."""

    class Meta:
        proxy = True


class DataWish(models.Model):
    """A maker's wish that the data held on them be corrected or erased; an officer answers within three days."""

    artisan = models.ForeignKey(Artisan, models.CASCADE, related_name="wishes", verbose_name=_("artisan"))
    wish = models.CharField(_("wish"), max_length=10, choices=Wish)
    text = models.TextField(_("in the maker's words"), max_length=1000, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    due_at = models.DateTimeField(_("to be answered by"))
    state = models.CharField(_("state"), max_length=10, choices=WishState, default=WishState.OPEN)
    answer = models.TextField(_("answer"), max_length=1000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = DataWishQuerySet.as_manager()

    class Meta:
        verbose_name = _("wish about own data")
        verbose_name_plural = _("wishes about own data")
        constraints = [
            models.UniqueConstraint(
                fields=["artisan", "wish"],
                condition=Q(state=WishState.OPEN),
                name="wish_open_once",
                violation_error_message=_("This wish already waits for the officer."),
            ),
            models.CheckConstraint(
                condition=Q(state=WishState.OPEN, decided_by=None, decided_at=None)
                | (~Q(state=WishState.OPEN) & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="wish_decided_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=WishState.REFUSED) | ~Q(answer=""),
                name="wish_refused_with_answer",
                violation_error_message=_("Write why not, so that the maker understands it."),
            ),
            models.CheckConstraint(condition=Q(due_at__gt=F("asked_at")), name="wish_due_after_asked"),
        ]

    def __str__(self) -> str:
        return f"{self.get_wish_display()} · {self.asked_at:%Y-%m-%d}"

    @property
    def hours_left(self) -> int:
        """Whole hours until an answer is due; negative once it is overdue."""
        return int((self.due_at - timezone.now()) // timedelta(hours=1))


class ErasedRecord(models.Model):
    """That a maker or product with this code was here and is erased, so that its address says so (410), and who did it.

    Nothing else is kept.
    """

    code = models.CharField(_("code"), max_length=6, primary_key=True)
    erased_at = models.DateTimeField(_("erased"), auto_now_add=True)
    erased_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("erased by")
    )

    class Meta:
        verbose_name = _("erased record")
        verbose_name_plural = _("erased records")
        constraints = [code_constraint("erased_record")]

    def __str__(self) -> str:
        return self.code
