"""Where officers look for makers, what they were told, and what they aim at."""

from fieldwork.models.canvassing import CanvassPlace, FieldVisit, Find
from fieldwork.models.lead import Lead
from fieldwork.models.target import Target

__all__ = ["CanvassPlace", "FieldVisit", "Find", "Lead", "Target"]
