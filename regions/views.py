"""Answers about regions."""

import re

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from regions.choices import Level
from regions.models import CODE_PATTERN, Region

MOST_CODES = 50


@require_safe
@cache_control(public=True, max_age=60)
def search(request: HttpRequest) -> JsonResponse:
    """Suggestions for region fields: a list of {code, name, label, level}, at most 20, the likeliest first.

    `q` is what was typed so far; `levels` ("3,4") and `inside` ("33.74,33.27") narrow. What is no level or code there
    is ignored.
    """
    regions = Region.objects.offered()
    levels = [level for level in request.GET.get("levels", "").split(",") if level in map(str, Level.values)]
    codes = request.GET.get("inside", "").split(",")[:MOST_CODES]
    codes = [code for code in codes if re.fullmatch(CODE_PATTERN, code, re.ASCII)]
    if levels:
        regions = regions.filter(level__in=levels)
    if codes:
        regions = regions.within(*codes)
    found = regions.search(request.GET.get("q", ""))
    answers = [{"code": one.code, "name": one.name, "label": one.full_path, "level": one.level} for one in found]
    return JsonResponse(answers, safe=False)
