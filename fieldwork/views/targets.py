"""Setting the year's targets, by the head of the agency."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import may, reachable
from core.pagination import page_of
from core.posting import done_by_post
from core.refusals import Refusal
from fieldwork.actions.targets import drop_target, set_target
from fieldwork.models import Target
from fieldwork.target_forms import TargetForm
from fieldwork.views.access import officers_only
from regions.models import Region


def heads_only(view):
    """To others than heads of an agency and administrators these pages do not exist."""

    @officers_only
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not may(request.user, "change", Target):
            raise Http404
        return view(request, *args, **kwargs)

    guarded.__name__, guarded.__doc__ = view.__name__, view.__doc__
    return guarded


@heads_only
def targets(request: HttpRequest) -> HttpResponse:
    """All targets the head may set, the latest year first."""
    rows = reachable(request.user, "change", Target.objects.select_related("region", "officer"))
    page = page_of(request, rows.order_by("-year", "region_id", "officer__first_name", "pk"))
    return render(request, "field/targets.html", {"page": page})


@heads_only
def add_target(request: HttpRequest) -> HttpResponse:
    """A new target."""
    asked_for = Region.objects.filter(code=request.GET.get("region", "")[:13].replace("\x00", ""))
    first = {"region": reachable(request.user, "head", asked_for).first()}
    return _form_page(request, TargetForm(request.POST or None, user=request.user, initial=first))


@heads_only
@transaction.atomic
def change_target(request: HttpRequest, pk: int) -> HttpResponse:
    """A target's numbers, or whom and what they are about."""
    if request.method == "POST":
        Target.objects.select_for_update(no_key=True).filter(pk=pk).first()
    target = _target_or_404(request, pk)
    form = TargetForm(request.POST or None, user=request.user, instance=target)
    return _form_page(request, form, target)


def _form_page(request: HttpRequest, form: TargetForm, target: Target | None = None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            kept = set_target(target=form.save(commit=False), by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The target is set."))
            return redirect(f"{reverse('field:workload')}?region={kept.region_id}&year={kept.year}")
    context = {"form": form, "target": target}
    return render(request, "field/target_form.html", context, status=422 if form.errors else 200)


def _to_targets(request: HttpRequest, pk: int) -> HttpResponse:
    return redirect("field:targets")


@heads_only
@done_by_post(_to_targets)
def delete_target(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a target away."""
    drop_target(target=_target_or_404(request, pk, "delete"))
    messages.success(request, _("The target is taken away."))
    return redirect("field:targets")


def _target_or_404(request: HttpRequest, pk: int, verb: str = "change") -> Target:
    return get_object_or_404(reachable(request.user, verb, Target.objects.select_related("region", "officer")), pk=pk)
