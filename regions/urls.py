"""Addresses about regions."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from regions import views

app_name = "regions"
urlpatterns = [path(_("search"), views.search, name="search")]
