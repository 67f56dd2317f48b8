"""Crafts, and the clusters in which makers of a craft come together."""

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clusters.choices import SHOWING_PHOTOS, Benefit, ClusterKind, ClusterState, Told
from clusters.querysets import ClusterQuerySet, NewsQuerySet
from core.models import BilingualName, CodedModel, PhotographedModel, code_constraint, slug_is_fixed
from core.photos import Photo

MAX_PHOTOS = 8
# Walks up from the parent; whoever links two clusters waits for whoever does it at the same time. A cluster that is its
# own parent is refused by a constraint.
NO_CIRCLE = """
    IF NEW.parent_id IS NULL OR NEW.parent_id = NEW.id THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.parent_id IS NOT DISTINCT FROM OLD.parent_id THEN
        RETURN NEW;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('clusters_cluster.parent'));
    IF EXISTS (
        WITH RECURSIVE above(id) AS (
            SELECT NEW.parent_id
            UNION
            SELECT cluster.parent_id FROM clusters_cluster cluster JOIN above ON cluster.id = above.id
            WHERE cluster.parent_id IS NOT NULL
        )
        SELECT FROM above WHERE id = NEW.id
    ) THEN
        RAISE EXCEPTION 'cluster_lies_in_no_circle' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


class Craft(BilingualName):
    """A kind of handwork, such as bag making or weaving. Rows, so that an administrator can add others."""

    slug = models.SlugField(_("slug"), unique=True)
    kbli = models.CharField(
        _("KBLI code"),
        max_length=5,
        blank=True,
        help_text=_("Five digits of the Indonesian classification of business fields, edition 2020."),
    )

    class Meta:
        verbose_name = _("craft")
        verbose_name_plural = _("crafts")
        constraints = [
            models.CheckConstraint(condition=Q(kbli="") | Q(kbli__regex=r"^\d{5}$"), name="craft_kbli_is_five_digits")
        ]
        triggers = [slug_is_fixed("craft")]


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Cluster(CodedModel, PhotographedModel):
    """Makers of one craft in one place who organise: a group, cluster, centre (with clusters inside) or cooperative."""

    url_name = "clusters:detail"
    photo_url_name = "clusters:photo"

    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=12, choices=ClusterKind, default=ClusterKind.CLUSTER)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=ClusterState,
        default=ClusterState.PROPOSED,
        help_text=_("The public sees a cluster from the moment it is active; a proposed one has no page."),
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    craft = models.ForeignKey(Craft, models.PROTECT, related_name="clusters", verbose_name=_("craft"))
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="clusters", verbose_name=_("region"))
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    decree_no = models.CharField(_("decree (SK)"), max_length=80, blank=True)
    benefits = ArrayField(
        models.CharField(max_length=14, choices=Benefit), verbose_name=_("benefits"), default=list, blank=True
    )
    description = models.TextField(_("story"), max_length=5000, blank=True)
    how_to_join = models.TextField(_("how to join"), max_length=2000, blank=True)
    fees = models.CharField(
        _("what membership costs"),
        max_length=300,
        blank=True,
        help_text=_("Such as: Rp 10,000 a month; nothing in the first year."),
    )
    visitor_hours = models.CharField(
        _("open for visitors"), max_length=200, blank=True, help_text=_("Such as: Monday to Saturday, 9 to 15.")
    )
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    last_confirmed_at = models.DateTimeField(_("last confirmed"), null=True, blank=True)
    is_demo = models.BooleanField(_("demo data"), default=False, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = ClusterQuerySet.as_manager()

    class Meta:
        verbose_name = _("cluster")
        verbose_name_plural = _("clusters")
        indexes = [GinIndex(SearchVector("name", config="simple"), name="cluster_name_words")]
        constraints = [
            code_constraint("cluster"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="cluster_is_not_its_own_part"),
            models.CheckConstraint(
                condition=Q(lat=None, lon=None)
                | Q(lat__isnull=False, lon__isnull=False, lat__range=(-11.5, 6.5), lon__range=(94.5, 141.5)),
                name="cluster_place_lies_in_indonesia",
                violation_error_message=_(
                    "The place on the map lies outside Indonesia: latitude -11.5 to 6.5, longitude 94.5 to 141.5."
                ),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="cluster_lies_in_no_circle",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("parent_id"),
                func=NO_CIRCLE,
            )
        ]

    @property
    def benefit_labels(self) -> list[str]:
        """The benefits in the reader's words, in the order in which they are offered everywhere."""
        return [benefit.label for benefit in Benefit if benefit in self.benefits]

    @property
    def is_published(self) -> bool:
        return self.state != ClusterState.PROPOSED

    @property
    def is_joinable(self) -> bool:
        return self.state == ClusterState.ACTIVE

    @property
    def shows_photos(self) -> bool:
        """Whether everybody may see its photos: as long as it has a page and has not ended."""
        return self.state in SHOWING_PHOTOS

    @property
    def portrait(self) -> Photo | None:
        """The title photo, the first of its photos, for who may see it."""
        return super().portrait if self.shows_photos else None

    @property
    def photos_in_order(self) -> "list[ClusterPhoto]":
        """The photos in the committee's order; reads prefetched photos where there are any."""
        return sorted(self.photos.all(), key=lambda photo: (photo.position, photo.pk))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class ClusterNews(models.Model):
    """A short word of the committee to everybody: a training, an exhibition, a visit."""

    cluster = models.ForeignKey(Cluster, models.CASCADE, related_name="news", verbose_name=_("cluster"))
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"), max_length=3000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by"))
    published_at = models.DateTimeField(_("published"), auto_now_add=True)

    objects = NewsQuerySet.as_manager()

    class Meta:
        verbose_name = _("news of a cluster")
        verbose_name_plural = _("news of clusters")
        indexes = [models.Index(fields=["cluster", "published_at"], name="cluster_news_newest")]

    def __str__(self) -> str:
        return self.title


