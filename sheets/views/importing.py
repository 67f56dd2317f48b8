"""An import from the file to the records, and back: each step a page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import may, reachable
from core.pagination import page_of
from core.posting import done_by_post
from core.refusals import Refusal
from fieldwork.views.access import officers_only
from sheets.actions import choosing, importing
from sheets.choices import BatchState, RowChoice, Verdict
from sheets.import_forms import ColumnsForm, SheetForm, UploadForm
from sheets.models import ImportBatch
from sheets.verdicts import page_context


def batch_or_404(request: HttpRequest, pk: int, verb: str = "change") -> ImportBatch:
    """The import, if the officer may do this with it: who uploaded it may all, the head of the agency may look."""
    batches = ImportBatch.objects.select_related("office", "uploaded_by", "default_craft", "default_region")
    return get_object_or_404(reachable(request.user, verb, batches), pk=pk)


def to_batch(request: HttpRequest, pk: int) -> HttpResponse:
    """The way back to the import's page."""
    return redirect("sheets:batch", batch_or_404(request, pk, "view").pk)


@officers_only
def batches(request: HttpRequest) -> HttpResponse:
    """The officer's imports, the latest first; the head of an agency sees those of the office."""
    rows = reachable(request.user, "view", ImportBatch.objects.select_related("office", "uploaded_by"))
    return render(request, "sheets/list.html", {"page": page_of(request, rows.order_by("-uploaded_at", "-pk"))})


@officers_only
def upload(request: HttpRequest) -> HttpResponse:
    """The file."""
    is_sent = request.method == "POST"
    form = UploadForm(request.POST if is_sent else None, request.FILES if is_sent else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            batch = importing.upload(file=form.cleaned_data["file"], office=form.chosen_office(), by=request.user)
        except Refusal as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("sheets:columns", batch.pk)
    return render(request, "sheets/upload.html", {"form": form}, status=422 if form.errors else 200)


@officers_only
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """What each column means; confirmed, the dry run begins."""
    batch = batch_or_404(request, pk)
    if batch.state not in (BatchState.UPLOADED, BatchState.CHECKED):
        return redirect("sheets:batch", batch.pk)
    form = ColumnsForm(
        request.POST or None,
        user=request.user,
        batch=batch,
        samples=importing.samples(batch),
        initial={
            "default_region": batch.default_region,
            "default_craft": batch.default_craft,
            "consent_basis": batch.consent_basis,
            "consent_source": batch.consent_source,
        },
    )
    if request.method == "POST" and form.is_valid():
        answers = {
            name: form.cleaned_data[name]
            for name in ("default_region", "default_craft", "consent_basis", "consent_source")
        }
        try:
            importing.confirm_columns(batch=batch, mapping=form.mapping(), by=request.user, **answers)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        importing.work(batch=batch, by=request.user)
        return redirect("sheets:batch", batch.pk)
    return columns_page(request, batch, form)


def columns_page(
    request: HttpRequest, batch: ImportBatch, form: ColumnsForm, sheet_form: SheetForm | None = None
) -> HttpResponse:
    initial = {"sheet": batch.sheet, "header_row": batch.header_row}
    context = {"batch": batch, "form": form, "sheet_form": sheet_form or SheetForm(batch=batch, initial=initial)}
    has_errors = form.errors or context["sheet_form"].errors
    return render(request, "sheets/columns.html", context, status=422 if has_errors else 200)


def to_columns(request: HttpRequest, pk: int) -> HttpResponse:
    return redirect("sheets:columns", batch_or_404(request, pk).pk)


@officers_only
@done_by_post(to_columns)
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Another sheet of the workbook, or another row of headings."""
    batch = batch_or_404(request, pk)
    form = SheetForm(request.POST, batch=batch)
    if not form.is_valid():
        columns_form = ColumnsForm(user=request.user, batch=batch, samples=importing.samples(batch))
        return columns_page(request, batch, columns_form, form)
    try:
        importing.use_sheet(batch=batch, by=request.user, **form.cleaned_data)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("sheets:columns", batch.pk)


@officers_only
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the import stands: at work, with a verdict for each row, or with what came of it."""
    one = batch_or_404(request, pk, "view")
    may_change = may(request.user, "change", one)
    if one.state == BatchState.UPLOADED and may_change:
        return redirect("sheets:columns", one.pk)
    context = {"batch": one, "may_change": may_change} | page_context(request, one)
    return render(request, "sheets/working.html" if one.is_working else "sheets/batch.html", context)


@officers_only
@done_by_post(to_batch)
def work(request: HttpRequest, pk: int) -> HttpResponse:
    """Some seconds of the work; the page then says how far it is."""
    batch = batch_or_404(request, pk)
    importing.work(batch=batch, by=request.user)
    return redirect("sheets:batch", batch.pk)


@officers_only
@done_by_post(to_batch)
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """The checked rows become drafts."""
    return _begin(request, pk, importing.begin_writing)


@officers_only
@done_by_post(to_batch)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole import is taken back."""
    return _begin(request, pk, importing.begin_undoing)


def _begin(request: HttpRequest, pk: int, step) -> HttpResponse:
    batch = batch_or_404(request, pk)
    try:
        step(batch=batch, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    importing.work(batch=batch, by=request.user)
    return redirect("sheets:batch", batch.pk)


@officers_only
@done_by_post(to_batch)
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """An import that has written nothing is thrown away."""
    batch = batch_or_404(request, pk)
    try:
        importing.drop(batch=batch, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("sheets:batch", batch.pk)
    messages.success(request, _("The import is thrown away. Nothing was written."))
    return redirect("sheets:list")


@officers_only
@done_by_post(to_batch)
def choose_all(request: HttpRequest, pk: int) -> HttpResponse:
    """One choice for all rows that seem to exist already and have none."""
    batch = batch_or_404(request, pk)
    choice = request.POST.get("choice", "")
    if choice in RowChoice.values and batch.state in choosing.DECIDABLE:
        count = choosing.choose_for_all(batch=batch, choice=choice, by=request.user)
        messages.success(request, ngettext("Chosen for %(n)d row.", "Chosen for %(n)d rows.", count) % {"n": count})
    return redirect(f"{batch.get_absolute_url()}?verdict={Verdict.EXISTS}")
