"""Buyers of whom nobody takes care: so that no message dies unseen."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.models import User
from core.pagination import page_of
from fieldwork.views.access import officers_only
from orders.models import Enquiry
from orders.querysets import EnquiryQuerySet

# So long a maker or committee has to answer before the officers see it.
PATIENCE = timedelta(days=2)


def unheard_in_area(user: User) -> EnquiryQuerySet:
    """What buyers wrote there two days ago or longer and nobody answered, or what nobody with an account can read."""
    return Enquiry.objects.answerable_by(user).unheard(timezone.now() - PATIENCE)


@officers_only
def enquiries(request: HttpRequest) -> HttpResponse:
    """The unheard enquiries to makers and clusters of the officer's areas, the longest waiting first."""
    page = page_of(request, unheard_in_area(request.user).for_list())
    return render(request, "field/enquiries.html", {"page": page})
