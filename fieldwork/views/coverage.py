"""How far the search for makers has come, from province to village."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts.permissions import reachable
from fieldwork.coverage import survey
from fieldwork.coverage_map import draw
from fieldwork.views.access import officers_only
from regions.choices import Level
from regions.models import Region


@officers_only
def coverage(request: HttpRequest) -> HttpResponse:
    """The region of `?in=`, else the officer's own area, part by part, on a map and as a list."""
    mine = reachable(request.user, "work_in", Region.objects.all())
    region = _asked(request, mine)
    found = survey(region, _parts(request, region))
    parent = mine.filter(pk=region.parent_id).first() if region else None
    context = {
        "survey": found,
        "parent": parent,
        "drawing": draw(found) if found.is_close else None,
        "counts": {part.region.code: part.tally.registered for part in found.parts},
        "links": {part.region.code: _address(part.region) for part in found.parts},
        "parent_url": _address(parent) if parent else "",
    }
    return render(request, "field/coverage.html", context)


def _asked(request: HttpRequest, mine) -> Region | None:
    """The region asked for, or the only area of the officer; None means all areas."""
    if code := request.GET.get("in", "").replace("\x00", ""):
        return get_object_or_404(mine, pk=code[:14])
    return mine.filter(pk=request.user.area_codes[0]).first() if len(request.user.area_codes) == 1 else None


def _address(region: Region) -> str:
    return reverse("field:coverage", query={"in": region.code})


def _parts(request: HttpRequest, region: Region | None) -> list[Region]:
    """What the region consists of; for administrators the provinces, for officers of several areas these."""
    regions = Region.objects.in_reading_order()
    if region is None:
        whole = regions.filter(level=Level.PROVINCE) if request.user.is_superuser else None
        return list(regions.filter(pk__in=request.user.area_codes) if whole is None else whole)
    return [region] if region.level == Level.VILLAGE else list(regions.filter(parent=region))
