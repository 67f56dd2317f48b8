"""Addresses without a language: for machines."""

from django.urls import path

from core import views

app_name = "core"
urlpatterns = [path("sehat/", views.health, name="health")]
