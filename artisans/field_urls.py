"""/petugas/: the officers' pages."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from artisans.views import field

app_name = "field"
urlpatterns = [
    path("", field.home, name="home"),
    path(_("register/"), field.register, name="register"),
    path(_("records/"), field.records, name="records"),
    path(_("records/<code:code>/"), field.record, name="record"),
    path(_("records/<code:code>/edit/"), field.edit, name="edit"),
    path(_("records/<code:code>/submit/"), field.submit, name="submit"),
    path(_("records/<code:code>/verify/"), field.verify, name="verify"),
    path(_("records/<code:code>/send-back/"), field.send_back, name="send_back"),
]
