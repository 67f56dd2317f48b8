"""/produk/: products as buyers see them."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from products import known, reporting, suggestions, views

app_name = "products"
urlpatterns = [
    path("", views.list, name="list"),
    path(_("suggest/"), suggestions.suggest, name="suggest"),
    path(_("photo/<slug:key>/<int:width>.webp"), views.photo, name="photo"),
    path(_("report/<code:code>/"), reporting.report, name="report"),
    path(_("known/<str:word>/"), known.known, name="known"),
    path(_("maker/<code:code>/"), known.of_maker, name="of_maker"),
    path("<code:code>/", views.detail, name="detail"),
    path("<code:code>/<slug:slug>/", views.detail, name="detail"),
]
