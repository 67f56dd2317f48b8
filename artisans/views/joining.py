"""A maker asks to join a cluster."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.permissions import reachable
from artisans.actions import joining
from artisans.choices import ArtisanState, Assent, MembershipState
from artisans.forms import AskForm
from artisans.models import Artisan
from clusters.models import Cluster
from core import codes
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
    only = artisans[0] if len(artisans) == 1 else None
    own = cluster.memberships.filter(artisan=only).order_by("-requested_at", "-pk")
    context = {
        "form": form,
        "cluster": cluster,
        "artisans": artisans,
        "standing": own.open().first(),
        "declined": own.filter(state=MembershipState.DECLINED, is_invitation=False).first(),
    }
    return render(request, "memberships/ask.html", context, status=422 if form.errors else 200)


def _askers(request: HttpRequest):
    """The makers for whom this person may ask: the own ones, or the one of the officer's area named in the address."""
    if "artisan" not in request.GET:
        return Artisan.objects.filter(users=request.user, state=ArtisanState.ACTIVE).in_reading_order()
    named = reachable(request.user, "change", Artisan.objects.named(codes.normalise(request.GET["artisan"])))
    if not named.exists():
        raise Http404
    return named
