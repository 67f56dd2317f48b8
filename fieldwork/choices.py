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


class NotFound(models.TextChoices):
    """Why a lead came to nothing."""

    UNKNOWN = "UNKNOWN", _("Nobody there knows such a maker")
    MOVED = "MOVED", _("The maker has moved away")
    STOPPED = "STOPPED", _("The maker no longer makes anything")
    REGISTERED = "REGISTERED", _("The maker already has a record")
    UNWILLING = "UNWILLING", _("The maker does not want a record")


class Coverage(models.TextChoices):
    """How far the search of a canvass place has come, told by its visits and by found against expected makers."""

    NEVER = "NEVER", _("never visited")
    BEGUN = "BEGUN", _("begun")
    HALF = "HALF", _("half found or more")
    DONE = "DONE", _("all found")


class Pace(models.TextChoices):
    """How a year's target stands."""

    REACHED = "REACHED", _("Reached")
    ON_PACE = "ON_PACE", _("On the pace")
    BEHIND = "BEHIND", _("Behind")
    MISSED = "MISSED", _("Not reached")
