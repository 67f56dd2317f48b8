"""Two records of one maker become one, and one record that holds two makers becomes two."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.permissions import reachable
from artisans.actions import merging, splitting
from artisans.actions.reading import note_read
from artisans.actions.undo_journal import Later
from artisans.choices import Read
from artisans.models import Artisan, Merge, Split
from core.form_once import FormUsedBefore
from core.posting import done_by_post
from core.refusals import Refusal
from fieldwork.merge_forms import LaterForm, MergeForm, OtherCodeForm, SplitForm
from fieldwork.merge_sections import hanging_on, later_in_words
from fieldwork.views.access import officers_only, record_or_404, to_record


@officers_only
def merge_with(request: HttpRequest, code: str) -> HttpResponse:
    """Asks for the code of the other record, also one that leads to another by now, and goes on to compare the two."""
    artisan = record_or_404(request, code)

    def named(other: str) -> Artisan | None:
        return reachable(request.user, "change", Artisan.objects.named(other)).first()

    form = OtherCodeForm(request.GET if "other" in request.GET else None, artisan=artisan, reachable=named)
    if form.is_valid():
        return redirect("field:merge", artisan.code, form.cleaned_data["other"].code)
    status = 422 if form.errors else 200
    return render(request, "field/merge_with.html", {"form": form, "artisan": artisan}, status=status)


@officers_only
def merge(request: HttpRequest, code: str, other: str) -> HttpResponse:
    """Both records side by side; of each answer in which they differ the officer says which one stays."""
    one, two = record_or_404(request, code), record_or_404(request, other)
    if one == two:
        raise Http404
    form = MergeForm(request.POST or None, one=one, other=two)
    if request.method == "POST" and form.is_valid():
        try:
            done = merging.merge(survivor=form.survivor(), merged=form.merged(), chosen=form.chosen(), by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, merged_text(done))
            return redirect("field:record", done.survivor.code)
    for artisan in (one, two):
        note_read(artisan=artisan, what=Read.COMPARISON, by=request.user)
    context = {"form": form, "pair": form.pair, "artisan": one, "hanging": hanging_on(one, two)}
    return render(request, "field/merge.html", context, status=422 if form.errors else 200)


def merged_text(merge: Merge) -> str:
    """What to tell the officer who has made two records one."""
    return _("%(code)s is now part of this record. You can undo this until %(date)s.") % {
        "code": merge.merged.spoken_code,
        "date": date_format(timezone.localtime(merge.undo_until)),
    }


@officers_only
def undo_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Says what undoing a merge will do, asks what becomes of later changes, and does it."""
    merges = Merge.objects.standing().select_related("survivor__region", "merged", "by")
    merge = get_object_or_404(reachable(request.user, "change", merges), pk=pk)
    later = merging.changed_since(merge)
    form = LaterForm(request.POST or None, later=later)
    problem = ""
    if request.method == "POST" and (not later or form.is_valid()):
        try:
            merging.undo(merge=merge, by=request.user, **(form.choice() if later else {}))
        except merging.ChangedSince as changed:
            # Of what the officer has not seen nothing is chosen yet.
            problem, later = str(changed), changed.later
            form = LaterForm(later=later)
        except Refusal as refusal:
            problem = str(refusal)
        else:
            messages.success(request, undone_text(later))
            return redirect("field:record", merge.survivor.code)
    context = {"merge": merge, "later": later_in_words(later), "form": form, "problem": problem}
    return render(request, "field/undo_merge.html", context, status=422 if request.method == "POST" else 200)


def undone_text(later: Sequence[Later]) -> str:
    """What to tell the officer who has undone a merge after which this had been changed."""
    if later:
        return _("The merge is undone. Of what came since stays what the page before has said.")
    return _("Both records are as they were before the merge.")


@officers_only
def split(request: HttpRequest, code: str) -> HttpResponse:
    """A second maker is taken out of a record, into a draft of their own."""
    artisan = record_or_404(request, code)
    form = SplitForm(request.POST or None, artisan=artisan, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            done = splitting.split(artisan=artisan, by=request.user, **form.cleaned_data)
        except FormUsedBefore as used:
            form.show_used_before(used)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%(name)s has a draft of its own now.") % {"name": done.part})
            return redirect("field:record", done.part.code)
    return render(request, "field/split.html", {"form": form, "artisan": artisan}, status=422 if form.errors else 200)


@officers_only
@done_by_post(to_record)
def undo_split(request: HttpRequest, code: str) -> HttpResponse:
    """Puts the record with this code back into the one that it was split off from."""
    part = record_or_404(request, code)
    found = get_object_or_404(
        Split, part=part, artisan__in=reachable(request.user, "change", Artisan.objects.unmerged())
    )
    try:
        artisan = splitting.unite(split=found, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("field:record", part.code)
    messages.success(request, _("The split is undone; the record is as it was."))
    return redirect("field:record", artisan.code)
