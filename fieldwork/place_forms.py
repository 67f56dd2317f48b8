"""What officers type about canvass places and their visits there."""

import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Person, reachable
from core.filters import DayInput
from core.form_once import FormNumberField, OnceForm
from core.versions import VersionedModelForm
from fieldwork.actions.canvassing import Walk
from fieldwork.models import CanvassPlace, FieldVisit
from regions.choices import Level
from regions.forms import RegionField
from regions.models import Region
from regions.positions import Position, PositionField

MOST_MAKERS = 30_000


class PlaceForm(VersionedModelForm):
    """A street, market or quarter to be searched, which a colleague may be changing as well."""

    region = RegionField(
        label=_("Village or district"),
        queryset=Region.objects.none(),
        levels=(Level.DISTRICT, Level.VILLAGE),
        help_text=_("Type a few letters of the village and the town, in any order."),
    )
    expected = forms.IntegerField(
        label=_("Makers expected"),
        min_value=1,
        max_value=MOST_MAKERS,
        required=False,
        help_text=_("How many there are, as people there say."),
    )
    position = PositionField(
        label=_("Position"), required=False, help_text=_("Without it, the middle of the village counts.")
    )

    class Meta:
        model = CanvassPlace
        fields = ["name", "kind", "region", "expected", "position", "note"]
        widgets = {"kind": forms.RadioSelect, "note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, user: Person, instance: CanvassPlace, initial: dict | None = None) -> None:
        position = None if instance.lat is None else Position(instance.lat, instance.lon)
        super().__init__(*args, instance=instance, initial={"position": position} | (initial or {}))
        self.fields["region"].queryset = reachable(user, "work_in", Region.objects.all())
        self.fields["region"].inside = user.area_codes

    def clean(self) -> dict:
        cleaned = super().clean()
        others = CanvassPlace.objects.exclude(pk=self.instance.pk).filter(region=cleaned.get("region"))
        if others.filter(name__iexact=cleaned.get("name", "")).exists():
            self.add_error("name", _("There is already a canvass place of this name here."))
        if "position" in cleaned:
            position = cleaned["position"]
            self.instance.lat, self.instance.lon = (position.lat, position.lon) if position else (None, None)
        return cleaned


class VisitForm(OnceForm):
    """One walk through a place: the day, at how many doors, and when to come again."""

    number = "client_uuid"

    client_uuid = FormNumberField()
    visited_on = forms.DateField(label=_("Day of the visit"), widget=DayInput, initial=timezone.localdate)
    asked = forms.IntegerField(label=_("Doors and stalls asked at"), min_value=0, max_value=MOST_MAKERS, required=False)
    note = forms.CharField(
        label=_("Note"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What a colleague should know before going there. No names or numbers of people."),
    )
    next_visit_on = forms.DateField(label=_("Next visit"), widget=DayInput, required=False)

    def clean_visited_on(self) -> datetime.date:
        day = self.cleaned_data["visited_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        if day.year < 2000:
            raise forms.ValidationError(_("Write the year with four digits, such as 2027."))
        return day

    def clean(self) -> dict:
        cleaned = super().clean()
        visited, again = cleaned.get("visited_on"), cleaned.get("next_visit_on")
        if visited and again and again < visited:
            self.add_error("next_visit_on", _("The next visit cannot come before this one."))
        return cleaned

    def walk(self) -> Walk:
        """The valid answers, as they are kept."""
        return Walk(**{name: self.cleaned_data[name] for name in Walk.__dataclass_fields__})

    @staticmethod
    def answers_of(visit: FieldVisit) -> dict:
        """A visit's present answers, to be corrected."""
        return {name: getattr(visit, name) for name in Walk.__dataclass_fields__}
