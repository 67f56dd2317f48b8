"""/petugas/impor/ and /petugas/ekspor/: officers' spreadsheets on their way into the register and out of it."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from sheets.views import exporting, importing, rows

app_name = "sheets"
urlpatterns = [
    path(_("export/"), exporting.export, name="export"),
    path(_("export/taken/"), exporting.exports, name="exports"),
    path(_("import/"), importing.batches, name="list"),
    path(_("import/new/"), importing.upload, name="upload"),
    path(_("import/<int:pk>/"), importing.batch, name="batch"),
    path(_("import/<int:pk>/columns/"), importing.columns, name="columns"),
    path(_("import/<int:pk>/sheet/"), importing.sheet, name="sheet"),
    path(_("import/<int:pk>/go-on/"), importing.work, name="work"),
    path(_("import/<int:pk>/choose/"), importing.choose_all, name="choose_all"),
    path(_("import/<int:pk>/write/"), importing.write, name="write"),
    path(_("import/<int:pk>/undo/"), importing.undo, name="undo"),
    path(_("import/<int:pk>/throw-away/"), importing.drop, name="drop"),
    path(_("import/<int:pk>/rows/<int:number>/"), rows.row, name="row"),
    path(_("import/<int:pk>/rows/<int:number>/choose/"), rows.choose, name="choose"),
]
