"""/klaster/: clusters as the public sees them."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from clusters import views

app_name = "clusters"
urlpatterns = [
    path("", views.list, name="list"),
    path(_("compare/"), views.compare, name="compare"),
    path(_("photo/<slug:key>/<int:width>.webp"), views.photo, name="photo"),
    path(_("news/<code:code>/"), views.news, name="news"),
    path("<code:code>/", views.detail, name="detail"),
    path("<code:code>/<slug:slug>/", views.detail, name="detail"),
]
