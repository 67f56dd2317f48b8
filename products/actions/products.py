"""A product's way from the maker's table to the public page, and its price."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import may
from artisans.models import Artisan
from core.refusals import Refusal
from products import search
from products.choices import PRODUCT_TRANSITIONS, ProductState
from products.models import Material, PriceEntry, Product


class NotTheirProduct(Refusal):
    """The person is neither the maker nor an officer of the maker's area."""


class NotFromThisState(Refusal):
    """Somebody else has moved the product on, or this step makes no sense from where it stands."""


def check_answerable(by: User, artisan: Artisan) -> None:
    """Raises NotTheirProduct unless the person may act for the maker."""
    if not may(by, "act_for", artisan):
        raise NotTheirProduct(_("Only the maker, or an officer of the maker's area, may do this."))


@transaction.atomic
def create_product(*, artisan: Artisan, by: User, materials: Collection[Material], **details) -> Product:
    """Keeps a new product of a maker as a draft. `details` are the fields of Product.

    Raises NotTheirProduct, and ValidationError with the sentence of the constraint that a value breaks.
    """
    check_answerable(by, artisan)
    return _write(Product(artisan=artisan, **details), by=by, materials=materials)


@transaction.atomic
def change_product(*, product: Product, by: User, materials: Collection[Material] | None = None, **changes) -> Product:
    """Writes the product as it stands in memory with `changes` to its fields, and its materials if they are given.

    A changed price or kind of price is kept in the price's history. Raises as create_product does.
    """
    check_answerable(by, product.artisan)
    for name, value in changes.items():
        setattr(product, name, value)
    return _write(product, by=by, materials=materials)


def set_price(*, product: Product, by: User, price_mode: str, price: int | None) -> Product:
    """Sets the price, in rupiah, or none for "ask for the price". Raises as create_product does."""
    return change_product(product=product, by=by, price_mode=price_mode, price=price)


def submit_product(*, product: Product, by: User) -> Product:
    """Puts a draft before an officer."""
    return _step(product, ProductState.SUBMITTED, by=by)


def publish_product(*, product: Product, by: User) -> Product:
    """Shows the product to those who may see it, if its maker is public. It counts as confirmed today."""
    return _step(product, ProductState.PUBLISHED, by=by)


def archive_product(*, product: Product, by: User) -> Product:
    """Takes the product off the public pages; it is kept, and can be published again."""
    return _step(product, ProductState.ARCHIVED, by=by)


@transaction.atomic
def confirm_product(*, product: Product, by: User) -> Product:
    """Notes that the product is still made and still costs what is written."""
    check_answerable(by, product.artisan)
    product.last_confirmed_at = timezone.now()
    product.save(update_fields=["last_confirmed_at"])
    return product


def _write(product: Product, *, by: User, materials: Collection[Material] | None) -> Product:
    product.validate_constraints()
    product.save()
    if materials is not None:
        product.materials.set(materials)
    _keep_price(product, by)
    search.refresh([product.pk])
    return product


def _keep_price(product: Product, by: User) -> None:
    """Adds to the price's history what differs from its last entry."""
    last = product.price_entries.order_by("-pk").first()
    if last is None or (last.price_mode, last.amount) != (product.price_mode, product.price):
        PriceEntry.objects.create(product=product, price_mode=product.price_mode, amount=product.price, set_by=by)


@transaction.atomic
def _step(product: Product, to_state: str, *, by: User) -> Product:
    """Moves the locked row to a state it may take."""
    check_answerable(by, product.artisan)
    locked = Product.objects.select_for_update(no_key=True).get(pk=product.pk)
    if to_state not in PRODUCT_TRANSITIONS[locked.state]:
        raise NotFromThisState(
            _("This product is now “%(state)s”: somebody has moved it on, so nothing was changed.")
            % {"state": locked.get_state_display()}
        )
    locked.state = to_state
    if to_state == ProductState.PUBLISHED:
        locked.last_confirmed_at = timezone.now()
        locked.published_at = locked.published_at or locked.last_confirmed_at
    locked.save(update_fields=["state", "published_at", "last_confirmed_at"])
    search.refresh([locked.pk])
    return locked
