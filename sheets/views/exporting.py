"""Taking records along as a file, and the list of the files taken."""

from datetime import date

from django.db.models import QuerySet
from django.forms import BoundField
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from accounts.permissions import reachable
from artisans.choices import ArtisanState
from artisans.filters import RecordFilter
from artisans.models import Artisan
from core.pagination import page_of
from core.refusals import Refusal
from fieldwork.views.access import officers_only
from sheets.actions import exporting
from sheets.choices import FileFormat
from sheets.export_forms import ExportForm
from sheets.models import Export

CONTENT_TYPES = {
    FileFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileFormat.CSV: "text/csv; charset=utf-8",
}


@officers_only
def export(request: HttpRequest) -> HttpResponse:
    """The records of the area that the address's filters choose, as a file; without a state, makers only."""
    found = RecordFilter(request.GET, queryset=reachable(request.user, "view", Artisan.objects.all()), request=request)
    records = found.qs if found.form.is_valid() and found.form.cleaned_data["state"] else found.qs.of_makers()
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and found.form.is_valid():
        try:
            return _file(request, records, found, form)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = {"filter": found, "form": form, "count": records.count()}
    return render(request, "sheets/export.html", context, status=422 if request.method == "POST" else 200)


def _file(request: HttpRequest, records: QuerySet, found: RecordFilter, form: ExportForm) -> FileResponse:
    chosen = form.cleaned_data
    file = exporting.export(records=records, by=request.user, filters=_in_words(found), **chosen)
    name = f"sentra-{localdate():%Y-%m-%d}.{chosen['file_format']}"
    return FileResponse(file, as_attachment=True, filename=name, content_type=CONTENT_TYPES[chosen["file_format"]])


def _in_words(found: RecordFilter) -> dict[str, str]:
    """What was chosen in each filter that was used, as text that needs no other row to be understood later."""
    return {field.name: _said(field, found.form.cleaned_data[field.name]) for field in _used(found)}


def _used(found: RecordFilter) -> list[BoundField]:
    return [field for field in found.form if found.form.cleaned_data.get(field.name) not in (None, "", False)]


def _said(field: BoundField, value: object) -> str:
    if field.name == "region":
        return f"{value.code} {value.full_path}"
    return value.isoformat() if isinstance(value, date) else str(value)


@officers_only
def exports(request: HttpRequest) -> HttpResponse:
    """Which files the officer took along; the agency's head sees those of the officers there."""
    taken = reachable(request.user, "view", Export.objects.select_related("by")).order_by("-at", "-pk")
    page = page_of(request, taken)
    for row in page:
        row.words = [_label_and_words(*one) for one in row.filters.items()]
    return render(request, "sheets/exports.html", {"page": page})


def _label_and_words(name: str, words: str) -> tuple[str, str]:
    label = RecordFilter.base_filters[name].label if name in RecordFilter.base_filters else name
    if name == "state" and words in ArtisanState.values:
        return label, ArtisanState(words).label
    return label, "" if words == "True" else words
