"""/petugas/: the officers' pages."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from fieldwork.views import (
    amending,
    consents,
    coverage,
    day,
    freshness,
    leads,
    merging,
    places,
    queue,
    records,
    registering,
    review,
)
from fieldwork.views.history import history, reads
from fieldwork.views.papers import papers, remove_nik, show_nik

app_name = "field"
urlpatterns = [
    path("", day.home, name="home"),
    path(_("register/"), registering.register, name="register"),
    path(_("register/nearest-region/"), registering.nearest_region, name="nearest_region"),
    path(_("records/"), records.records, name="records"),
    path(_("records/<code:code>/"), records.record, name="record"),
    path(_("records/<code:code>/edit/"), amending.edit, name="edit"),
    path(_("records/<code:code>/work/"), amending.section, {"name": "work"}, name="section_work"),
    path(_("records/<code:code>/place/"), amending.section, {"name": "place"}, name="section_place"),
    path(_("records/<code:code>/person/"), amending.section, {"name": "person"}, name="section_person"),
    path(_("records/<code:code>/story/"), amending.section, {"name": "story"}, name="section_story"),
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
    path(_("records/<code:code>/papers/"), papers, name="papers"),
    path(_("records/<code:code>/papers/remove/"), remove_nik, name="remove_nik"),
    path(_("records/<code:code>/papers/show/"), show_nik, name="show_nik"),
    path(_("records/<code:code>/history/"), history, name="history"),
    path(_("reads/"), reads, name="reads"),
    path(_("due/"), freshness.due, name="due"),
    path(_("due/confirm/"), freshness.confirm_ticked, name="confirm_ticked"),
    path(_("records/<code:code>/confirm/"), freshness.confirm, name="confirm"),
    path(_("records/<code:code>/rest/"), freshness.put_to_rest, name="put_to_rest"),
    path(_("records/<code:code>/close/"), freshness.close, name="close"),
    path(_("records/<code:code>/wake/"), freshness.wake, name="wake"),
    path(_("leads/"), leads.leads, name="leads"),
    path(_("leads/new/"), leads.add_lead, name="add_lead"),
    path(_("leads/<code:code>/edit/"), leads.change_lead, name="change_lead"),
    path(_("leads/<code:code>/met/"), leads.meet, name="meet"),
    path(_("leads/<code:code>/later/"), leads.postpone, name="postpone"),
    path(_("leads/<code:code>/not-found/"), leads.not_found, name="not_found"),
    path(_("places/"), places.places, name="places"),
    path(_("places/new/"), places.add_place, name="add_place"),
    path(_("places/<code:code>/"), places.place, name="place"),
    path(_("places/<code:code>/edit/"), places.change_place, name="change_place"),
    path(_("places/<code:code>/visits/new/"), places.add_visit, name="add_visit"),
    path(_("places/<code:code>/visits/<int:visit>/"), places.change_visit, name="change_visit"),
    path(_("coverage/"), coverage.coverage, name="coverage"),
]
