"""Words about clusters that the code chooses from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ClusterKind(models.TextChoices):
    """The ladder on which makers organise, from a few neighbours to a registered cooperative."""

    GROUP = "GROUP", _("Group")
    CLUSTER = "CLUSTER", _("Cluster")
    CENTRE = "CENTRE", _("Centre")
    COOPERATIVE = "COOPERATIVE", _("Cooperative")


class ClusterState(models.TextChoices):
    """Where a cluster stands in its life."""

    PROPOSED = "PROPOSED", _("Proposed")
    ACTIVE = "ACTIVE", _("Active")
    DORMANT = "DORMANT", _("Dormant")
    DISSOLVED = "DISSOLVED", _("Dissolved")


class Benefit(models.TextChoices):
    """What a cluster offers its members."""

    TRAINING = "TRAINING", _("Free training")
    EXHIBITIONS = "EXHIBITIONS", _("Exhibitions")
    MARKETING = "MARKETING", _("Joint marketing")
    POOLED_BUYING = "POOLED_BUYING", _("Materials bought together")
    TOOLS = "TOOLS", _("Shared tools")
    CREDIT = "CREDIT", _("Help with credit")
