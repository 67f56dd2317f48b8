"""A cluster's page as its committee runs it; officers of the area may do it for them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from pghistory.models import Events

from accounts.permissions import reachable
from artisans.history import steps
from artisans.last_change import newest_of
from artisans.models import Membership
from clusters.actions.holding import is_on_committee
from clusters.actions.page import amend, confirm
from clusters.models import Cluster, ClusterNews, ClusterPhoto
from core.pagination import page_of
from core.posting import done_by_post
from core.versions import ChangedMeanwhile
from orders.choices import EnquiryState
from orders.models import Enquiry
from workshop.cluster_forms import SECTIONS, sections_of
from workshop.cluster_standing import Standing, next_step, seen_by_all

ABOUT_THE_PAGE = ("clusters.ClusterNews", "clusters.ClusterPhoto", "clusters.ClusterTick")


def run_by(request: HttpRequest):
    """The clusters whose page this person may run."""
    return reachable(request.user, "run", Cluster.objects.select_related("region", "craft", "parent"))


def cluster_or_404(request: HttpRequest, code: str) -> Cluster:
    """The cluster with this code, if the person may run its page."""
    return get_object_or_404(run_by(request), code=code)


@login_required
def clusters(request: HttpRequest) -> HttpResponse:
    """Every cluster whose page one may run: of the own committees and, for officers, of the area."""
    page = page_of(request, run_by(request).with_member_count().in_reading_order())
    return render(request, "committee/clusters.html", {"page": page})


@login_required
def home(request: HttpRequest, code: str) -> HttpResponse:
    """What visitors see, what is missing, one thing to do next, and where everything is changed."""
    cluster = get_object_or_404(run_by(request).with_member_count(), code=code)
    standing = _standing(cluster)
    context = {
        "cluster": cluster,
        "is_helping": not is_on_committee(cluster, request.user),
        "standing": standing,
        "step": next_step(cluster, standing),
        "seen": seen_by_all(cluster, standing),
        "sections": sections_of(cluster),
        "children": cluster.children.with_member_count().in_reading_order(),
    }
    return render(request, "committee/home.html", context)


def _standing(cluster: Cluster) -> Standing:
    news = cluster.news.aggregate(count=Count("pk"), last=Max("published_at"))
    return Standing(
        photos=ClusterPhoto.objects.filter(cluster=cluster).count(),
        news=news["count"],
        last_news_at=news["last"],
        waiting=Membership.objects.filter(cluster=cluster).awaiting_committee().count(),
        asking=Enquiry.objects.filter(cluster=cluster, state=EnquiryState.NEW).count(),
    )


@login_required
def section(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """One section of the page; another member of the committee may be changing it as well."""
    cluster = cluster_or_404(request, code)
    form = SECTIONS[name].about(cluster, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            amend(cluster=cluster, answers=form.answers(), seen=form.seen_answers(), by=request.user)
            messages.success(request, _("Saved. Visitors see it from now on."))
            return redirect("committee:home", cluster.code)
        except ChangedMeanwhile as changed:
            form.show(changed)
    clashes = form.clashes
    context = {"cluster": cluster, "form": form, "change": newest_of([cluster.events.all()]) if clashes else None}
    return render(request, "committee/section.html", context, status=422 if form.errors or clashes else 200)


def to_home(request: HttpRequest, code: str) -> HttpResponse:
    """The way back to the committee's page."""
    return redirect("committee:home", cluster_or_404(request, code).code)


@login_required
@done_by_post(to_home)
def confirm_page(request: HttpRequest, code: str) -> HttpResponse:
    """Notes that all is still as written."""
    confirm(cluster=cluster_or_404(request, code), by=request.user)
    messages.success(request, _("Thank you. Visitors see that the page is true."))
    return redirect("committee:home", code)


@login_required
def history(request: HttpRequest, code: str) -> HttpResponse:
    """Every change of the page, the latest first, with who made it and whether for the committee."""
    cluster = cluster_or_404(request, code)
    about_it = Q(pgh_obj_model="clusters.Cluster", pgh_obj_id=str(cluster.pk)) | Q(pgh_obj_model__in=ABOUT_THE_PAGE)
    events = Events.objects.references(cluster).filter(about_it)
    events = events.order_by("-pgh_created_at", "-pgh_model", "-pgh_id")
    page = page_of(request, events.values_list("pgh_slug", flat=True))
    context = {"cluster": cluster, "page": page, "steps": steps(events.filter(pgh_slug__in=list(page)))}
    return render(request, "committee/history.html", context)


def news_or_404(cluster: Cluster, pk: int) -> ClusterNews:
    """One news of the cluster."""
    return get_object_or_404(cluster.news.all(), pk=pk)
