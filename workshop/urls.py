"""/bengkel/: the maker's own pages."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from workshop.views import channels, consents, wishes
from workshop.views.data import data, download
from workshop.views.enquiries import enquiries
from workshop.views.home import home
from workshop.views.record import section

app_name = "workshop"
urlpatterns = [
    path("<code:code>/", home, name="home"),
    path(_("<code:code>/name/"), section, {"name": "name"}, name="name"),
    path(_("<code:code>/craft/"), section, {"name": "crafts"}, name="crafts"),
    path(_("<code:code>/story/"), section, {"name": "story"}, name="story"),
    path(_("<code:code>/work/"), section, {"name": "work"}, name="work"),
    path(_("<code:code>/place/"), section, {"name": "place"}, name="place"),
    path(_("<code:code>/person/"), section, {"name": "person"}, name="person"),
    path(_("<code:code>/consents/"), consents.consents, name="consents"),
    path(_("<code:code>/consents/<slug:purpose>/give/"), consents.give_consent, name="give_consent"),
    path(_("<code:code>/consents/<slug:purpose>/withdraw/"), consents.withdraw_consent, name="withdraw_consent"),
    path(_("<code:code>/data/"), data, name="data"),
    path(_("<code:code>/data/file/"), download, name="data_file"),
    path(_("<code:code>/wishes/"), wishes.wishes, name="wishes"),
    path(_("<code:code>/wishes/erasure/"), wishes.erasure, name="erasure"),
    path(_("<code:code>/wishes/<int:pk>/take-back/"), wishes.take_back, name="take_back_wish"),
    path(_("<code:code>/shops/"), channels.channels, name="channels"),
    path(_("<code:code>/shops/<int:pk>/remove/"), channels.remove_channel, name="remove_channel"),
    path(_("<code:code>/shops/<int:pk>/show/"), channels.trust_channel, name="trust_channel"),
    path(_("<code:code>/messages/"), enquiries, name="enquiries"),
    path("", include("workshop.product_urls")),
]
