"""The maker's and the committee's side of an enquiry."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.permissions import reachable
from clusters.models import Cluster
from core.pagination import page_of
from core.posting import done_by_post
from core.refusals import Refusal
from orders import actions
from orders.forms import MessageForm
from orders.models import Enquiry


@login_required
def of_cluster(request: HttpRequest, code: str) -> HttpResponse:
    """What buyers ask a cluster, for its committee and the officers of the area; what waits comes first."""
    cluster = get_object_or_404(reachable(request.user, "run", Cluster.objects.all()), code=code)
    page = page_of(request, cluster.enquiries.for_list())
    return render(request, "orders/of_cluster.html", {"cluster": cluster, "page": page})


@login_required
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """One enquiry with all that was written, and a field for the answer."""
    enquiry = _enquiry_or_404(request, pk)
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(enquiry=enquiry, text=form.cleaned_data["text"], by=request.user)
        except Refusal as refusal:
            form.add_error("text", str(refusal))
        else:
            messages.success(request, _("Your answer is sent. The buyer reads it by the own link."))
            return redirect("orders:answer", pk)
    context = {
        "enquiry": enquiry,
        "form": form,
        "messages_of_both": enquiry.messages.select_related("by").order_by("pk"),
        "is_for_others": not actions.people_of(enquiry.recipient).filter(pk=request.user.pk).exists(),
    }
    return render(request, "orders/answer.html", context, status=422 if form.errors else 200)


def to_enquiry(request: HttpRequest, pk: int) -> HttpResponse:
    """The way back to the conversation."""
    return redirect("orders:answer", _enquiry_or_404(request, pk).pk)


@login_required
@done_by_post(to_enquiry)
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """The maker's side ends the conversation."""
    actions.close(enquiry=_enquiry_or_404(request, pk))
    messages.success(request, _("The conversation is closed. It is deleted after twelve months."))
    return redirect("orders:answer", pk)


def _enquiry_or_404(request: HttpRequest, pk: int) -> Enquiry:
    rows = Enquiry.objects.answerable_by(request.user).select_related("artisan", "cluster", "product")
    return get_object_or_404(rows, pk=pk)
