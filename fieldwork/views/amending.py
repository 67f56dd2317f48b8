"""Changing what a record says, where a colleague may be changing it as well."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from artisans.actions import registering
from artisans.actions.answers import amend
from artisans.actions.reading import note_look
from artisans.choices import ArtisanState
from artisans.last_change import last_change
from artisans.models import Artisan
from artisans.section_forms import SECTIONS
from core.refusals import Refusal
from core.versions import ChangedMeanwhile, VersionedForm
from fieldwork.forms import EntryForm
from fieldwork.views.access import officers_only, record_or_404
from fieldwork.views.registering import saved


@officers_only
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """The eight answers of a record, to be mended; a draft or a returned record may be sent in with it."""
    artisan = record_or_404(request, code)
    form = EntryForm.about(artisan, request.POST or None, request.FILES or None, user=request.user)
    context = {"may_submit": artisan.may_become(ArtisanState.SUBMITTED)}
    return _change(
        request,
        artisan,
        form,
        "field/edit.html",
        context,
        step=lambda: registering.revise(
            artisan=artisan, entry=form.entry(), by=request.user, submit=form.is_submitting, seen=form.seen_answers()
        ),
    )


@officers_only
def section(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """The answers of one section of a record."""
    artisan = record_or_404(request, code)
    form = SECTIONS[name].about(artisan, request.POST or None, request.FILES or None)
    return _change(
        request,
        artisan,
        form,
        "field/section.html",
        {},
        step=lambda: amend(
            artisan=artisan,
            answers=form.answers(),
            photo=form.cleaned_data.get("photo"),
            seen=form.seen_answers(),
            by=request.user,
        ),
    )


def _change(
    request: HttpRequest,
    artisan: Artisan,
    form: VersionedForm,
    template: str,
    context: dict,
    *,
    step: Callable[[], Artisan],
) -> HttpResponse:
    """Does the step with a valid form, or shows the form again with what is in its way and all that was typed."""
    if artisan.state == ArtisanState.LEAD:
        return redirect("field:change_lead", artisan.code)
    if request.method == "POST" and form.is_valid():
        try:
            artisan = step()
        except ChangedMeanwhile as changed:
            form.show(changed)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, saved(artisan))
            return redirect("field:record", artisan.code)
    clashes = form.clashes
    note_look(artisan=artisan, by=request.user)
    context |= {"form": form, "artisan": artisan, "change": last_change(artisan) if clashes else None}
    return render(request, template, context, status=422 if form.errors or clashes else 200)
