"""A maker's shops elsewhere."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from core.posting import done_by_post
from core.refusals import Refusal
from products.actions import channels as actions
from products.models import SalesChannel
from workshop.forms import ChannelForm
from workshop.views.access import maker_or_404, of_a_maker


@of_a_maker
def channels(request: HttpRequest, code: str) -> HttpResponse:
    """The maker's links, how they are, and a form for another one."""
    artisan = maker_or_404(request, code)
    form = ChannelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_channel(artisan=artisan, url=form.cleaned_data["url"], by=request.user)
        except Refusal as refusal:
            form.add_error("url", str(refusal))
        else:
            messages.success(request, _("The link is on the list."))
            return redirect("workshop:channels", artisan.code)
    context = {"artisan": artisan, "form": form, "channels": artisan.channels.order_by("pk")}
    return render(request, "workshop/channels.html", context, status=422 if form.errors else 200)


def _to_channels(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    return redirect("workshop:channels", maker_or_404(request, code).code)


@of_a_maker
@done_by_post(_to_channels)
def remove_channel(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Takes a link off the list."""
    return _done(request, code, pk, actions.remove_channel, _("The link is off the list."))


@of_a_maker
@done_by_post(_to_channels)
def trust_channel(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Shows a link again that somebody has looked at with own eyes."""
    return _done(request, code, pk, actions.trust_channel, _("The link is shown again."))


def _done(request: HttpRequest, code: str, pk: int, action: Callable[..., None], said: str) -> HttpResponse:
    artisan = maker_or_404(request, code)
    channel = get_object_or_404(SalesChannel.objects.select_related("artisan"), artisan=artisan, pk=pk)
    action(channel=channel, by=request.user)
    messages.success(request, said)
    return redirect("workshop:channels", artisan.code)
