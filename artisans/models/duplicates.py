"""Two records that may be one maker, one record that holds two, and what became of them."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from artisans.choices import SameOrNot
from artisans.models.artisan import Artisan
from artisans.querysets import DuplicatePairQuerySet, MergeQuerySet
from core.models import code_constraint

# How long a merge or a split can be taken back; then what it takes to do so is forgotten (command forget_merges).
UNDO_FOR = timedelta(days=30)


class Undoable(models.Model):
    """Something done to two records that can be taken back for a while; subclasses have `before` and `at`."""

    class Meta:
        abstract = True

    @property
    def undo_until(self) -> datetime:
        """The last moment at which it can be taken back."""
        return self.at + UNDO_FOR

    @property
    def is_in_time(self) -> bool:
        """Whether it can still be taken back."""
        return bool(self.before) and timezone.now() <= self.undo_until


class DuplicatePair(models.Model):
    """Two records that look like one maker: how alike from 0 to 1, why, and what an officer decided.

    `reasons` is a list of words of artisans.duplicates.Reason; no personal data lies in it. The pair is kept once,
    with the lower key first; a decision stays, also when the pair is found again.
    """

    first = models.ForeignKey(Artisan, models.CASCADE, related_name="+", verbose_name=_("first record"))
    second = models.ForeignKey(Artisan, models.CASCADE, related_name="+", verbose_name=_("second record"))
    score = models.FloatField(_("likeness"))
    reasons = models.JSONField(_("reasons"), default=list)
    found_at = models.DateTimeField(_("found"), auto_now_add=True)
    decision = models.CharField(_("decision"), max_length=9, choices=SameOrNot, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = DuplicatePairQuerySet.as_manager()

    class Meta:
        verbose_name = _("likely duplicate")
        verbose_name_plural = _("likely duplicates")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="duplicate_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="duplicate_pair_lower_key_first"),
            models.CheckConstraint(condition=Q(score__range=(0, 1)), name="duplicate_pair_score_in_range"),
            models.CheckConstraint(
                condition=Q(decision="", decided_by=None, decided_at=None)
                | (~Q(decision="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="duplicate_pair_decided_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} · {self.second_id}"


class Merge(Undoable):
    """Two records that became one: `survivor` stays, `merged` keeps its row in state MERGED and leads to the survivor.

    `before` holds what an undo needs to restore both exactly: {"changes": entries of artisans.actions.undo_journal,
    "nik": keyed hash of the number that moved along, "photos": photos kept for the undo}. Empty once nothing can be
    undone.
    """

    survivor = models.ForeignKey(Artisan, models.CASCADE, related_name="merges", verbose_name=_("record that stays"))
    merged = models.ForeignKey(Artisan, models.CASCADE, related_name="merged_in", verbose_name=_("record that goes"))
    before = models.JSONField(_("before"), default=dict, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("undone by")
    )
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        constraints = [
            models.CheckConstraint(condition=~Q(survivor=F("merged")), name="merge_is_of_two_records"),
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_at=None), name="merge_of_a_record_stands_once"
            ),
            models.CheckConstraint(
                condition=Q(undone_by=None, undone_at=None) | Q(undone_by__isnull=False, undone_at__isnull=False),
                name="merge_undone_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} → {self.survivor_id}"


class ArtisanAlias(models.Model):
    """A code that once named a record of its own and now leads to the one it became part of, for ever."""

    code = models.CharField(_("code"), max_length=6, primary_key=True)
    artisan = models.ForeignKey(Artisan, models.CASCADE, related_name="aliases", verbose_name=_("artisan"))

    class Meta:
        verbose_name = _("former code")
        verbose_name_plural = _("former codes")
        constraints = [code_constraint("alias")]

    def __str__(self) -> str:
        return self.code


class Split(Undoable):
    """One record that held two makers: `artisan` kept its code, `part` is the record made for the other maker.

    `before` holds what an undo needs, {"changes": entries of artisans.actions.undo_journal}; an undo deletes the part,
    and this row with it.
    """

    artisan = models.ForeignKey(Artisan, models.CASCADE, related_name="splits", verbose_name=_("record that was split"))
    part = models.OneToOneField(Artisan, models.CASCADE, related_name="split_from", verbose_name=_("new record"))
    before = models.JSONField(_("before"), default=dict, editable=False)
    form_uuid = models.UUIDField(_("form"), null=True, blank=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("split")
        verbose_name_plural = _("splits")
        constraints = [
            models.CheckConstraint(condition=~Q(artisan=F("part")), name="split_makes_two_records"),
            models.UniqueConstraint(fields=["by", "form_uuid"], name="split_of_a_form_once"),
        ]

    def __str__(self) -> str:
        return f"{self.artisan_id} → {self.part_id}"
