"""What the admin's lists can be narrowed down by, beside the fields themselves."""

from collections.abc import Callable

from django.contrib.admin import SimpleListFilter
from django.db.models import Q, QuerySet
from django.db.models.functions import Left
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from regions.models import Region
from regions.querysets import inside


class AreaFilter(SimpleListFilter):
    """The parts of the person's own area: for administrators the provinces with records, for officers one step below.

    Subclasses name the field that leads to the region. A code from elsewhere, typed by hand, finds nothing,
    because the list itself ends at the area.
    """

    title = _("area")
    parameter_name = "area"
    field = "region"

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple[str, str]]:
        if request.user.is_superuser:
            provinces = model_admin.get_queryset(request).order_by().values_list(Left(f"{self.field}__code", 2))
            regions = Region.objects.filter(code__in=provinces.distinct())
        else:
            regions = Region.objects.offered().filter(parent__in=request.user.area_codes)
        return list(regions.order_by("code").values_list("code", "name"))

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(inside(self.value(), self.field)) if self.value() else queryset


class ArtisanAreaFilter(AreaFilter):
    """The same, for what belongs to a maker."""

    field = "artisan__region"


class RepairFilter(SimpleListFilter):
    """Records that need somebody's hand. Subclasses list them: value -> (words, what makes the condition)."""

    title = _("what needs repair")
    parameter_name = "repair"
    conditions: dict[str, tuple[str, Callable[[], Q]]]

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple[str, str]]:
        return [(value, words) for value, (words, _condition) in self.conditions.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() not in self.conditions:
            return queryset
        _words, condition = self.conditions[self.value()]
        return queryset.filter(condition())
