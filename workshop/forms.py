"""What makers type about their own work."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ChannelForm(forms.Form):
    """A shop elsewhere."""

    url = forms.URLField(
        label=_("Address of the shop"),
        max_length=300,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://", "autocomplete": "off"}),
        help_text=_("Open the shop in the browser or its app, choose “share”, copy the link, and paste it here."),
    )
