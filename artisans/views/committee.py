"""The committee's pages: who asks, who is a member, and who could be invited."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from artisans.actions import inviting, joining
from artisans.actions import membership_news as news
from artisans.actions.memberships import NumberTaken
from artisans.forms import AcceptForm, ReasonForm
from artisans.membership_forms import AskBackForm, InviteForm, MemberFilter, NearFilter
from artisans.models import Artisan, Membership, MembershipNote
from artisans.querysets import ArtisanQuerySet
from artisans.views.membership_access import also_by_phone, cluster_or_404, membership_or_404
from clusters.models import Cluster
from core.pagination import page_of
from core.posting import done_by_post
from core.refusals import Refusal
from regions.nearness import centre, how_far

# So many requests are laid out with their forms; the next ones follow as these are answered.
AT_ONCE = 24


@login_required
def queue(request: HttpRequest, code: str) -> HttpResponse:
    """Who waits for the committee, and for whom the committee waits; for officers of the area too."""
    return _queue(request, cluster_or_404(request, code))


def _queue(request: HttpRequest, cluster: Cluster, wrong: Form | None = None, of: int = 0) -> HttpResponse:
    """The page of requests; `wrong` is a form of the request `of` that could not be taken, shown in its own place."""
    rows = cluster.memberships.with_whether_named().select_related("artisan__region")
    notes = Prefetch("notes", MembershipNote.objects.select_related("by").order_by("pk"), to_attr="words")
    with_words = rows.prefetch_related("artisan__crafts", notes)
    waiting = [*with_words.awaiting_committee()[:AT_ONCE]]
    if of and of not in {membership.pk for membership in waiting}:
        waiting.append(with_words.get(pk=of))
    for membership in waiting:
        _lay_out(membership, wrong)
    context = {
        "cluster": cluster,
        "waiting": waiting,
        "more": cluster.memberships.awaiting_committee().count() - len(waiting) if len(waiting) >= AT_ONCE else 0,
        "awaited": rows.awaiting_maker()[:AT_ONCE],
        "member_count": cluster.memberships.running().count(),
        "has_committee": cluster.memberships.answering().exists(),
    }
    return render(request, "memberships/queue.html", context, status=422 if wrong else 200)


def _lay_out(membership: Membership, wrong: Form | None) -> None:
    forms = {
        "accept": AcceptForm(prefix=f"accept{membership.pk}"),
        "decline": ReasonForm(prefix=f"decline{membership.pk}"),
        "ask_back": AskBackForm(prefix=f"ask-back{membership.pk}"),
    }
    membership.forms = {name: wrong if wrong and wrong.prefix == form.prefix else form for name, form in forms.items()}


def _to_queue(request: HttpRequest, pk: int) -> HttpResponse:
    return redirect("memberships:queue", membership_or_404(request, "decide", pk).cluster.code)


@login_required
@done_by_post(_to_queue)
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes the maker in."""
    membership = membership_or_404(request, "decide", pk)
    form = AcceptForm(request.POST, prefix=f"accept{pk}")
    if not form.is_valid():
        return _queue(request, membership.cluster, form, pk)
    number = form.cleaned_data["member_no"]
    try:
        return _decided(
            request,
            lambda: joining.accept(membership=membership, by=request.user, member_no=number),
            membership,
            news.ACCEPTED,
        )
    except NumberTaken as taken:
        form.add_error("member_no", str(taken))
        return _queue(request, membership.cluster, form, pk)


@login_required
@done_by_post(_to_queue)
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Says no, with a reason."""
    membership = membership_or_404(request, "decide", pk)
    form = ReasonForm(request.POST, prefix=f"decline{pk}")
    if not form.is_valid():
        return _queue(request, membership.cluster, form, pk)
    reason = form.cleaned_data["reason"]
    return _decided(
        request,
        lambda: joining.decline(membership=membership, by=request.user, reason=reason),
        membership,
        news.DECLINED,
    )


def _decided(request: HttpRequest, decide: Callable[[], Membership], membership: Membership, told: str) -> HttpResponse:
    """Decides and says what was decided; who comes second reads what the first one did. Lets NumberTaken pass."""
    try:
        decided = decide()
    except NumberTaken:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        state = decided.get_state_display().lower()
        messages.success(request, _("%(maker)s: %(state)s.") % {"maker": membership.artisan, "state": state})
        also_by_phone(request, membership, told)
    return redirect("memberships:queue", membership.cluster.code)


@login_required
def members(request: HttpRequest, code: str) -> HttpResponse:
    """The cluster's members, and with ?past=1 everybody who asked, was invited or belonged to it once."""
    cluster = cluster_or_404(request, code)
    is_past = "past" in request.GET
    rows = cluster.memberships.with_whether_named().select_related("artisan__region")
    rows = rows.over() if is_past else rows.running().in_committee_order()
    found = MemberFilter(request.GET, queryset=rows)
    named = found.qs.filter(is_named=True) if request.GET.get("q") else found.qs
    context = {"cluster": cluster, "filter": found, "page": page_of(request, named, per_page=48), "is_past": is_past}
    return render(request, "memberships/members.html", context)


@login_required
def recruit(request: HttpRequest, code: str) -> HttpResponse:
    """Makers of the craft near the cluster who belong to none and agreed to be invited, the nearest first."""
    cluster = cluster_or_404(request, code)
    found = NearFilter(request.GET, queryset=_invitable(cluster).with_photo_consent().prefetch_related("crafts"))
    page = page_of(request, found.qs.select_related("region"))
    for artisan in page:
        artisan.how_far = how_far(cluster.region_id, artisan.region_id, artisan.km)
    return render(request, "memberships/recruit.html", {"cluster": cluster, "filter": found, "page": page})


def _invitable(cluster: Cluster) -> ArtisanQuerySet:
    place = (cluster.lat, cluster.lon) if cluster.lat is not None else centre(cluster.region)
    return Artisan.objects.invitable_to(cluster).nearest_to(*place)


@login_required
def invite(request: HttpRequest, code: str, artisan_code: str) -> HttpResponse:
    """Invites one maker, with a word."""
    cluster = cluster_or_404(request, code)
    rows = Artisan.objects.invitable_or_invited_to(cluster).with_photo_consent().select_related("region")
    artisan = get_object_or_404(rows.prefetch_related("crafts"), code=artisan_code)
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        message = form.cleaned_data["message"]
        try:
            membership = inviting.invite(cluster=cluster, artisan=artisan, by=request.user, message=message)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%(maker)s is invited, and decides.") % {"maker": artisan})
            also_by_phone(request, membership, news.INVITED)
            return redirect("memberships:recruit", cluster.code)
    context = {"cluster": cluster, "artisan": artisan, "form": form}
    return render(request, "memberships/invite.html", context, status=422 if form.errors else 200)
