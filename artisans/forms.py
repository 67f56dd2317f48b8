"""What people type about reviews and memberships."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from artisans.choices import ConsentMethod
from artisans.models import Artisan
from core.filters import DayInput


class ReasonForm(forms.Form):
    """Why a record is returned or refused, or a request declined."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class AskForm(forms.Form):
    """A maker's wish to join a cluster; one who answers for several makers says which."""

    artisan = forms.ModelChoiceField(label=_("Maker"), queryset=Artisan.objects.none(), empty_label=None)
    message = forms.CharField(
        label=_("A word to the committee"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What you make, since when, and what you hope for."),
    )
    assented = forms.BooleanField(label=_("The maker stands beside me and says yes to joining"))

    def __init__(self, *args, artisans, by_officer: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["artisan"].queryset = artisans
        if len(artisans) == 1:
            self.fields["artisan"].widget = forms.HiddenInput()
            self.fields["artisan"].initial = artisans[0].pk
        if not by_officer:
            del self.fields["assented"]


class AcceptForm(forms.Form):
    """Taking a maker in."""

    member_no = forms.CharField(label=_("Member number"), max_length=20, required=False)


class ConsentForm(forms.Form):
    """How and when a maker agreed to one purpose, as the officer who was there writes it down."""

    method = forms.ChoiceField(
        label=_("How did the maker agree?"),
        choices=[
            (ConsentMethod.SPOKEN, _("Spoken: I read the sentence aloud and witnessed a clear yes")),
            (ConsentMethod.SIGNED, _("Signed on paper: the sheet is kept at the office")),
        ],
        widget=forms.RadioSelect(attrs={"class": "sentences"}),
        initial=ConsentMethod.SPOKEN,
    )
    given_on = forms.DateField(label=_("When?"), widget=DayInput, initial=timezone.localdate)

    def clean_given_on(self) -> date:
        if (day := self.cleaned_data["given_on"]) > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        if day.year < 2000:
            raise forms.ValidationError(_("Write the year with four digits, such as 2027."))
        return day
