"""Likely duplicates while an officer types."""

import re

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts import phones
from accounts.permissions import reachable
from artisans.duplicates import Sighting
from artisans.models import Artisan
from core import codes
from core.posting import done_by_post
from fieldwork.alike import alike
from fieldwork.views.access import officers_only
from regions.models import CODE_PATTERN
from regions.positions import PARTS, PositionField


def _to_form(request: HttpRequest) -> HttpResponse:
    return redirect("field:register")


@officers_only
@done_by_post(_to_form)
def likely(request: HttpRequest) -> HttpResponse:
    """A part of a page: the records that may be the maker of public_name, phone, region, lat and lon.

    `record` is the code of the maker's own record, where there is one; `apart` tells which are another person. Posted,
    so that no address holds a name or a number.
    """
    code = codes.normalise(request.POST.get("record", "")[:10])
    record = reachable(request.user, "change", Artisan.objects.filter(code=code)).first() if code else None
    found = alike(_sighting(request), user=request.user, apart=request.POST.getlist("apart"), record=record)
    return render(request, "field/_alike.html", {"alike": found, "record": record})


def _sighting(request: HttpRequest) -> Sighting:
    """What is typed so far; what cannot be read yet is left out."""
    try:
        phone = phones.normalise(request.POST.get("phone", "")[:40])
    except ValidationError:
        phone = ""
    region = request.POST.get("region", "")
    position = PositionField(required=False).prepare_value(tuple(request.POST.get(part, "") for part in PARTS))
    where = {part: getattr(position, part) for part in PARTS} if position else {}
    return Sighting(
        name=request.POST.get("public_name", "")[:120],
        phone=phone,
        region_code=region if re.fullmatch(CODE_PATTERN, region, re.ASCII) else "",
        **where,
    )
