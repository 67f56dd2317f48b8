"""Addresses of what is erased."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from artisans.models import ErasedRecord


def gone_or_404(request: HttpRequest, code: str) -> HttpResponse:
    """410 with a plain page where something with this code was erased, else 404."""
    if not ErasedRecord.objects.filter(code=code).exists():
        raise Http404
    return render(request, "artisans/gone.html", status=410)
