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
from products.cards import Card

register = template.Library()
SIZES = "(min-width: 60rem) 18rem, (min-width: 36rem) 45vw, 92vw"


@register.simple_tag
def product_cards(rows: Iterable[tuple]) -> SafeString:
    """The cards of products (ProductQuerySet.for_cards), for a .grid-products."""
    return mark_safe("".join([_card(Card._make(row)) for row in rows]))  # noqa: S308 - what people wrote is escaped


def _card(card: Card) -> str:
    """What a buyer sees of a product in a list; the whole card leads to it."""
    materials = escape(", ".join(card.material_names))
    if card.is_offered:
        state, availability = f" state-{card.availability.lower()}", card.availability_text
    else:
        state, availability = "", _("Not offered at present")
    return f"""
<article class="card">
  {_media(card)}
  <div class="card-body">
    <h3><a href="{card.url}">{escape(card.name)}</a></h3>
    <p class="price">{escape(card.price_text)}</p>
    {f'<p class="muted">{materials}</p>' if materials else ""}
    <p class="muted with-icon">{icon("user")}<span>{escape(card.maker)}</span></p>
    <p class="muted with-icon">{icon("map-pin")}<span>{escape(card.place)}</span></p>
    <p><span class="badge{state}">{escape(availability)}</span></p>
  </div>
</article>"""


def _media(card: Card) -> str:
    """The product's first photo, or its craft's motif."""
    photo = card.photo
    if photo is None:
        return f'<div class="card-media motif motif-{escape(card.craft_slug)}"></div>'
    return (
        f'<img class="card-media" src="{photo.url}" srcset="{photo.srcset}" sizes="{SIZES}" alt="{escape(photo.alt)}"'
        ' loading="lazy" decoding="async">'
    )
