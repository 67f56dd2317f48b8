"""Crafts, and the clusters in which makers of a craft come together."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clusters.choices import Benefit, ClusterKind, ClusterState
from clusters.querysets import ClusterQuerySet
from core.models import BilingualName, CodedModel, PhotographedModel, code_constraint


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


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Cluster(CodedModel, PhotographedModel):
    """Makers of one craft in one place who organise: a group, cluster, centre (with clusters inside) or cooperative."""

    url_name = "clusters:detail"
    photo_url_name, photo_folder = "clusters:photo", "clusters"

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
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    last_confirmed_at = models.DateTimeField(_("last confirmed"), null=True, blank=True)
    is_demo = models.BooleanField(_("demo data"), default=False, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = ClusterQuerySet.as_manager()

    class Meta:
        verbose_name = _("cluster")
        verbose_name_plural = _("clusters")
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
