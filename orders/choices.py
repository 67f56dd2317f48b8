"""Words about enquiries that the code chooses from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EnquiryState(models.TextChoices):
    """Where a buyer's enquiry stands."""

    NEW = "NEW", _("New")
    ANSWERED = "ANSWERED", _("Answered")
    CLOSED = "CLOSED", _("Closed")
