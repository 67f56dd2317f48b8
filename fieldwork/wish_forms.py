"""What officers write when they answer a maker's wish about the own data."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from artisans.choices import Wish
from artisans.models import DataWish


class FulfilForm(forms.Form):
    """A wish is fulfilled: a word to the maker about a correction, or the record's code typed before it is erased."""

    answer = forms.CharField(
        label=_("A word to the maker"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    code = forms.CharField(
        label=_("Type the code of the record"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        help_text=_("So that the right record is erased: it cannot be brought back."),
    )

    def __init__(self, *args, wish: DataWish, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.expected = wish.artisan.code
        del self.fields["answer" if wish.wish == Wish.ERASURE else "code"]

    def clean_code(self) -> str:
        code = "".join(self.cleaned_data["code"].upper().split()).replace("-", "")
        if code != self.expected:
            raise ValidationError(_("This is not the code of this record."))
        return code


class RefuseForm(forms.Form):
    """Why a wish is not fulfilled."""

    answer = forms.CharField(label=_("Why not?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
