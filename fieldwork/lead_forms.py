"""What officers type about leads."""

import datetime
from dataclasses import fields

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Person, reachable
from clusters.models import Craft
from core.filters import DayInput
from core.form_once import FormNumberField, OnceForm
from core.versions import VersionedForm, plain
from fieldwork.actions import leads
from fieldwork.actions.leads import Tip
from fieldwork.choices import NotFound, ToldBy
from fieldwork.models import CanvassPlace, Lead
from regions.choices import Level
from regions.forms import RegionField
from regions.models import Region
from regions.positions import LATITUDES, LONGITUDES


class LeadForm(VersionedForm, OnceForm):
    """What was told about a maker whom nobody has met: who told us only by kind, since no third person is kept."""

    registration_uuid = FormNumberField()
    public_name = forms.CharField(
        label=_("What the maker is called"),
        max_length=120,
        help_text=_("As it was told, such as: bag sewer near the market."),
    )
    region = RegionField(
        label=_("Village or district"),
        queryset=Region.objects.none(),
        levels=(Level.DISTRICT, Level.VILLAGE),
        help_text=_("Type a few letters of the village and the town, in any order."),
    )
    crafts = forms.ModelMultipleChoiceField(
        label=_("Craft"), queryset=Craft.objects.order_by("pk"), widget=forms.CheckboxSelectMultiple, required=False
    )
    place_note = forms.CharField(
        label=_("How to find the place"),
        max_length=200,
        required=False,
        help_text=_("Street, market stall, landmark. Only officers see this."),
    )
    told_by = forms.ChoiceField(label=_("Who told us"), choices=[("", _("Choose")), *ToldBy.choices])
    told_on = forms.DateField(label=_("When"), widget=DayInput, initial=timezone.localdate)
    note = forms.CharField(
        label=_("What was said"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("About the work only. No names, numbers or addresses of other people."),
    )
    place = forms.ModelChoiceField(
        label=_("Canvass place"),
        queryset=CanvassPlace.objects.none(),
        required=False,
        empty_label=_("None"),
        to_field_name="code",
    )
    next_visit_on = forms.DateField(label=_("Next visit"), widget=DayInput, required=False)

    def __init__(self, *args, user: Person, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = reachable(user, "work_in", Region.objects.all())
        self.fields["region"].inside = user.area_codes
        self.fields["place"].queryset = reachable(user, "view", CanvassPlace.objects.in_reading_order())

    def clean_told_on(self) -> datetime.date:
        if (day := self.cleaned_data["told_on"]) > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def clean(self) -> dict:
        cleaned = super().clean()
        told, visit = cleaned.get("told_on"), cleaned.get("next_visit_on")
        if told and visit and visit < told:
            self.add_error("next_visit_on", _("The next visit cannot come before the day we were told."))
        return cleaned

    def tip(self) -> Tip:
        """The valid answers, as they are kept."""
        return Tip(**{one.name: self.cleaned_data[one.name] for one in fields(Tip)})

    @classmethod
    def about(cls, lead: Lead, *args, user: Person) -> "LeadForm":
        """The form with a lead's present answers, to be changed."""
        answers = leads.answers_of(lead, by=user)
        place = answers["place"]
        return cls(
            *args,
            user=user,
            initial=answers | {"place": place.code if place else None},
            stored={name: plain(value) for name, value in answers.items()},
        )


class NotFoundForm(forms.Form):
    """Why a lead came to nothing: one tap, and a word more where it helps."""

    why = forms.ChoiceField(
        label=_("What did you find?"), choices=NotFound, widget=forms.RadioSelect(attrs={"class": "sentences"})
    )
    more = forms.CharField(
        label=_("A word more"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def reason(self) -> str:
        """The answer as a reason that colleagues read."""
        words = [str(NotFound(self.cleaned_data["why"]).label), self.cleaned_data["more"]]
        return ". ".join(filter(None, words))


class NearForm(forms.Form):
    """Where to look for leads, when no phone tells."""

    near = RegionField(label=_("Near which village or district"), queryset=Region.objects.none())

    def __init__(self, *args, user: Person, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["near"].queryset = reachable(user, "work_in", Region.objects.all())
        self.fields["near"].inside = user.area_codes


class PositionForm(forms.Form):
    """Where a phone says it is, in degrees (WGS 84): used for one answer and kept nowhere."""

    lat = forms.FloatField(min_value=LATITUDES[0], max_value=LATITUDES[1])
    lon = forms.FloatField(min_value=LONGITUDES[0], max_value=LONGITUDES[1])
