"""How officers narrow down the list of canvass places."""

import django_filters as df
from django.utils.translation import gettext_lazy as _

from accounts.permissions import reachable
from core.filters import LEFT_OUT, NameFilter
from fieldwork.choices import Coverage, PlaceKind
from fieldwork.models import CanvassPlace
from regions.filters import RegionFilter
from regions.models import Region


class PlaceFilter(df.FilterSet):
    """Name, how far the search has come, kind, region. The queryset brings its coverage along."""

    q = NameFilter(label=_("Name"), field_name="name")
    coverage = df.ChoiceFilter(label=_("How far"), choices=Coverage, empty_label=_("All"), error_messages=LEFT_OUT)
    kind = df.ChoiceFilter(label=_("Kind"), choices=PlaceKind, empty_label=_("All kinds"), error_messages=LEFT_OUT)
    region = RegionFilter(label=_("Region"))

    class Meta:
        model = CanvassPlace
        fields = ["q", "kind", "region"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        mine = reachable(self.request.user, "work_in", Region.objects.all())
        self.filters["region"].extra |= {"queryset": mine, "inside": self.request.user.area_codes}
