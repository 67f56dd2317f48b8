"""What makers and committees type about a membership after it was asked for."""

import django_filters as df
from django import forms
from django.db.models import QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from artisans.actions.seats import kept_answers
from artisans.choices import MembershipRole
from artisans.models import Membership
from core.filters import LEFT_OUT, DayInput, NameFilter
from core.versions import VersionedForm

DISTANCES = (10, 25, 50, 100)
USUAL_DISTANCE = 25


def _words(label: str, *, required: bool = True, help_text: str = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=500, required=required, widget=area, help_text=help_text)


def _officers_take_over() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("Nobody else sits on the committee: the officers of the area take over, and are told")
    )


class AskBackForm(forms.Form):
    """A question of the committee, or its answer."""

    text = _words(_("Your question or answer to the maker"))


class AnswerForm(forms.Form):
    """The maker's word to the committee."""

    text = _words(_("Your answer or question to the committee"))


class InviteForm(forms.Form):
    """An invitation."""

    message = _words(
        _("A word to the maker"),
        required=False,
        help_text=_("Why you would like to have this maker with you, and what comes next."),
    )


class YesForm(forms.Form):
    """A yes to an invitation; an officer says that the maker stands beside them."""

    assented = forms.BooleanField(label=_("The maker stands beside me and says yes to joining"))

    def __init__(self, *args, by_officer: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not by_officer:
            del self.fields["assented"]


class NoForm(forms.Form):
    """A no to an invitation; nobody needs a reason."""

    reason = _words(_("Reason (the committee reads it)"), required=False)


class LeaveForm(forms.Form):
    """Leaving; who is the last on the committee confirms it."""

    alone = _officers_take_over()

    def __init__(self, *args, is_last: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not is_last:
            del self.fields["alone"]


class LetGoForm(LeaveForm):
    """Ending a membership for the committee."""

    reason = _words(_("Reason (the maker reads it)"))
    field_order = ["reason", "alone"]


class MemberForm(VersionedForm):
    """What the committee keeps of a membership; put right at any time."""

    role = forms.ChoiceField(label=_("Role"), choices=MembershipRole)
    member_no = forms.CharField(label=_("Member number"), max_length=20, required=False)
    decree_no = forms.CharField(
        label=_("Decree (SK)"),
        max_length=80,
        required=False,
        help_text=_("Number of the letter that appoints the member, if there is one."),
    )
    started_on = forms.DateField(label=_("Member since"), widget=DayInput, required=False)
    ended_on = forms.DateField(label=_("Member until"), widget=DayInput)
    alone = forms.BooleanField(
        label=_("Nobody else sits on the committee: the officers of the area take over, and are told"),
        required=False,
        help_text=_("Only where the role becomes that of an ordinary member."),
    )

    def __init__(self, *args, membership: Membership, is_over: bool, is_last: bool, **kwargs) -> None:
        initial = {name: getattr(membership, name) for name in kept_answers(membership)}
        super().__init__(*args, stored=kept_answers(membership), initial=initial, **kwargs)
        if not is_over:
            del self.fields["ended_on"]
        if not is_last:
            del self.fields["alone"]

    @property
    def answers(self) -> dict:
        """What was typed, without what the form carries for itself."""
        return {name: self.cleaned_data[name] for name in self.cleaned_data if name not in ("seen", "theirs", "alone")}


class MemberFilter(df.FilterSet):
    """Members of a cluster by name and role, and those who once were."""

    q = NameFilter(label=_("Name"), field_name="artisan__public_name")
    role = df.ChoiceFilter(label=_("Role"), choices=MembershipRole, empty_label=_("All roles"), error_messages=LEFT_OUT)

    class Meta:
        model = Membership
        fields = ["q", "role"]


class NearFilter(df.FilterSet):
    """How far around the cluster makers are looked for."""

    within = df.ChoiceFilter(
        label=_("How far"),
        choices=[(str(km), format_lazy(_("within {km} km"), km=km)) for km in DISTANCES],
        empty_label=None,
        method="nearer_than",
        error_messages=LEFT_OUT,
    )

    def __init__(self, data, *args, **kwargs) -> None:
        super().__init__({"within": str(USUAL_DISTANCE)} | data.dict(), *args, **kwargs)

    def nearer_than(self, queryset: QuerySet, name: str, km: str) -> QuerySet:
        return queryset.filter(km__lte=int(km))
