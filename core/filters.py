"""What filters of every list share."""

from django import forms
from django.utils.translation import gettext_lazy as _

# For filters with a choice: what stands under one that an address asked for and that is not offered.
LEFT_OUT = {"invalid_choice": _("There is no such choice; this filter was left out.")}


class DayInput(forms.DateInput):
    """A day, chosen from the browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")
