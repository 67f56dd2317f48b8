"""How people narrow down the lists of makers."""

import django_filters as df
from django.utils.translation import gettext_lazy as _

from artisans.choices import ArtisanKind, ArtisanState
from artisans.models import Artisan
from clusters.models import Craft
from core import codes
from core.filters import LEFT_OUT
from regions.filters import RegionFilter


def by_name_or_code(queryset, name: str, value: str):
    """Makers whose shown name holds the words, or whose code it is."""
    code = codes.normalise(value)
    return queryset.filter(code=code) if code else queryset.filter(public_name__icontains=value)


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


class RecordFilter(df.FilterSet):
    """The officers' list: name or code, state, craft."""

    q = df.CharFilter(label=_("Name or code"), method=by_name_or_code)
    state = df.ChoiceFilter(
        label=_("State"), choices=ArtisanState, empty_label=_("All states"), error_messages=LEFT_OUT
    )
    craft = df.ModelChoiceFilter(
        label=_("Craft"),
        field_name="crafts",
        to_field_name="slug",
        queryset=Craft.objects.order_by("pk"),
        empty_label=_("All crafts"),
        error_messages=LEFT_OUT,
    )

    class Meta:
        model = Artisan
        fields = ["q", "state", "craft"]
