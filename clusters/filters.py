"""How people narrow down the list of clusters."""

import django_filters as df
from django.utils.translation import gettext_lazy as _

from clusters.choices import ClusterKind
from clusters.models import Cluster, Craft
from core.filters import LEFT_OUT, NameFilter
from regions.filters import RegionFilter


class NearFilter(RegionFilter):
    """Puts first what lies near the chosen place; leaves nothing out. The queryset must know `nearest_to(region)`."""

    def filter(self, queryset, region):
        return queryset.nearest_to(region) if region else queryset


class ClusterFilter(df.FilterSet):
    """Name, craft, region, kind; and from where the nearest are counted."""

    q = NameFilter(label=_("Name"), field_name="name")
    craft = df.ModelChoiceFilter(
        label=_("Craft"),
        to_field_name="slug",
        queryset=Craft.objects.order_by("pk"),
        empty_label=_("All crafts"),
        error_messages=LEFT_OUT,
    )
    near = NearFilter(label=_("Nearest to"), help_text=_("Your village, district or city."))
    region = RegionFilter(label=_("Region"))
    kind = df.ChoiceFilter(label=_("Kind"), choices=ClusterKind, empty_label=_("All kinds"), error_messages=LEFT_OUT)

    class Meta:
        model = Cluster
        fields = ["q", "craft", "near", "region", "kind"]
