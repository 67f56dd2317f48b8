"""The officers' pages: a day's work, registering, keeping and reviewing records. Made for a phone in the market."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.permissions import may, reachable
from artisans.actions import registering, review
from artisans.choices import ArtisanState
from artisans.filters import RecordFilter
from artisans.forms import EntryForm, ReasonForm
from artisans.models import Artisan, Membership
from clusters.models import Cluster
from core.pagination import page_of
from core.posting import done_by_post
from core.refusals import Refusal
from regions.models import Region

REVIEW_STEPS = {"return": review.return_for_fix, "reject": review.reject}


def officers_only(view):
    """Signs people in first; to others than officers and administrators these pages do not exist."""

    @login_required
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not may(request.user, "change", Artisan):
            raise Http404
        return view(request, *args, **kwargs)

    guarded.__name__, guarded.__doc__ = view.__name__, view.__doc__
    return guarded


def record_or_404(request: HttpRequest, code: str, verb: str = "change") -> Artisan:
    """The record with this code, if the officer may do this to it."""
    records = Artisan.objects.select_related("region", "identity", "registered_by", "submitted_by", "verified_by")
    return get_object_or_404(reachable(request.user, verb, records), code=code)


@officers_only
def home(request: HttpRequest) -> HttpResponse:
    """The officer's own day: what came back, what is unfinished, what waits to be verified, who wants to join."""
    records = reachable(request.user, "change", Artisan.objects.select_related("region"))
    mine = records.filter(registered_by=request.user).order_by("-registered_at", "-pk")
    requests = reachable(request.user, "decide", Membership.objects.requested())
    counts = dict(records.order_by().values_list("state").annotate(Count("pk")))
    context = {
        "returned": mine.filter(state=ArtisanState.NEEDS_FIX)[:20],
        "drafts": mine.filter(state=ArtisanState.DRAFT)[:20],
        "to_review": reachable(request.user, "verify", records.waiting_for_review())[:20],
        "clusters_with_requests": Cluster.objects.filter(memberships__in=requests)
        .annotate(request_count=Count("memberships"))
        .in_reading_order(),
        "counts": [(state.label, counts[state]) for state in ArtisanState if state in counts],
    }
    return render(request, "field/home.html", context)


@officers_only
def records(request: HttpRequest) -> HttpResponse:
    """All records of the officer's areas, by name, code, state and craft."""
    rows = reachable(request.user, "change", Artisan.objects.select_related("region").prefetch_related("crafts"))
    found = RecordFilter(request.GET, queryset=rows.in_reading_order())
    return render(request, "field/records.html", {"filter": found, "page": page_of(request, found.qs)})


@officers_only
def register(request: HttpRequest) -> HttpResponse:
    """A newly found maker in eight answers, kept as a draft or sent to a colleague."""
    form = EntryForm(request.POST or None, request.FILES or None, user=request.user, initial=_same_place(request))
    if request.method == "POST" and form.is_valid():
        try:
            artisan = registering.register(
                entry=form.entry(),
                registration_uuid=form.cleaned_data["registration_uuid"],
                by=request.user,
                submit=form.is_submitting,
            )
        except Refusal as refusal:
            form.begin_anew()
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _saved(artisan))
            return redirect("field:record", artisan.code)
    return render(request, "field/register.html", {"form": form}, status=422 if form.errors else 200)


def _same_place(request: HttpRequest) -> dict:
    """The region of `?region=`, so that the next maker in the same street is entered faster."""
    here = reachable(
        request.user, "work_in", Region.objects.filter(code=request.GET.get("region", "")[:13].strip("\x00"))
    )
    return {"region": here.first()}


def _saved(artisan: Artisan) -> str:
    if artisan.state == ArtisanState.SUBMITTED:
        return _("%(name)s is sent in. A colleague will verify the record.") % {"name": artisan.public_name}
    return _("%(name)s is saved.") % {"name": artisan.public_name}


@officers_only
def record(request: HttpRequest, code: str) -> HttpResponse:
    """Everything about one maker that an officer needs, and the next step."""
    artisan = record_or_404(request, code)
    return render(request, "field/record.html", _record_context(request, artisan, ReasonForm()))


def _record_context(request: HttpRequest, artisan: Artisan, reason_form: ReasonForm) -> dict:
    joined = artisan.memberships.open().values("cluster")
    near = Cluster.objects.joinable().in_region(".".join(artisan.region_id.split(".")[:2])).exclude(pk__in=joined)
    return {
        "artisan": artisan,
        "consents": artisan.consents.select_related("witness").order_by("given_at", "pk"),
        "memberships": artisan.memberships.select_related("cluster").order_by("-requested_at"),
        "state_changes": artisan.state_changes.select_related("by").order_by("at", "pk"),
        "clusters_near": near.filter(craft__in=artisan.crafts.all()).in_reading_order()[:8]
        if artisan.state == ArtisanState.ACTIVE
        else [],
        "may_submit": artisan.may_become(ArtisanState.SUBMITTED),
        "may_verify": artisan.state == ArtisanState.SUBMITTED and may(request.user, "verify", artisan),
        "is_own_entry": artisan.state == ArtisanState.SUBMITTED and artisan.submitted_by_id == request.user.pk,
        "is_published": Artisan.objects.published().filter(pk=artisan.pk).exists(),
        "reason_form": reason_form,
    }


@officers_only
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """The eight answers of a record, to be mended; a draft or a returned record may be sent in with it."""
    artisan = record_or_404(request, code)
    form = EntryForm(
        request.POST or None, request.FILES or None, user=request.user, initial=EntryForm.answers_of(artisan)
    )
    if request.method == "POST" and form.is_valid():
        try:
            artisan = registering.revise(
                artisan=artisan, entry=form.entry(), by=request.user, submit=form.is_submitting
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _saved(artisan))
            return redirect("field:record", artisan.code)
    context = {"form": form, "artisan": artisan, "may_submit": artisan.may_become(ArtisanState.SUBMITTED)}
    return render(request, "field/edit.html", context, status=422 if form.errors else 200)


def _to_record(request: HttpRequest, code: str) -> HttpResponse:
    return redirect("field:record", record_or_404(request, code).code)


@officers_only
@done_by_post(_to_record)
def submit(request: HttpRequest, code: str) -> HttpResponse:
    """Sends a draft or a mended record in."""
    artisan = record_or_404(request, code)
    return _answer(request, artisan, lambda: review.submit(artisan=artisan, by=request.user))


@officers_only
@done_by_post(_to_record)
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """A colleague's yes."""
    artisan = record_or_404(request, code, "verify")
    return _answer(request, artisan, lambda: review.verify(artisan=artisan, by=request.user))


@officers_only
@done_by_post(_to_record)
def send_back(request: HttpRequest, code: str) -> HttpResponse:
    """A colleague's no, with the reason: back for mending, or refused for good."""
    artisan = record_or_404(request, code, "verify")
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return render(request, "field/record.html", _record_context(request, artisan, form), status=422)
    step = REVIEW_STEPS.get(request.POST.get("do", ""), review.return_for_fix)
    reason = form.cleaned_data["reason"]
    return _answer(request, artisan, lambda: step(artisan=artisan, by=request.user, reason=reason))


def _answer(request: HttpRequest, artisan: Artisan, step) -> HttpResponse:
    """Does one step of review and goes back to the record, with what came of it."""
    try:
        artisan = step()
        messages.success(request, _("The record is now “%(state)s”.") % {"state": artisan.get_state_display()})
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("field:record", artisan.code)
