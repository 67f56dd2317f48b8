"""What an officer chooses about a file of records."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sheets.choices import FileFormat


class ExportForm(forms.Form):
    """As what the file is written, and whether personal data goes along, and why."""

    file_format = forms.ChoiceField(
        label=_("File"),
        choices=FileFormat,
        initial=FileFormat.XLSX,
        widget=forms.RadioSelect,
        help_text=_("Excel keeps telephone numbers and dates as they are. Choose the plain table for other programs."),
    )
    with_private = forms.BooleanField(
        label=_("With personal data"),
        required=False,
        help_text=_(
            "Phone, name in the identity card, year of birth, NIB and how to find the place. Never the NIK. "
            "The agency's head sees that you took them and why."
        ),
    )
    why = forms.CharField(
        label=_("What for?"),
        max_length=200,
        required=False,
        help_text=_("Needed only with personal data. Such as: invitations to the training of 12 March."),
    )

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("with_private") and "why" not in self.errors and not cleaned["why"]:
            self.add_error("why", _("Write what the personal data is needed for."))
        return cleaned
