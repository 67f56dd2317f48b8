"""Cards of products: {% load cards %}.

A page has 24 of them, so a card is written in one go; as a template it would take three times as long, and all cards
together as long as the search itself.
"""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core.templatetags.looks import icon
from products.models import Product

register = template.Library()
SIZES = "(min-width: 60rem) 18rem, (min-width: 36rem) 45vw, 92vw"


@register.simple_tag
def product_cards(products: Iterable[Product]) -> SafeString:
    """The cards of products (ProductQuerySet.for_cards), for a .grid-products."""
    return mark_safe("".join(map(_card, products)))  # noqa: S308 - what people wrote is escaped


def _card(product: Product) -> str:
    """What a buyer sees of a product in a list; the whole card leads to it."""
    materials = escape(", ".join(product.material_names))
    state, availability = "", _("Not offered at present")
    if product.is_offered:
        state, availability = f" state-{product.availability.lower()}", product.availability_text
    return f"""
<article class="card">
  {_media(product)}
  <div class="card-body">
    <h3><a href="{product.get_absolute_url()}">{escape(product.name)}</a></h3>
    <p class="price">{escape(product.price_text)}</p>
    {f'<p class="muted">{materials}</p>' if materials else ""}
    <p class="muted with-icon">{icon("user")}<span>{escape(product.artisan.public_name)}</span></p>
    <p class="muted with-icon">{icon("map-pin")}<span>{escape(product.artisan.region.short_path)}</span></p>
    <p><span class="badge{state}">{escape(availability)}</span></p>
  </div>
</article>"""


def _media(product: Product) -> str:
    """The product's first photo, or its craft's motif."""
    cover = product.cover
    if cover is None:
        return f'<div class="card-media motif motif-{product.craft.slug}"></div>'
    photo = cover.photo
    return (
        f'<img class="card-media" src="{photo.url}" srcset="{photo.srcset}" sizes="{SIZES}" alt="{escape(cover.alt)}"'
        ' loading="lazy" decoding="async">'
    )
