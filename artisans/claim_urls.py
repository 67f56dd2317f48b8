"""/klaim/: a maker takes the own record."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from artisans.views import claiming

app_name = "claim"
urlpatterns = [
    path("", claiming.enter, name="enter"),
    path(_("record/"), claiming.take, name="take"),
    path(_("record/join/"), claiming.join, name="join"),
    path(_("ask/"), claiming.ask, name="ask"),
]
