"""What buyers, makers and committees write to each other."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.filters import DayInput
from core.form_once import OnceForm
from orders import words

# Seconds: nobody fills the form in faster, and a page that lay open for longer gets a fresh token.
FASTEST, OPEN_FOR = 3, 24 * 60 * 60
LINK = re.compile(r"https?://|www\.|\[url|<a\s", re.IGNORECASE)
MOST_LINKS = 1
TRAP = "homepage"


class MessageForm(forms.Form):
    """One message."""

    text = forms.CharField(
        label=gettext_lazy("Message"),
        min_length=2,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        if len(LINK.findall(text)) > MOST_LINKS:
            raise ValidationError(_("A message may hold one link. Take the others out, please."))
        return text


class AskForm(MessageForm, OnceForm):
    """A buyer's first message to a maker. `token` dates the form and holds the seed of the buyer's secret word."""

    buyer_name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    pieces = forms.IntegerField(
        label=gettext_lazy("How many pieces"),
        min_value=1,
        max_value=1_000_000,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    needed_by = forms.DateField(label=gettext_lazy("Needed by"), required=False, widget=DayInput())
    field_order = ["buyer_name", "pieces", "needed_by", "text"]

    def __init__(self, data=None, **kwargs) -> None:
        super().__init__(data, **kwargs)
        given = (data or {}).get("token", "")
        self.seed = words.seed_of(given, OPEN_FOR)
        self.is_quick = words.is_younger(given, FASTEST)
        self.token = given if self.seed else words.new_token()

    def clean_needed_by(self):
        day = self.cleaned_data["needed_by"]
        if day and day < timezone.localdate():
            raise ValidationError(_("This day is over. Choose a day to come."))
        return day

    def clean(self) -> dict:
        if self.data.get(TRAP):
            raise ValidationError(_("The field “Leave this empty” was filled in. It is empty again: send once more."))
        if self.seed is None:
            raise ValidationError(
                _("The form lay open for more than a day. Everything is still there: send once more.")
            )
        if self.is_quick:
            raise ValidationError(_("That was faster than anybody writes. Wait a few seconds and send once more."))
        return super().clean()

    def begin_anew(self) -> None:
        """Lets the same form send another message: its number is the seed in its token."""
        self.token = words.new_token()


class BulkAskForm(AskForm):
    """A buyer's enquiry to a cluster, for more than one maker can make."""

    text = forms.CharField(
        label=gettext_lazy("What you wish for"),
        min_length=10,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("What is to be made, of which material, in which size and colour, and where it goes."),
    )


class WordForm(forms.Form):
    """The way back to what one has written."""

    word = forms.CharField(
        label=gettext_lazy("The word of your link"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        help_text=gettext_lazy("16 letters and digits such as K7Q4-MX2P-9RTW-B3DF, or the whole link."),
    )

    def clean_word(self) -> str:
        return words.read(self.cleaned_data["word"])
