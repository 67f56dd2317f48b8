"""The vocabulary for asking about regions."""

from django.db import models
from django.db.models import Q

def inside(code: str, field: str = "region_id") -> Q:
    """Condition that the region code in `field` is `code` itself or lies inside it, told by the prefix, without a join."""
    return Q(**{field: code}) | Q(**{f"{field}__startswith": f"{code}."})


def lineage(code: str) -> list[str]:
    """The codes from the province down to `code` itself: "33.74.01" gives ["33", "33.74", "33.74.01"]."""
    parts = code.split(".")
    return [".".join(parts[: n + 1]) for n in range(len(parts))]


class RegionQuerySet(models.QuerySet):
    """Regions by place in the tree."""

    def within(self, code: str) -> "RegionQuerySet":
        """The region itself and all below it."""
        return self.filter(inside(code, "code"))

    def above(self, code: str) -> "RegionQuerySet":
        """The regions that `code` lies in, itself not counted."""
        return self.filter(code__in=lineage(code)[:-1])
