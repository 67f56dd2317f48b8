"""The front door, what Sentra is, and everybody's own page."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from pages import views

app_name = "pages"
urlpatterns = [
    path("", views.home, name="home"),
    path(_("map/"), views.map, name="map"),
    path(_("map/<str:code>/"), views.map, name="map_of"),
    path(_("about/"), views.about, name="about"),
    path(_("account/"), views.account, name="account"),
    path(_("account/notices/"), views.notices, name="notices"),
    path(_("account/notices/read/"), views.read_notices, name="read_notices"),
    path(_("account/<code:code>/still-active/"), views.still_active, name="still_active"),
]