@pghistory.track(
    pghistory.InsertEvent(), pghistory.UpdateEvent(condition=pghistory.AnyChange("alt")), pghistory.DeleteEvent()
)
class ClusterPhoto(models.Model):
    """A photo of the cluster's work or place; the first one is its title photo (`Cluster.photo` repeats its key).

    `key` names its renditions (core.photos). `upload_uuid` was drawn by the phone that sent it piece by piece: a piece
    that comes twice makes no second photo.
    """

    cluster = models.ForeignKey(Cluster, models.CASCADE, related_name="photos", verbose_name=_("cluster"))
    key = models.CharField(_("photo"), max_length=120, unique=True, editable=False)
    alt = models.CharField(
        _("what the photo shows"), max_length=160, blank=True, help_text=_("For people who cannot see it.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    upload_uuid = models.UUIDField(_("upload"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("photo of a cluster")
        verbose_name_plural = _("photos of clusters")
        constraints = [
            models.UniqueConstraint(fields=["cluster", "upload_uuid"], name="cluster_photo_of_an_upload_once"),
        ]

    def __str__(self) -> str:
        return self.alt or str(self.cluster)

    @property
    def photo(self) -> Photo:
        """The renditions, with their addresses."""
        return Photo(key=self.key, url_name="clusters:photo", alt=self.alt or self.cluster.name)

    @property
    def url(self) -> str:
        return self.photo.url

    @property
    def srcset(self) -> str:
        return self.photo.srcset


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent())
class ClusterTick(models.Model):
    """What somebody says of a cluster that the register cannot know, on the checklist for its next step."""

    cluster = models.ForeignKey(Cluster, models.CASCADE, related_name="ticks", verbose_name=_("cluster"))
    told = models.CharField(_("what is so"), max_length=16, choices=Told)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("ticked by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("tick on a cluster's checklist")
        verbose_name_plural = _("ticks on clusters' checklists")
        constraints = [models.UniqueConstraint(fields=["cluster", "told"], name="cluster_tick_once")]

    def __str__(self) -> str:
        return self.get_told_display()


class KindChange(models.Model):
    """A cluster's step on the ladder, up or down; with a reason where the checklist was not complete."""

    cluster = models.ForeignKey(Cluster, models.CASCADE, related_name="kind_changes", verbose_name=_("cluster"))
    from_kind = models.CharField(_("from"), max_length=12, choices=ClusterKind)
    to_kind = models.CharField(_("to"), max_length=12, choices=ClusterKind)
    reason = models.TextField(_("reason"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("step of a cluster")
        verbose_name_plural = _("steps of clusters")
        constraints = [
            models.CheckConstraint(condition=~Q(from_kind=F("to_kind")), name="kind_change_is_a_change"),
        ]

    def __str__(self) -> str:
        return f"{self.get_from_kind_display()} → {self.get_to_kind_display()}"
