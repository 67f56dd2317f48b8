"""Single rows of an import: typed anew, left out, decided about."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from core.posting import done_by_post
from core.refusals import Refusal
from fieldwork.views.access import officers_only
from sheets.actions import choosing
from sheets.choices import RowChoice, Verdict
from sheets.import_forms import RowForm
from sheets.models import ImportRow
from sheets.verdicts import told
from sheets.views.importing import batch_or_404


def row_or_404(request: HttpRequest, pk: int, number: int) -> ImportRow:
    """The row of an own import, of the sheet in use."""
    batch = batch_or_404(request, pk)
    row = get_object_or_404(batch.rows.select_related("match__region"), sheet=batch.sheet, number=number)
    row.batch = batch
    return row


def to_row(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    return redirect("sheets:row", pk, row_or_404(request, pk, number).number)


@officers_only
def row(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One row typed anew; it is checked at once."""
    one = row_or_404(request, pk, number)
    if one.batch.state not in choosing.DECIDABLE or one.is_done:
        return redirect("sheets:batch", one.batch_id)
    if request.method == "POST":
        form = RowForm(request.POST, user=request.user, row=one)
        if form.is_valid():
            try:
                one = choosing.correct(row=one, values=form.values(), by=request.user)
            except Refusal as refusal:
                messages.error(request, str(refusal))
            else:
                messages.success(request, said_of(one))
            return back_to_list(request, one)
    elif one.verdict == Verdict.BROKEN:
        form = RowForm(RowForm.as_posted(one), user=request.user, row=one)
    else:
        form = RowForm(user=request.user, row=one, initial=RowForm.answers_of(one))
    context = {"batch": one.batch, "row": told(request.user, one), "form": form, "list_query": list_query(request)}
    return render(request, "sheets/row.html", context, status=422 if request.method == "POST" else 200)


@officers_only
@done_by_post(to_row)
def choose(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """What becomes of the row: left out, taken in, or one of the choices for a maker that seems to exist."""
    one = row_or_404(request, pk, number)
    choice = request.POST.get("choice", "")
    try:
        if choice == "leave_out":
            one = choosing.leave_out(row=one, by=request.user)
        elif choice == "take_in":
            one = choosing.take_in(row=one, by=request.user)
        elif choice in RowChoice.values:
            one = choosing.choose(row=one, choice=choice, by=request.user)
        messages.success(request, said_of(one))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return back_to_list(request, one)


def said_of(row: ImportRow) -> str:
    said = row.get_verdict_display()
    if row.verdict == Verdict.EXISTS and row.choice:
        said = row.get_choice_display()
    return _("Row %(number)d: %(verdict)s.") % {"number": row.number, "verdict": said}


def list_query(request: HttpRequest) -> dict[str, str]:
    """The verdict and page of the list from which the officer came; what is neither is left out."""
    sent = {name: request.POST.get(name) or request.GET.get(name, "") for name in ("verdict", "page")}
    is_known = {"verdict": sent["verdict"] in Verdict.values, "page": sent["page"][:9].isdecimal()}
    return {name: value[:9] for name, value in sent.items() if is_known[name]}


def back_to_list(request: HttpRequest, row: ImportRow) -> HttpResponse:
    """The list as it was."""
    return redirect(f"{row.batch.get_absolute_url()}?{urlencode(list_query(request))}#r{row.number}")
