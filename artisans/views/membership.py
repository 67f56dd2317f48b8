"""One membership, for the maker and the committee: what was said, what was decided, and what each may do now."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from pghistory.models import Events

from accounts.permissions import may, reachable
from artisans.actions import asking_back, inviting, joining, seats
from artisans.actions import membership_news as news
from artisans.actions.memberships import is_of_maker
from artisans.choices import Assent, MembershipState
from artisans.forms import AcceptForm, ReasonForm
from artisans.history import steps
from artisans.membership_forms import AnswerForm, AskBackForm, LeaveForm, LetGoForm, MemberForm, NoForm, YesForm
from artisans.models import Artisan, Membership
from artisans.views.membership_access import also_by_phone, membership_or_404
from core.pagination import page_of
from core.posting import done_by_post
from core.refusals import Refusal
from core.versions import ChangedMeanwhile

# So many changes are told on the page.
CHANGES = 30


@login_required
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of one membership."""
    return _page(request, membership_or_404(request, "see", pk))


def _page(request: HttpRequest, membership: Membership, **wrong: Form) -> HttpResponse:
    """The page; `wrong` are forms, by name, that could not be taken."""
    as_maker, as_committee = may(request.user, "answer", membership), may(request.user, "decide", membership)
    by_officer = as_maker and not is_of_maker(request.user, membership.artisan)
    is_last = membership.is_on_committee and seats.is_last_on_committee(membership)
    events = Events.objects.tracks(membership).order_by("-pgh_created_at", "-pgh_id")[:CHANGES]
    context = {
        "membership": membership,
        "cluster": membership.cluster,
        "artisan": membership.artisan,
        "as_maker": as_maker,
        "as_committee": as_committee,
        "by_officer": by_officer,
        "reads_words": as_maker or membership.is_named,
        "notes": membership.notes.select_related("by").order_by("pk"),
        "steps": steps(events),
        "may_ask_again": as_maker and may_ask_again(membership),
        "forms": _forms(membership, by_officer, is_last) | wrong,
    }
    return render(request, "memberships/detail.html", context, status=422 if wrong else 200)


def _forms(membership: Membership, by_officer: bool, is_last: bool) -> dict[str, Form]:
    return {
        "ask_back": AskBackForm(prefix=f"ask-back{membership.pk}"),
        "answer": AnswerForm(prefix="answer"),
        "accept": AcceptForm(prefix=f"accept{membership.pk}"),
        "decline": ReasonForm(prefix=f"decline{membership.pk}"),
        "yes": YesForm(prefix="yes", by_officer=by_officer),
        "no": NoForm(prefix="no"),
        "leave": LeaveForm(prefix="leave", is_last=is_last),
        "let_go": LetGoForm(prefix="let-go", is_last=is_last),
        "member": MemberForm(membership=membership, is_over=not membership.is_running, is_last=is_last),
    }


def may_ask_again(membership: Membership) -> bool:
    """Whether the maker, after a no or a farewell, may ask this cluster once more."""
    is_over = not (membership.is_undecided or membership.is_running)
    others = membership.cluster.memberships.open().filter(artisan=membership.artisan_id)
    return is_over and membership.cluster.is_joinable and not others.exists()


def to_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The way back to the membership's page."""
    return redirect("memberships:detail", membership_or_404(request, "see", pk).pk)


def _done(request: HttpRequest, step: Callable[[], object], said: str) -> bool:
    """Does a step and says so, or says why it is not done."""
    try:
        step()
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, said)
    return True


@login_required
@done_by_post(to_page)
def write_to_committee(request: HttpRequest, pk: int) -> HttpResponse:
    """The maker's word to the committee."""
    membership = membership_or_404(request, "answer", pk)
    form = AnswerForm(request.POST, prefix="answer")
    if not form.is_valid():
        return _page(request, membership, answer=form)
    text = form.cleaned_data["text"]
    _done(
        request,
        lambda: asking_back.write_to_committee(membership=membership, text=text, by=request.user),
        _("Your word lies before the committee."),
    )
    return redirect("memberships:detail", pk)


@login_required
@done_by_post(to_page)
def accept_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """The maker's yes, or the officer's for the maker who stands beside them."""
    membership = membership_or_404(request, "answer", pk)
    by_officer = not is_of_maker(request.user, membership.artisan)
    form = YesForm(request.POST, prefix="yes", by_officer=by_officer)
    if not form.is_valid():
        return _page(request, membership, yes=form)
    assent = Assent.SPOKEN if by_officer else Assent.OWN_ACCOUNT
    _done(
        request,
        lambda: inviting.accept_invitation(membership=membership, by=request.user, assent=assent),
        _("Welcome: %(maker)s is now a member of %(cluster)s.")
        % {"maker": membership.artisan, "cluster": membership.cluster},
    )
    return redirect("memberships:detail", pk)


