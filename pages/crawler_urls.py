"""Where search engines look first, the same in every language."""

from django.contrib.sitemaps import views
from django.urls import path
from django.views.decorators.cache import cache_control

from pages.sitemaps import AN_HOUR, robots, sections

app_name = "crawlers"
kept = cache_control(public=True, max_age=AN_HOUR)
urlpatterns = [
    path("robots.txt", robots, name="robots"),
    path(
        "sitemap.xml",
        kept(views.index),
        {"sitemaps": sections(), "sitemap_url_name": "crawlers:section"},
        name="sitemap",
    ),
    path("sitemap-<slug:section>.xml", kept(views.sitemap), {"sitemaps": sections()}, name="section"),
]
