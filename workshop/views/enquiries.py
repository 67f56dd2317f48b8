"""What buyers ask a maker."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.pagination import page_of
from workshop.views.access import maker_or_404, of_a_maker


@of_a_maker
def enquiries(request: HttpRequest, code: str) -> HttpResponse:
    """The maker's enquiries, what waits for an answer first."""
    artisan = maker_or_404(request, code)
    page = page_of(request, artisan.enquiries.for_list())
    return render(request, "workshop/enquiries.html", {"artisan": artisan, "page": page})
