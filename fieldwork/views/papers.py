"""A maker's identity number: entered, replaced, removed, and shown to who says why."""

from textwrap import wrap

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters

from artisans.actions import papers as actions
from artisans.models import PersonIdentity
from core.posting import done_by_post
from core.refusals import Refusal
from fieldwork.paper_forms import NikForm, WhyForm
from fieldwork.views.access import officers_only, record_or_404, to_record


@sensitive_post_parameters("nik")
@officers_only
@cache_control(private=True, no_store=True)
def papers(request: HttpRequest, code: str) -> HttpResponse:
    """The page on which the number is entered or replaced; a kept one is never shown here."""
    artisan = record_or_404(request, code)
    form = NikForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            doubts = actions.keep_nik(artisan=artisan, nik=form.cleaned_data["nik"], by=request.user)
        except Refusal as refusal:
            form.add_error("nik", str(refusal))
        else:
            messages.success(request, _("The NIK is kept, sealed."))
            for doubt in doubts:
                messages.warning(request, doubt)
            return redirect("field:record", artisan.code)
    has_nik = PersonIdentity.objects.filter(artisan=artisan).exclude(nik_sealed="").exists()
    context = {"form": form, "artisan": artisan, "has_nik": has_nik}
    return render(request, "field/papers.html", context, status=422 if form.errors else 200)


@officers_only
@done_by_post(to_record)
def remove_nik(request: HttpRequest, code: str) -> HttpResponse:
    """Takes the number out of the record."""
    artisan = record_or_404(request, code)
    actions.remove_nik(artisan=artisan, by=request.user)
    messages.success(request, _("The NIK is removed."))
    return redirect("field:record", artisan.code)


@officers_only
@cache_control(private=True, no_store=True)
def show_nik(request: HttpRequest, code: str) -> HttpResponse:
    """Asks what the number is needed for, notes it, and shows the number on the answer to this one question."""
    artisan = record_or_404(request, code)
    form = WhyForm(request.POST if request.method == "POST" else None)
    nik = ""
    if request.method == "POST" and form.is_valid():
        try:
            nik = actions.reveal_nik(artisan=artisan, by=request.user, why=form.why)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "artisan": artisan, "nik": " ".join(wrap(nik, 4))}
    return render(request, "field/show_nik.html", context, status=422 if form.errors else 200)
