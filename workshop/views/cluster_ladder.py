"""The ladder: what is still missing for a cluster's next step, what people tick, and the officer's decision."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.permissions import may, reachable
from artisans.actions import ladder as actions
from artisans.ladder import LADDER, checklist, next_kind
from clusters.actions import ticks
from clusters.choices import ClusterKind, Told
from clusters.models import Cluster
from core.posting import done_by_post
from core.refusals import Refusal
from workshop.cluster_forms import KindForm
from workshop.views.cluster import cluster_or_404


@login_required
def ladder(request: HttpRequest, code: str) -> HttpResponse:
    """Where the cluster stands, and the checklist for the next step."""
    cluster = cluster_or_404(request, code)
    kind = next_kind(cluster.kind)
    return _page(request, cluster, KindForm(initial={"kind": kind or cluster.kind}))


def _page(request: HttpRequest, cluster: Cluster, form: KindForm) -> HttpResponse:
    kind = next_kind(cluster.kind)
    context = {
        "cluster": cluster,
        "kinds": [ClusterKind(one) for one in LADDER],
        "next": kind,
        "items": checklist(cluster, kind) if kind else [],
        "form": form if may(request.user, "change", cluster) else None,
        "changes": cluster.kind_changes.select_related("by").order_by("-at", "-pk"),
    }
    return render(request, "committee/ladder.html", context, status=422 if form.errors else 200)


def to_ladder(request: HttpRequest, code: str, told: str = "") -> HttpResponse:
    """The way back to the checklist."""
    return redirect("committee:ladder", cluster_or_404(request, code).code)


@login_required
@done_by_post(to_ladder)
def change_kind(request: HttpRequest, code: str) -> HttpResponse:
    """The officer's decision on the step."""
    cluster = get_object_or_404(reachable(request.user, "change", Cluster.objects.all()), code=code)
    form = KindForm(request.POST)
    if form.is_valid():
        try:
            change = actions.change_kind(
                cluster=cluster,
                kind=ClusterKind(form.cleaned_data["kind"]),
                reason=form.cleaned_data["reason"],
                by=request.user,
            )
            messages.success(request, _("%(step)s. The committee is told.") % {"step": change})
            return redirect("committee:ladder", cluster.code)
        except actions.AlreadyOfThisKind as refusal:
            form.add_error("kind", str(refusal))
        except Refusal as refusal:
            form.add_error("reason", str(refusal))
    return _page(request, cluster, form)


@login_required
@done_by_post(to_ladder)
def tick_item(request: HttpRequest, code: str, told: str) -> HttpResponse:
    """Says that it is so."""
    ticks.tick(cluster=cluster_or_404(request, code), told=_told(told), by=request.user)
    return redirect("committee:ladder", code)


@login_required
@done_by_post(to_ladder)
def untick_item(request: HttpRequest, code: str, told: str) -> HttpResponse:
    """Takes it back."""
    ticks.untick(cluster=cluster_or_404(request, code), told=_told(told), by=request.user)
    return redirect("committee:ladder", code)


def _told(text: str) -> Told:
    if text not in Told.values:
        raise Http404
    return Told(text)
