"""Words about fieldwork that the code chooses from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlaceKind(models.TextChoices):
    """Where officers go to look for makers."""

    STREET = "STREET", _("Street")
    MARKET = "MARKET", _("Market")
    QUARTER = "QUARTER", _("Quarter")


class ToldBy(models.TextChoices):
    """Who told the officer about a maker not yet registered. A kind of person, never a name."""

    MAKER = "MAKER", _("Another maker")
    CLUSTER = "CLUSTER", _("A cluster or association")
    NEIGHBOUR = "NEIGHBOUR", _("A neighbour")
    VILLAGE = "VILLAGE", _("The village office")
    AGENCY = "AGENCY", _("Another agency")
    SEEN = "SEEN", _("Seen in passing")
    NEWS = "NEWS", _("News or the internet")
