"""Narrowing a list down to a region."""

import django_filters as df

from regions.forms import RegionField


class RegionFilter(df.Filter):
    """Keeps what lies inside the chosen region of any level; the queryset must know `in_region(code)`."""

    field_class = RegionField

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, with_ended=True, **kwargs)

    def filter(self, queryset, region):
        return queryset.in_region(region.code) if region else queryset
