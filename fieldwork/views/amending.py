"""Changing what a record says, where a colleague may be changing it as well."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

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
    artisan = record_or_404(request, code, also_former=True)
    return _change(
        request,
        code,
        artisan,
        partial(EntryForm.about, artisan, user=request.user),
        "field/edit.html",
        {"may_submit": artisan.may_become(ArtisanState.SUBMITTED)},
        step=lambda form: registering.revise(
            artisan=artisan, entry=form.entry(), by=request.user, submit=form.is_submitting, seen=form.seen_answers()
        ),
    )


@officers_only
def section(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """The answers of one section of a record."""
    artisan = record_or_404(request, code, also_former=True)
    return _change(
        request,
        code,
        artisan,
        partial(SECTIONS[name].about, artisan),
        "field/section.html",
        {},
        step=lambda form: amend(
            artisan=artisan,
            answers=form.answers(),
            photo=form.cleaned_data.get("photo"),
            seen=form.seen_answers(),
            by=request.user,
        ),
    )


def _change(
    request: HttpRequest,
    code: str,
    artisan: Artisan,
    about: Callable[..., VersionedForm],
    template: str,
    context: dict,
    *,
    step: Callable[[VersionedForm], Artisan],
) -> HttpResponse:
    """Does the step with a valid form, or shows the form again with what is in its way and all that was typed."""
    if artisan.state == ArtisanState.LEAD:
        return redirect("field:change_lead", artisan.code)
    form = about(request.POST or None, request.FILES or None)
    if artisan.code != code:
        return _led_on(request, artisan, about(), form, template, context)
    if request.method == "POST" and form.is_valid():
        try:
            artisan = step(form)
        except ChangedMeanwhile as changed:
            form.show(changed)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, saved(artisan))
            return redirect("field:record", artisan.code)
    return _page(request, artisan, form, template, context, status=422 if form.errors or form.clashes else 200)


def _led_on(
    request: HttpRequest, artisan: Artisan, form: VersionedForm, sent: VersionedForm, template: str, context: dict
) -> HttpResponse:
    """The same form of the record which the one in the address has become part of, with what was typed meanwhile."""
    address = reverse(request.resolver_match.view_name, args=[artisan.code])
    if request.method != "POST":
        return redirect(address)
    form.take_over(sent)
    text = _(
        "Meanwhile a colleague has made that record a part of %(name)s. What you typed stands in the form of"
        " %(name)s and is not saved yet: look at it, then save."
    )
    messages.warning(request, text % {"name": artisan.public_name})
    return _page(request, artisan, form, template, context | {"action": address}, status=422)


def _page(
    request: HttpRequest, artisan: Artisan, form: VersionedForm, template: str, context: dict, *, status: int
) -> HttpResponse:
    note_look(artisan=artisan, by=request.user)
    context |= {"form": form, "artisan": artisan, "change": last_change(artisan) if form.clashes else None}
    return render(request, template, context, status=status)
