"""How officers narrow down their lists."""

import django_filters as df
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from artisans.filters import colleagues
from artisans.models import Artisan
from core.filters import LEFT_OUT
from regions.filters import RegionFilter


class QueueFilter(df.FilterSet):
    """The review queue: a region inside the area, and whose entries."""

    region = RegionFilter(label=_("Region"))
    officer = df.ModelChoiceFilter(
        label=_("Entered by"),
        queryset=colleagues,
        empty_label=_("All officers"),
        error_messages=LEFT_OUT,
        method="entered_by",
    )

    class Meta:
        model = Artisan
        fields = ["region", "officer"]

    def entered_by(self, queryset, name: str, officer):
        """Records that the officer registered or sent in."""
        return queryset.filter(Q(registered_by=officer) | Q(submitted_by=officer))


class DueFilter(df.FilterSet):
    """What is due to be confirmed: a region inside the area."""

    region = RegionFilter(label=_("Region"))

    class Meta:
        model = Artisan
        fields = ["region"]
