"""The maker's own record, changed a section at a time; a colleague or an officer may be changing it as well."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from artisans.actions import wishes
from artisans.actions.answers import amend
from artisans.last_change import last_change
from artisans.models import Artisan
from core.refusals import Refusal
from core.versions import ChangedMeanwhile
from workshop.record_forms import OWN_SECTIONS, NameForm, OwnForm
from workshop.views.access import maker_or_404, note_a_helpers_look, of_a_maker


@of_a_maker
def section(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """The answers of one section. Name and village of a verified record are looked at by an officer first."""
    artisan = maker_or_404(request, code)
    form = OWN_SECTIONS[name].about(artisan, request.POST or None, request.FILES or None)
    is_looked_at_first = name == "name" and artisan.is_verified
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, (_ask if is_looked_at_first else _write)(request, artisan, form))
            return redirect("workshop:home", artisan.code)
        except ChangedMeanwhile as changed:
            form.show(changed)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    clashes = form.clashes
    note_a_helpers_look(request, artisan)
    context = {
        "form": form,
        "artisan": artisan,
        "is_looked_at_first": is_looked_at_first,
        "change": last_change(artisan) if clashes else None,
    }
    return render(request, "workshop/section.html", context, status=422 if form.errors or clashes else 200)


def _write(request: HttpRequest, artisan: Artisan, form: OwnForm) -> str:
    photo = form.cleaned_data.get("photo")
    amend(artisan=artisan, answers=form.answers(), photo=photo, seen=form.seen_answers(), by=request.user)
    return _("Saved. It counts from now on.")


def _ask(request: HttpRequest, artisan: Artisan, form: NameForm) -> str:
    text = form.changes_in_words()
    if not text:
        return _("All is as it was.")
    wishes.ask_for_correction(artisan=artisan, text=text, by=request.user)
    return _("Your wish lies before the officer, who answers within three days.")