@login_required
@done_by_post(to_page)
def decline_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """The maker's no."""
    membership = membership_or_404(request, "answer", pk)
    form = NoForm(request.POST, prefix="no")
    if not form.is_valid():
        return _page(request, membership, no=form)
    reason = form.cleaned_data["reason"]
    _done(
        request,
        lambda: inviting.decline_invitation(membership=membership, by=request.user, reason=reason),
        _("The invitation is declined. You are not invited by this cluster again for three months."),
    )
    return redirect("memberships:detail", pk)


def _to_page_to_leave(request: HttpRequest, pk: int) -> HttpResponse:
    return redirect("memberships:detail", membership_or_404(request, "leave", pk).pk)


@login_required
@done_by_post(_to_page_to_leave)
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """The maker, or the officer for the maker, ends the membership or takes the request back."""
    membership = membership_or_404(request, "leave", pk)
    cluster = {"cluster": membership.cluster}
    if membership.state == MembershipState.REQUESTED:
        said = _("The request to %(cluster)s is taken back.") % cluster
        _done(request, lambda: joining.take_back(membership=membership, by=request.user), said)
        return redirect("memberships:detail", pk)
    alone = "leave-alone" in request.POST
    try:
        seats.leave(membership=membership, by=request.user, alone=alone)
        messages.success(request, _("The membership in %(cluster)s has ended.") % cluster)
    except seats.LastOnCommittee:
        return _page(request, membership, leave=LeaveForm(request.POST, prefix="leave", is_last=True))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("memberships:detail", pk)


@login_required
@done_by_post(to_page)
def ask_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The committee's question to the maker, or its answer about an invitation."""
    membership = membership_or_404(request, "decide", pk)
    form = AskBackForm(request.POST, prefix=f"ask-back{pk}")
    if not form.is_valid():
        return _page(request, membership, ask_back=form)
    text = form.cleaned_data["text"]
    said = _("Your word is sent; the maker answers here.")
    if _done(request, lambda: asking_back.write_to_maker(membership=membership, text=text, by=request.user), said):
        also_by_phone(request, membership, news.WRITTEN)
    return redirect("memberships:detail", pk)


@login_required
@done_by_post(to_page)
def uninvite(request: HttpRequest, pk: int) -> HttpResponse:
    """The committee takes an invitation back."""
    membership = membership_or_404(request, "decide", pk)
    said = _("The invitation is taken back.")
    if _done(request, lambda: inviting.uninvite(membership=membership, by=request.user), said):
        also_by_phone(request, membership, news.UNINVITED)
    return redirect("memberships:queue", membership.cluster.code)


@login_required
@done_by_post(to_page)
def let_go(request: HttpRequest, pk: int) -> HttpResponse:
    """The committee ends a membership, with a reason."""
    membership = membership_or_404(request, "decide", pk)
    is_last = membership.is_on_committee and seats.is_last_on_committee(membership)
    form = LetGoForm(request.POST, prefix="let-go", is_last=is_last)
    if not form.is_valid():
        return _page(request, membership, let_go=form)
    given = {"reason": form.cleaned_data["reason"], "alone": form.cleaned_data.get("alone", False)}
    said = _("The membership in %(cluster)s has ended.") % {"cluster": membership.cluster}
    if _done(request, lambda: seats.let_go(membership=membership, by=request.user, **given), said):
        also_by_phone(request, membership, news.ENDED)
    return redirect("memberships:detail", pk)


@login_required
@done_by_post(to_page)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """The committee puts role, number, decree and dates right."""
    membership = membership_or_404(request, "decide", pk)
    is_last = membership.is_on_committee and seats.is_last_on_committee(membership)
    # The form says for what it was filled in: meanwhile the member may have left.
    is_over = "ended_on" in request.POST
    form = MemberForm(request.POST, membership=membership, is_over=is_over, is_last=is_last)
    if not form.is_valid():
        return _page(request, membership, member=form)
    alone = form.cleaned_data.get("alone", False)
    try:
        seats.amend(membership=membership, answers=form.answers, seen=form.seen_answers(), by=request.user, alone=alone)
    except ChangedMeanwhile as changed:
        form.show(changed)
        form.add_error(None, str(changed))
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    else:
        messages.success(request, _("Kept."))
        also_by_phone(request, membership, news.CHANGED)
        return redirect("memberships:detail", pk)
    return _page(request, membership, member=form)


@login_required
def of_maker(request: HttpRequest, code: str) -> HttpResponse:
    """Every cluster a maker asked, was invited by, or belonged to, the latest first; for the maker and officers."""
    artisan = get_object_or_404(reachable(request.user, "act_for", Artisan.objects.named(code)).distinct())
    if artisan.code != code:
        return redirect("memberships:of_maker", artisan.code)
    rows = artisan.memberships.select_related("cluster__region").order_by("-requested_at", "-pk")
    context = {
        "artisan": artisan,
        "is_own": is_of_maker(request.user, artisan),
        "page": page_of(request, rows),
    }
    return render(request, "memberships/of_maker.html", context)
