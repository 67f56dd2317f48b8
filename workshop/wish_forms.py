"""What makers write when they want their data corrected or erased."""

from django import forms
from django.utils.translation import gettext_lazy as _

from artisans.choices import Wish


class CorrectionForm(forms.Form):
    """What is wrong in the record, and what it should say."""

    text = forms.CharField(
        label=_("What is wrong, and what should it say?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "autocapitalize": "sentences"}),
    )


class ErasureForm(forms.Form):
    """A maker's wish to be erased, without need of a reason. The tick keeps a slip of the thumb from counting."""

    text = forms.CharField(
        label=_("Why, if you like to say"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocapitalize": "sentences"}),
    )
    sure = forms.BooleanField(label=_("I have read what is erased, and that it cannot be brought back"))


WISH_FORMS = {Wish.CORRECTION: CorrectionForm, Wish.ERASURE: ErasureForm}
