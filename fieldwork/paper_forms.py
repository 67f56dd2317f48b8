"""What officers type about a maker's identity number."""

from django import forms
from django.utils.translation import gettext_lazy as _

TRAINING, CREDIT, COMPARING, OTHER = "training", "credit", "comparing", "other"


class NikForm(forms.Form):
    """The number of the identity card, as somebody reads it from the card."""

    nik = forms.CharField(
        label=_("NIK"),
        max_length=40,
        help_text=_("The 16 digits of the identity card; spaces do not matter. For somebody without one: leave it."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}),
    )


class WhyForm(forms.Form):
    """Why somebody needs to see the number; it is kept for good."""

    reason = forms.ChoiceField(
        label=_("What do you need the number for?"),
        choices=[
            (TRAINING, _("Registration for a training or an exhibition")),
            (CREDIT, _("Application for credit or assistance")),
            (COMPARING, _("Comparison with the identity card")),
            (OTHER, _("Something else")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what you need the number for.")},
    )
    words = forms.CharField(
        label=_("In your own words"),
        max_length=200,
        required=False,
        help_text=_("Needed for “Something else”. Write no name and no number."),
    )

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("reason") == OTHER and not cleaned.get("words"):
            self.add_error("words", _("Write what you need the number for."))
        return cleaned

    @property
    def why(self) -> str:
        """The reason as it is kept."""
        label = dict(self.fields["reason"].choices)[self.cleaned_data["reason"]]
        words = self.cleaned_data["words"]
        if self.cleaned_data["reason"] == OTHER:
            return words
        return f"{label}: {words}"[:200] if words else str(label)
