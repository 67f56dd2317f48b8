"""What an officer decides about an objection to a product."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

STAYS, OFF = "stays", "off"


class SettleForm(forms.Form):
    """The decision, and a word to the maker where the product is taken off."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[
            (STAYS, gettext_lazy("Nothing is wrong: the product stays")),
            (OFF, gettext_lazy("Take the product off the public pages")),
        ],
        widget=forms.RadioSelect(attrs={"class": "sentences"}),
    )
    word = forms.CharField(
        label=gettext_lazy("A word to the maker"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Needed when the product is taken off: why, and what must change."),
    )

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("decision") == OFF and not cleaned.get("word"):
            raise ValidationError({"word": _("Write to the maker why the product is taken off.")})
        return cleaned

    @property
    def takes_off(self) -> bool:
        return self.cleaned_data["decision"] == OFF
