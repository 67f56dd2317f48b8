"""What every page's frame needs to know."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """`is_demo_site`: whether the banner "DATA CONTOH" must stand on every page."""
    return {"is_demo_site": settings.DEMO_SITE}
