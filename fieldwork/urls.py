"""/petugas/: the officers' pages."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from fieldwork.views import day, records, registering, review

app_name = "field"
urlpatterns = [
    path("", day.home, name="home"),
    path(_("register/"), registering.register, name="register"),
    path(_("records/"), records.records, name="records"),
    path(_("records/<code:code>/"), records.record, name="record"),
    path(_("records/<code:code>/edit/"), records.edit, name="edit"),
    path(_("records/<code:code>/submit/"), review.submit, name="submit"),
    path(_("records/<code:code>/verify/"), review.verify, name="verify"),
    path(_("records/<code:code>/send-back/"), review.send_back, name="send_back"),
]
