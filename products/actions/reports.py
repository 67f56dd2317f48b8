"""Objections to published products: anybody may raise one, the officer of the area settles it."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from accounts.notices import tell
from accounts.permissions import may
from artisans.actions.locking import locked_with_maker
from core.actions import action
from core.refusals import Refusal
from products.actions.locking import ProductGone
from products.actions.products import archive_product
from products.choices import ProductState
from products.models import Product, ProductReport


class SettledAlready(Refusal):
    """A colleague was quicker."""


class NotTheirReport(Refusal):
    """The product is of a maker outside the officer's areas."""


class WordMissing(Refusal):
    """The maker must be told why a product is taken off."""


@action
def report_product(*, product: Product, text: str) -> ProductReport:
    """Keeps what somebody, who needs no account, finds wrong with a product. The product stays until it is settled.

    Raises ProductGone.
    """
    product = _locked(product.pk)
    return ProductReport.objects.create(product=product, text=text)


@action
def settle_report(*, report: ProductReport, by: User, takes_off: bool, word: str = "") -> ProductReport:
    """Ends an objection: the product stays, or is taken off with a `word` to the maker, who is told.

    What is wrong in the same product besides ends with it where it is taken off. Raises SettledAlready, WordMissing,
    ProductGone.
    """
    product = _locked(report.product_id)
    locked = ProductReport.objects.select_for_update(no_key=True).get(pk=report.pk)
    if not may(by, "change", locked):
        raise NotTheirReport(_("Only an officer of the maker's area may settle this."))
    if locked.settled_at:
        raise SettledAlready(_("A colleague has settled this objection meanwhile. Nothing was changed."))
    if takes_off and not word:
        raise WordMissing(_("Write to the maker why the product is taken off."))
    done = {"settled_by": by, "settled_at": timezone.now(), "outcome": word, "took_off": takes_off}
    rows = product.reports.open() if takes_off else ProductReport.objects.filter(pk=locked.pk)
    rows.order_by().update(**done)
    if takes_off:
        _take_off(product, by, word)
    locked.refresh_from_db()
    return locked


def _locked(product_id: int) -> Product:
    product = locked_with_maker(Product.objects.filter(pk=product_id))
    if product is None:
        raise ProductGone
    return product


def _take_off(product: Product, by: User, word: str) -> None:
    if product.state == ProductState.PUBLISHED:
        archive_product(product=product, by=by)
    artisan = product.artisan
    tell(
        artisan.users.all(),
        gettext_noop("An officer has taken “%(product)s” off the public pages: %(word)s"),
        url=reverse("workshop:product", args=[artisan.code, product.code]),
        product=str(product),
        word=word,
    )
