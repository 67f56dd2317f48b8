"""A product is held after its maker, by somebody who may act for the maker."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import may
from artisans.actions.locking import locked_with_maker
from artisans.models import Artisan
from core.refusals import Refusal
from products.models import Product


class NotTheirProduct(Refusal):
    """The person is neither the maker nor an officer of the maker's area."""


class ProductGone(Refusal):
    """The product was thrown away, or erased with its maker."""

    def __init__(self) -> None:
        super().__init__(_("This product was removed meanwhile, so nothing was changed."))


def check_answerable(by: User, artisan: Artisan) -> None:
    """Raises NotTheirProduct unless the person may act for the maker."""
    if not may(by, "act_for", artisan):
        raise NotTheirProduct(_("Only the maker, or an officer of the maker's area, may do this."))


def locked_product(product: Product, by: User, *, exclusively: bool = False) -> Product:
    """The product as it is now with the maker whose it is now, both held until the transaction ends.

    `exclusively` is for one that will be deleted. Raises ProductGone and NotTheirProduct.
    """
    locked = locked_with_maker(Product.objects.filter(pk=product.pk), exclusively=exclusively)
    if locked is None:
        raise ProductGone
    check_answerable(by, locked.artisan)
    return locked
