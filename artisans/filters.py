"""How people narrow down the lists of makers."""

import django_filters as df
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import reachable
from artisans.choices import ArtisanKind, ArtisanState
from artisans.models import Artisan
from clusters.models import Craft
from core import codes
from core.filters import LEFT_OUT, DayInput, named_like
from regions.filters import RegionFilter
from regions.models import Region


def by_name_or_code(queryset, name: str, value: str):
    """Makers whose shown name holds the words, in any order, or whose code it is or was before a merge."""
    code = codes.normalise(value)
    return queryset.named(code) if code else named_like(queryset, "public_name", value)


class ArtisanFilter(df.FilterSet):
    """The public list: name or code, craft, region, kind."""

    q = df.CharFilter(label=_("Name or code"), method=by_name_or_code)
    craft = df.ModelChoiceFilter(
        label=_("Craft"),
        field_name="crafts",
        to_field_name="slug",
        queryset=Craft.objects.order_by("pk"),
        empty_label=_("All crafts"),
        error_messages=LEFT_OUT,
    )
    region = RegionFilter(label=_("Region"))
    kind = df.ChoiceFilter(label=_("Kind"), choices=ArtisanKind, empty_label=_("All kinds"), error_messages=LEFT_OUT)

    class Meta:
        model = Artisan
        fields = ["q", "craft", "region", "kind"]


def colleagues(request: HttpRequest | None) -> QuerySet:
    """The officers whose work the person may narrow a list down to: those of the own areas."""
    if request is None:
        return User.objects.none()
    officers = User.objects.filter(is_staff=True) if request.user.is_superuser else _of_the_areas(request.user)
    return officers.order_by("first_name", "pk")


def _of_the_areas(user: User) -> QuerySet:
    return User.objects.officers_in(user.area_codes) | User.objects.filter(pk=user.pk)


class YearFilter(df.Filter):
    """A year of the calendar; it asks the queryset's method that the filter is named after."""

    field_class = forms.IntegerField

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, min_value=2000, max_value=2100, **kwargs)

    def filter(self, queryset, value):
        return queryset if value is None else getattr(queryset, self.field_name)(value)


class RecordFilter(df.FilterSet):
    """The officers' list: what the record is, and what was done about it, by whom and when.

    `verified_by` goes with the year of `verified_in`; alone it means whoever verified the record last.
    """

    q = df.CharFilter(label=_("Name or code"), method=by_name_or_code)
    state = df.ChoiceFilter(
        label=_("State"),
        # A record that became part of another is found under that one.
        choices=[choice for choice in ArtisanState.choices if choice[0] != ArtisanState.MERGED],
        empty_label=_("All states"),
        error_messages=LEFT_OUT,
    )
    craft = df.ModelChoiceFilter(
        label=_("Craft"),
        field_name="crafts",
        to_field_name="slug",
        queryset=Craft.objects.order_by("pk"),
        empty_label=_("All crafts"),
        error_messages=LEFT_OUT,
    )
    region = RegionFilter(label=_("Region"))
    registered_in = YearFilter(label=_("Registered in the year"))
    registered_by = df.ModelChoiceFilter(
        label=_("Registered by"), queryset=colleagues, empty_label=_("All officers"), error_messages=LEFT_OUT
    )
    verified_in = YearFilter(label=_("Verified in the year"), method="only_verified_in")
    verified_by = df.ModelChoiceFilter(
        label=_("Verified by"),
        queryset=colleagues,
        empty_label=_("All officers"),
        error_messages=LEFT_OUT,
        method="only_verified_by",
    )
    confirmed_after = df.DateFilter(
        label=_("Confirmed since"), field_name="last_confirmed_at", lookup_expr="date__gte", widget=DayInput
    )
    confirmed_before = df.DateFilter(
        label=_("Confirmed before"), field_name="last_confirmed_at", lookup_expr="date__lt", widget=DayInput
    )
    due = df.BooleanFilter(label=_("Due for confirmation"), widget=forms.CheckboxInput, method="only_due")

    class Meta:
        model = Artisan
        fields = ["q", "state", "craft", "region"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.request:
            mine = reachable(self.request.user, "work_in", Region.objects.all())
            self.filters["region"].extra |= {"queryset": mine, "inside": self.request.user.area_codes}

    def only_verified_in(self, queryset, name: str, year: int):
        return queryset.verified_in(year, self.form.cleaned_data.get("verified_by"))

    def only_verified_by(self, queryset, name: str, officer: User):
        return queryset if self.form.cleaned_data.get("verified_in") else queryset.filter(verified_by=officer)

    def only_due(self, queryset, name: str, value: bool):
        return queryset.due_for_confirmation() if value else queryset
