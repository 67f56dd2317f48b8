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


# A cluster that has ended keeps its page as a memory, without its photos.
SHOWING_PHOTOS = (ClusterState.ACTIVE, ClusterState.DORMANT)


class Benefit(models.TextChoices):
    """What a cluster offers its members."""

    TRAINING = "TRAINING", _("Free training")
    EXHIBITIONS = "EXHIBITIONS", _("Exhibitions")
    MARKETING = "MARKETING", _("Joint marketing")
    POOLED_BUYING = "POOLED_BUYING", _("Materials bought together")
    TOOLS = "TOOLS", _("Shared tools")
    CREDIT = "CREDIT", _("Help with credit")


class Told(models.TextChoices):
    """What only people can know of a cluster on its way to the next step: they tick it (artisans.ladder)."""

    MEETS = "MEETS", _("Members meet at least every three months")
    AGREED = "AGREED", _("Members agreed in a meeting to become a cluster")
    SHARED_PLACE = "SHARED_PLACE", _("Members share a workshop, a store or a showroom")
    FOUNDING_MEETING = "FOUNDING_MEETING", _("A founding meeting was held, with minutes and a list of those present")
    DEED = "DEED", _("A deed of establishment with the articles of association is signed")
    LEGAL_ENTITY = "LEGAL_ENTITY", _("The government has approved the deed: the cooperative is a legal entity")
    SUPERVISORS = "SUPERVISORS", _("The members have chosen supervisors (pengawas) beside the board")
