"""How a buyer reaches a maker, on the maker's and the products' pages."""

from django import template

from artisans.models import Artisan
from orders.ways import chat_token, ways_to
from products.models import Product

register = template.Library()


@register.inclusion_tag("orders/_reach.html", takes_context=True)
def reach_maker(context: template.Context, artisan: Artisan, product: Product | None = None) -> dict[str, object]:
    """The ways to a maker at work; nothing where nobody can order from the maker. The number is not among it."""
    return {
        "artisan": artisan,
        "product": product,
        "ways": ways_to(artisan),
        "token": chat_token(artisan.code, product.code if product else ""),
        "csrf_token": context.get("csrf_token"),
    }
