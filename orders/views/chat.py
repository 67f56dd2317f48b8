"""The step that reveals a maker's number to a person who asks for it."""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from accounts.phones import DEMO_PREFIX
from artisans.models import Artisan
from artisans.views.gone import gone_or_404
from core.posting import done_by_post
from core.refusals import Refusal
from orders.limits import check_reveal
from orders.ways import Ways, chat_token, read_chat_token, ways_to
from products.links import opened_links
from products.models import Product


def to_maker(request: HttpRequest, code: str) -> HttpResponse:
    """The way back to the maker's page: a link reveals nothing."""
    artisan = Artisan.objects.published().named(code).first()
    return redirect(artisan) if artisan else gone_or_404(request, code)


@cache_control(private=True, no_store=True)
@done_by_post(to_maker)
def chat(request: HttpRequest, code: str) -> HttpResponse:
    """Answers the signed button of a maker's or product's page with the link to WhatsApp, if the maker still agrees.

    The link stands on a page of its own: the content security policy keeps a form from leading off the site.
    """
    artisan = Artisan.objects.published().select_related("identity").named(code).first()
    if artisan is None:
        return gone_or_404(request, code)
    product_code = read_chat_token(request.POST.get("token", ""), artisan.code)
    shown = Product.objects.shown_to(request.user, opened_links(request)).filter(artisan=artisan)
    product = shown.filter(code=product_code).first() if product_code else None
    context = {"artisan": artisan, "product": product, "ways": ways_to(artisan)}
    if product_code is None:
        context["token"] = chat_token(artisan.code, "")
    elif context["ways"] and any(context["ways"]):
        try:
            check_reveal(request)
            context |= _revealed(request, artisan, product, context["ways"])
        except Refusal as refusal:
            context["refusal"] = str(refusal)
    status = 429 if "refusal" in context else 200
    answer = render(request, "orders/chat.html", context, status=status)
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def _revealed(request: HttpRequest, artisan: Artisan, product: Product | None, ways: Ways) -> dict:
    phone = artisan.identity.phone
    text = _first_words(request, artisan, product)
    return {
        "chat_url": f"https://wa.me/{phone.removeprefix('+')}?text={quote(text)}" if ways.chat else "",
        "first_words": text if ways.chat else "",
        "phone": phone if ways.number else "",
        "is_undiallable": phone.startswith(DEMO_PREFIX),
    }


def _first_words(request: HttpRequest, artisan: Artisan, product: Product | None) -> str:
    """What stands ready in the chat: what the buyer was looking at, with its code and address."""
    url = request.build_absolute_uri((product or artisan).get_absolute_url())
    if product is None:
        return _("Hello %(maker)s, I found your page (%(code)s) on Sentra: %(url)s") % {
            "maker": artisan,
            "code": artisan.spoken_code,
            "url": url,
        }
    return _("Hello %(maker)s, I am interested in %(product)s (%(code)s): %(url)s") % {
        "maker": artisan,
        "product": product,
        "code": product.spoken_code,
        "url": url,
    }
