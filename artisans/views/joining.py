"""Joining a cluster, and the committee's decision."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.permissions import may, reachable
from artisans.actions import joining
from artisans.choices import ArtisanState, Assent, MembershipState
from artisans.forms import AcceptForm, AskForm, ReasonForm
from artisans.models import Artisan, Membership
from clusters.models import Cluster
from core.posting import done_by_post
from core.refusals import Refusal


@login_required
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """A maker asks to join; an officer may ask for the maker who stands beside them (`?artisan=<code>`)."""
    cluster = get_object_or_404(Cluster.objects.published().select_related("region", "craft"), code=code)
    artisans = _askers(request)
    by_officer = "artisan" in request.GET
    if not artisans:
        return render(request, "memberships/ask_without_record.html", {"cluster": cluster})
    form = AskForm(request.POST or None, artisans=artisans, by_officer=by_officer)
    if request.method == "POST" and form.is_valid():
        try:
            joining.ask_to_join(
                artisan=form.cleaned_data["artisan"],
                cluster=cluster,
                by=request.user,
                assent=Assent.SPOKEN if by_officer else Assent.OWN_ACCOUNT,
                message=form.cleaned_data["message"],
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("Your wish to join lies before the committee of %(cluster)s.") % {"cluster": cluster}
            )
            return redirect("field:record", artisans[0].code) if by_officer else redirect("pages:account")
    standing = cluster.memberships.open().filter(artisan__in=artisans)
    context = {
        "form": form,
        "cluster": cluster,
        "artisans": artisans,
        "standing": standing.first() if len(artisans) == 1 else None,
    }
    return render(request, "memberships/ask.html", context, status=422 if form.errors else 200)


def _askers(request: HttpRequest):
    """The makers for whom this person may ask: the own ones, or the one of the officer's area named in the address."""
    if "artisan" not in request.GET:
        return Artisan.objects.filter(users=request.user, state=ArtisanState.ACTIVE).in_reading_order()
    named = reachable(request.user, "change", Artisan.objects.filter(code=request.GET["artisan"][:6].strip("\x00")))
    if not named.exists():
        raise Http404
    return named


@login_required
def queue(request: HttpRequest, code: str) -> HttpResponse:
    """Who asks to join, for the committee and for officers of the area."""
    return _queue(request, _cluster_or_404(request, code))


def _cluster_or_404(request: HttpRequest, code: str) -> Cluster:
    return get_object_or_404(reachable(request.user, "decide_members", Cluster.objects.all()), code=code)


def _queue(request: HttpRequest, cluster: Cluster, wrong: Form | None = None) -> HttpResponse:
    """The page of requests; `wrong` is a form that could not be taken, shown again in its own request's place."""
    requests = [*cluster.memberships.requested().select_related("artisan__region").prefetch_related("artisan__crafts")]
    for membership in requests:
        forms = {
            "accept": AcceptForm(prefix=f"accept{membership.pk}"),
            "decline": ReasonForm(prefix=f"decline{membership.pk}"),
        }
        membership.forms = {
            name: wrong if wrong and wrong.prefix == form.prefix else form for name, form in forms.items()
        }
    members = cluster.memberships.running().select_related("artisan__region").order_by("artisan__public_name", "pk")
    context = {"cluster": cluster, "requests": requests, "members": members}
    return render(request, "memberships/queue.html", context, status=422 if wrong else 200)


def _to_queue(request: HttpRequest, pk: int) -> HttpResponse:
    return redirect("memberships:queue", _membership_or_404(request, "decide", pk).cluster.code)


@login_required
@done_by_post(_to_queue)
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes the maker in."""
    membership = _membership_or_404(request, "decide", pk)
    form = AcceptForm(request.POST, prefix=f"accept{pk}")
    if not form.is_valid():
        return _queue(request, membership.cluster, form)
    member_no = form.cleaned_data["member_no"]
    return _decided(
        request, membership, lambda: joining.accept(membership=membership, by=request.user, member_no=member_no)
    )


@login_required
@done_by_post(_to_queue)
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Says no, with a reason."""
    membership = _membership_or_404(request, "decide", pk)
    form = ReasonForm(request.POST, prefix=f"decline{pk}")
    if not form.is_valid():
        return _queue(request, membership.cluster, form)
    reason = form.cleaned_data["reason"]
    return _decided(request, membership, lambda: joining.decline(membership=membership, by=request.user, reason=reason))


def _to_own_clusters(request: HttpRequest, pk: int) -> HttpResponse:
    membership = _membership_or_404(request, "leave", pk)
    if may(request.user, "change", membership.artisan):
        return redirect("field:record", membership.artisan.code)
    return redirect("pages:account")


@login_required
@done_by_post(_to_own_clusters)
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """The maker, or the officer for the maker, ends the membership or takes the request back."""
    membership = _membership_or_404(request, "leave", pk)
    try:
        joining.leave(membership=membership, by=request.user)
        messages.success(request, _ended(membership) % {"cluster": membership.cluster})
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return _to_own_clusters(request, pk)


def _ended(membership: Membership) -> str:
    """What to tell whoever left, or took back a request that nobody had answered."""
    if membership.state == MembershipState.REQUESTED:
        return _("The request to %(cluster)s is taken back.")
    return _("The membership in %(cluster)s has ended.")


def _membership_or_404(request: HttpRequest, verb: str, pk: int) -> Membership:
    rows = Membership.objects.select_related("cluster", "artisan")
    return get_object_or_404(reachable(request.user, verb, rows), pk=pk)


def _decided(request: HttpRequest, membership: Membership, decide) -> HttpResponse:
    try:
        decided = decide()
        messages.success(
            request,
            _("%(maker)s: %(state)s.") % {"maker": membership.artisan, "state": decided.get_state_display().lower()},
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("memberships:queue", membership.cluster.code)
