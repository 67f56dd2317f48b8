"""The maker's page of one record: what everybody sees, what is private, what is missing, and one thing to do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from artisans.choices import ConsentPurpose
from products.models import Product
from workshop.next_step import next_step
from workshop.record_forms import own_sections
from workshop.standing import kept_private, seen_by_all
from workshop.views.access import is_own, maker_or_404, of_a_maker


@of_a_maker
def home(request: HttpRequest, code: str) -> HttpResponse:
    """One record as its maker looks after it; an officer of the area may do it for them."""
    artisan = maker_or_404(request, code)
    agreed = set(artisan.consents.standing().values_list("purpose", flat=True))
    artisan.shows_photo = ConsentPurpose.PHOTO in agreed
    is_mine = is_own(request.user, artisan)
    context = {
        "artisan": artisan,
        "is_own": is_mine,
        "may_read_data": is_mine or not artisan.users.exists(),
        "is_published": artisan.is_verified and ConsentPurpose.PUBLIC_PROFILE in agreed,
        "step": next_step(artisan, agreed) if is_mine else None,
        "seen": seen_by_all(artisan, agreed),
        "private": kept_private(artisan, agreed),
        "sections": own_sections(artisan),
        "products": Product.objects.published().filter(artisan=artisan).for_cards().newest_first()[:3],
        "memberships": artisan.memberships.select_related("cluster").order_by("-requested_at"),
        "wishes": artisan.wishes.open(),
    }
    return render(request, "workshop/home.html", context)
