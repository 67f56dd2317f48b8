"""/perajin/: makers as the public sees them."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from artisans.views import public

app_name = "artisans"
urlpatterns = [
    path("", public.list, name="list"),
    path(_("photo/<slug:key>/<int:width>.webp"), public.photo, name="photo"),
    path("<code:code>/", public.detail, name="detail"),
    path("<code:code>/<slug:slug>/", public.detail, name="detail"),
]
