"""What filters of every list share."""

from django.utils.translation import gettext_lazy as _

# For filters with a choice: what stands under one that an address asked for and that is not offered.
LEFT_OUT = {"invalid_choice": _("There is no such choice; this filter was left out.")}
