"""/bengkel/: the maker's own pages."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from workshop.views import channels
from workshop.views.enquiries import enquiries

app_name = "workshop"
urlpatterns = [
    path(_("<code:code>/shops/"), channels.channels, name="channels"),
    path(_("<code:code>/shops/<int:pk>/remove/"), channels.remove_channel, name="remove_channel"),
    path(_("<code:code>/shops/<int:pk>/show/"), channels.trust_channel, name="trust_channel"),
    path(_("<code:code>/messages/"), enquiries, name="enquiries"),
    path("", include("workshop.product_urls")),
]
