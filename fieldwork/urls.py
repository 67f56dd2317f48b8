"""/petugas/: the officers' pages."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from fieldwork.views import consents, day, freshness, merging, queue, records, registering, review

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
    path(_("records/<code:code>/take-back/"), review.take_back, name="take_back"),
    path(_("records/<code:code>/reopen/"), review.reopen, name="reopen"),
    path(_("records/<code:code>/merge/"), merging.merge_with, name="merge_with"),
    path(_("records/<code:code>/merge/<code:other>/"), merging.merge, name="merge"),
    path(_("merges/<int:pk>/undo/"), merging.undo_merge, name="undo_merge"),
    path(_("records/<code:code>/split/"), merging.split, name="split"),
    path(_("records/<code:code>/undo-split/"), merging.undo_split, name="undo_split"),
    path(_("review/"), queue.queue, name="queue"),
    path(_("records/<code:code>/consents/"), consents.consents, name="consents"),
    path(_("records/<code:code>/consents/<slug:purpose>/give/"), consents.give_consent, name="give_consent"),
    path(
        _("records/<code:code>/consents/<slug:purpose>/withdraw/"), consents.withdraw_consent, name="withdraw_consent"
    ),
    path(_("due/"), freshness.due, name="due"),
    path(_("due/confirm/"), freshness.confirm_ticked, name="confirm_ticked"),
    path(_("records/<code:code>/confirm/"), freshness.confirm, name="confirm"),
    path(_("records/<code:code>/rest/"), freshness.put_to_rest, name="put_to_rest"),
    path(_("records/<code:code>/close/"), freshness.close, name="close"),
    path(_("records/<code:code>/wake/"), freshness.wake, name="wake"),
]
