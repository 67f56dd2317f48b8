"""Where every address begins: Indonesian at /, English at /en/. Each app lists its own pages in its urls.py."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

handler500 = "core.limits.server_error"
urlpatterns = [
    path("", include("core.urls")),
    path("", include("pages.crawler_urls")),
    *i18n_patterns(
        path("", include("pages.urls")),
        path(_("regions/"), include("regions.urls")),
        path(_("clusters/"), include("artisans.membership_urls")),
        path(_("clusters/"), include("workshop.cluster_urls")),
        path(_("clusters/"), include("clusters.urls")),
        path(_("artisans/"), include("artisans.urls")),
        path(_("claim/"), include("artisans.claim_urls")),
        path(_("officers/"), include("fieldwork.urls")),
        path(_("officers/"), include("sheets.urls")),
        path(_("products/"), include("products.urls")),
        path(_("messages/"), include("orders.urls")),
        path(_("workshop/"), include("workshop.urls")),
        path(_("account/"), include("accounts.urls")),
        path("admin/", admin.site.urls),
        prefix_default_language=False,
    ),
]
