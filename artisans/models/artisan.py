"""The maker's public record and its way through the review."""

import pghistory
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from artisans.choices import PUBLIC_STATES, TRANSITIONS, ArtisanKind, ArtisanState, Confirmed, WorkMode
from artisans.querysets import ArtisanQuerySet, StateChangeQuerySet
from core.freshness import is_stale
from core.models import CodedModel, PhotographedModel, code_constraint


@pghistory.track(pghistory.InsertEvent(level=pghistory.Statement), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Artisan(CodedModel, PhotographedModel):
    """A maker: a person, group, business, school or cooperative that makes things by hand. Names are never unique.

    This is the public record. What points to a private person lies in PersonIdentity; `place_note`, `lat` and `lon`
    are for officers, and the public sees the region only. `precision_m` is the radius, in metres, within which the
    place is known.
    """

    url_name = "artisans:detail"
    display_name = "public_name"
    photo_url_name = "artisans:photo"

    public_name = models.CharField(_("name to show"), max_length=120)
    kind = models.CharField(_("kind"), max_length=11, choices=ArtisanKind, default=ArtisanKind.INDIVIDUAL)
    crafts = models.ManyToManyField("clusters.Craft", related_name="artisans", verbose_name=_("crafts"), blank=True)
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="artisans", verbose_name=_("region"))
    place_note = models.CharField(_("how to find the place"), max_length=200, blank=True)
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    precision_m = models.PositiveIntegerField(_("precision in metres"), null=True, blank=True)
    story = models.TextField(_("story"), max_length=5000, blank=True)
    workers_male = models.PositiveSmallIntegerField(_("men at work"), null=True, blank=True)
    workers_female = models.PositiveSmallIntegerField(_("women at work"), null=True, blank=True)
    work_mode = models.CharField(_("work mode"), max_length=8, choices=WorkMode, blank=True)
    machines = models.CharField(
        _("machines and tools"), max_length=200, blank=True, help_text=_("Such as: 2 sewing machines, 1 overlocker.")
    )
    users = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="artisans", verbose_name=_("accounts"), blank=True
    )

    state = models.CharField(_("state"), max_length=9, choices=ArtisanState, default=ArtisanState.DRAFT)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("registered by"),
    )
    registered_at = models.DateTimeField(_("registered"), auto_now_add=True)
    registration_uuid = models.UUIDField(
        _("registration"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Made by the form that registered the maker; a form sent twice finds the first record by it."),
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("submitted by"),
    )
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("verified by")
    )
    verified_at = models.DateTimeField(_("verified"), null=True, blank=True)
    last_confirmed_at = models.DateTimeField(_("last confirmed"), null=True, blank=True)
    last_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    confirmed_how = models.CharField(_("how it was confirmed"), max_length=11, choices=Confirmed, blank=True)
    is_demo = models.BooleanField(_("demo data"), default=False, editable=False)

    objects = ArtisanQuerySet.as_manager()

    class Meta:
        verbose_name = _("artisan")
        verbose_name_plural = _("artisans")
        indexes = [
            models.Index(fields=["region", "state"], name="artisan_region_state"),
            models.Index(fields=["public_name", "id"], name="artisan_reading_order"),
            GinIndex(SearchVector("public_name", config="simple"), name="artisan_name_words"),
        ]
        constraints = [
            code_constraint("artisan"),
            models.UniqueConstraint(
                fields=["registered_by", "registration_uuid"], name="artisan_one_form_of_an_officer_makes_one_record"
            ),
            models.CheckConstraint(
                condition=Q(submitted_by=None, submitted_at=None)
                | Q(submitted_by__isnull=False, submitted_at__isnull=False),
                name="artisan_submitted_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(verified_by=None, verified_at=None)
                | Q(verified_by__isnull=False, verified_at__isnull=False),
                name="artisan_verified_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(last_confirmed_at=None, last_confirmed_by=None, confirmed_how="")
                | (Q(last_confirmed_at__isnull=False, last_confirmed_by__isnull=False) & ~Q(confirmed_how="")),
                name="artisan_confirmed_who_when_and_how",
            ),
            models.CheckConstraint(
                condition=Q(lat=None, lon=None)
                | Q(lat__isnull=False, lon__isnull=False, lat__range=(-11.5, 6.5), lon__range=(94.5, 141.5)),
                name="artisan_place_lies_in_indonesia",
                violation_error_message=_("The place on the map lies outside Indonesia."),
            ),
        ]

    @property
    def craft_slugs(self) -> list[str]:
        """The slugs of the crafts, for motifs and links; reads prefetched crafts where there are any."""
        return [craft.slug for craft in self.crafts.all()]

    @property
    def craft_names(self) -> list[str]:
        """The crafts in the reader's language."""
        return sorted(craft.name for craft in self.crafts.all())

    @property
    def worker_count(self) -> int:
        """How many people work there, as far as it is known."""
        return (self.workers_male or 0) + (self.workers_female or 0)

    @property
    def photo_url(self) -> str:
        """The address of the photo for a card, where the query has found that it may be shown."""
        return self.portrait.url if self.photo and getattr(self, "shows_photo", False) else ""

    def is_entered_by(self, user) -> bool:
        """Whether the person registered the maker, or sent the record in."""
        return user.pk in (self.registered_by_id, self.submitted_by_id)

    @property
    def is_verified(self) -> bool:
        """Whether somebody has verified the record and nobody has taken that back since."""
        return self.state in PUBLIC_STATES

    @property
    def is_verified_by_own_officer(self) -> bool:
        """Whether who verified the record had entered it, which is allowed only where no other officer works."""
        is_of_this_entry = self.verified_at and self.verified_at >= (self.submitted_at or self.registered_at)
        return bool(is_of_this_entry) and self.verified_by_id in (self.registered_by_id, self.submitted_by_id)

    @property
    def is_due_for_confirmation(self) -> bool:
        """Whether a verified record wants somebody to make sure again that all is still true."""
        return self.state == ArtisanState.ACTIVE and is_stale(self.last_confirmed_at)

    def may_become(self, state: str) -> bool:
        """Whether the record's state may be followed by `state`."""
        return state in TRANSITIONS[self.state]


class StateChange(models.Model):
    """One step of a record from state to state: who answered for it, when, and why. Never changed, only added to."""

    artisan = models.ForeignKey(Artisan, models.CASCADE, related_name="state_changes", verbose_name=_("artisan"))
    from_state = models.CharField(_("from"), max_length=9, choices=ArtisanState, blank=True)
    to_state = models.CharField(_("to"), max_length=9, choices=ArtisanState)
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    objects = StateChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("state change")
        verbose_name_plural = _("state changes")

    def __str__(self) -> str:
        return f"{self.get_from_state_display()} → {self.get_to_state_display()}"


@pghistory.track(pghistory.InsertEvent(level=pghistory.Statement), pghistory.DeleteEvent(), obj_field=None)
class ArtisanCraft(Artisan.crafts.through):
    """That a maker works in a craft; here so that its history is kept."""

    class Meta:
        proxy = True
