"""What the agency's head types about a year's targets."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Person, reachable
from core.versions import VersionedModelForm
from fieldwork.models import Target
from regions.forms import RegionField
from regions.models import Region


class TargetForm(VersionedModelForm):
    """Region, officer or everybody, year, and how many makers; another head may be changing it as well."""

    region = RegionField(
        label=_("Region"), queryset=Region.objects.none(), help_text=_("The whole area, or a part of it.")
    )
    officer = forms.ModelChoiceField(
        label=_("Officer"), queryset=User.objects.none(), required=False, empty_label=_("Everybody together")
    )

    class Meta:
        model = Target
        fields = ("region", "officer", "year", "registered", "verified")

    def __init__(self, *args, user: Person, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        staff = User.objects.filter(is_staff=True, is_active=True)
        officers = staff if user.is_superuser else User.objects.officers_in(user.headed_codes)
        self.fields["region"].queryset = reachable(user, "head", Region.objects.all())
        self.fields["region"].inside = user.headed_codes
        self.fields["officer"].queryset = officers.order_by("first_name", "pk")
        self.fields["officer"].needed_later = True  # choosing nobody is a choice: everybody
        self.fields["year"].initial = timezone.localdate().year

    def clean(self) -> dict:
        cleaned = super().clean()
        region, officer = cleaned.get("region"), cleaned.get("officer")
        if region and officer and not may_work_somewhere_in(officer, region):
            self.add_error("officer", _("This officer does not work in that region."))
        return cleaned


def may_work_somewhere_in(officer: User, region: Region) -> bool:
    """Whether one of the officer's areas holds the region, is it, or lies inside it."""
    areas = officer.areas.values_list("region_id", flat=True)
    return any(code in region.lineage or code.startswith(f"{region.code}.") for code in areas)
