"""A product's way from the maker's table to the public page, and its price."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import may
from artisans.actions.locking import locked_record, locked_rows
from artisans.choices import ArtisanState, ConsentPurpose
from artisans.models import Artisan
from clusters.models import Craft
from core.actions import action
from core.photos import delete_photo
from core.refusals import Refusal
from core.versions import Answers, plain, settle
from products import search
from products.actions.locking import check_answerable, locked_product
from products.choices import PRODUCT_TRANSITIONS, PriceMode, ProductState
from products.models import Material, PriceEntry, Product, ProductReport

# What holds as long as nobody has set a price.
NO_PRICE = (PriceMode.ASK, None)


class NotFromThisState(Refusal):
    """Somebody else has moved the product on, or this step makes no sense from where it stands."""


class PriceNotAllowed(Refusal):
    """Prices are in the maker's own hand, and the maker has not allowed anybody else to write them."""


class NotReady(Refusal):
    """Something that buyers must be told is still missing."""


def may_set_price(by: User, artisan: Artisan) -> bool:
    """Whether the person is the maker, or the maker lets the officer write prices. Administrators are no exception."""
    allows = artisan.consents.standing().filter(purpose=ConsentPurpose.PRICES)
    return _is_maker(by, artisan) or (may(by, "act_for", artisan) and allows.exists())


def _is_maker(person: User, artisan: Artisan) -> bool:
    return artisan.users.filter(pk=person.pk).exists()


def check_price(by: User, artisan: Artisan) -> None:
    """Raises PriceNotAllowed unless the person may set the maker's prices."""
    if not may_set_price(by, artisan):
        raise PriceNotAllowed(
            _("Only the maker sets prices. Ask whether you may write them, and note the yes under “%(purpose)s”.")
            % {"purpose": ConsentPurpose.PRICES.label}
        )


@action
def begin_product(*, artisan: Artisan, by: User) -> Product:
    """An empty draft to be filled step by step; one that was begun before and left untouched is taken again."""
    artisan = locked_record(artisan)
    check_answerable(by, artisan)
    untouched = artisan.products.filter(state=ProductState.DRAFT, name="", photos=None, entered_by=by)
    craft = artisan.crafts.order_by("pk").first() or Craft.objects.order_by("pk").first()
    if craft is None:
        raise NotReady(_("An administrator must first write down the crafts."))
    return untouched.first() or create_product(
        artisan=artisan, by=by, materials=[], craft=craft, name="", price_mode=PriceMode.ASK, price=None
    )


@action
def create_product(*, artisan: Artisan, by: User, materials: Collection[Material], **details) -> Product:
    """Keeps a new product of a maker as a draft. `details` are the fields of Product.

    Raises NotTheirProduct, PriceNotAllowed, or ValidationError with the sentence of the constraint that a value breaks.
    """
    artisan = locked_record(artisan)
    check_answerable(by, artisan)
    return _write(Product(artisan=artisan, entered_by=by, **details), by=by, materials=materials)


@action
def change_product(
    *,
    product: Product,
    by: User,
    materials: Collection[Material] | None = None,
    seen: Answers | None = None,
    **changes,
) -> Product:
    """Writes `changes` to the product's fields, and its materials if they are given; without `changes` the product as
    it stands in memory. What others wrote to other fields meanwhile stays.

    `seen` is what the person saw of these answers before changing them; without it the new ones stand. The product
    stays with the maker whose it is by now. A changed price or kind of price is kept in the price's history. Raises as
    create_product does, ProductGone, and ChangedMeanwhile.
    """
    if product.pk is None:
        product.artisan = locked_record(product.artisan)
        check_answerable(by, product.artisan)
    else:
        locked = locked_product(product, by)
        if changes:
            product.refresh_from_db()
        product.artisan = locked.artisan
    if seen is not None:
        given = changes if materials is None else changes | {"materials": materials}
        changes = _settled(product, given, seen)
        materials = changes.pop("materials", None)
    for name, value in changes.items():
        setattr(product, name, value)
    return _write(product, by=by, materials=materials)


def plain_answers(product: Product, names: Collection[str]) -> Answers:
    """The product's present answers, as core.versions compares them."""
    stored = {name: product.materials.all() if name == "materials" else getattr(product, name) for name in names}
    return compared(stored)


def compared(answers: Mapping[str, Any]) -> Answers:
    """Answers as core.versions compares them: the price and its kind are one."""
    plainly = {name: plain(value) for name, value in answers.items()}
    return plainly | {"price": [plainly.pop("price_mode"), plainly["price"]]} if "price_mode" in plainly else plainly


def _settled(product: Product, changes: dict[str, Any], seen: Answers) -> dict[str, Any]:
    """Those of the changes that make a difference to the locked product, beside what others have changed."""
    stored = plain_answers(product, changes)
    answers = settle(seen=seen, stored=stored, mine=compared(changes))
    # The kind of a price goes with the price.
    answer_of = {name: "price" if name == "price_mode" else name for name in changes}
    return {name: value for name, value in changes.items() if answers[answer_of[name]] != stored[answer_of[name]]}


def set_price(*, product: Product, by: User, price_mode: str, price: int | None) -> Product:
    """Sets the price, in rupiah, or none for "ask for the price". Raises as create_product does."""
    return change_product(product=product, by=by, price_mode=price_mode, price=price)


def submit_product(*, product: Product, by: User) -> Product:
    """Puts a draft before an officer."""
    return _step(product, ProductState.SUBMITTED, by=by)


def publish_product(*, product: Product, by: User, made_sure: bool = True) -> Product:
    """Shows the product to those who may see it, if its maker is public.

    It counts as confirmed today where whoever publishes it has `made_sure` that it is as written.
    """
    return _step(product, ProductState.PUBLISHED, by=by, made_sure=made_sure)


@action
def offer_product(*, product: Product, by: User) -> Product:
    """Shows the product at once where its maker is verified and at work; otherwise it waits until that is so.

    What an officer took off after an objection waits too, until an officer has shown it once more. Raises NotReady,
    NotFromThisState.
    """
    product = locked_product(product, by)
    if product.is_begun_only:
        raise NotReady(_("First say what the product is and what it is made of."))
    waits_for_officer = product.reports.holding().exists() and _is_maker(by, product.artisan)
    if product.artisan.state == ArtisanState.ACTIVE and not waits_for_officer:
        return publish_product(product=product, by=by)
    return product if product.state == ProductState.SUBMITTED else submit_product(product=product, by=by)


@action
def publish_waiting(*, artisan_ids: Collection[int]) -> None:
    """Shows what waited for its maker to be verified, or to be at work again; the maker has asked for it before."""
    waiting = Product.objects.filter(
        artisan__in=artisan_ids, artisan__state=ArtisanState.ACTIVE, state=ProductState.SUBMITTED
    ).exclude(pk__in=ProductReport.objects.holding().values("product"))
    locked_rows(set(waiting.values_list("artisan", flat=True)))
    shown = list(waiting.select_for_update(of=["self"], no_key=True).order_by("pk"))
    for product in shown:
        _show(product, made_sure=True)
    search.refresh([product.pk for product in shown])


@action
def discard_draft(*, product: Product, by: User) -> None:
    """Throws a draft away, with its photos once that is certain. Raises NotFromThisState for what was offered once."""
    locked = locked_product(product, by, exclusively=True)
    if locked.state != ProductState.DRAFT:
        raise _not_from(locked)
    for key in locked.photos.values_list("key", flat=True):
        transaction.on_commit(lambda key=key: delete_photo(key))
    locked.delete()


def archive_product(*, product: Product, by: User) -> Product:
    """Takes the product off the public pages; it is kept, and can be published again."""
    return _step(product, ProductState.ARCHIVED, by=by)


@action
def confirm_product(*, product: Product, by: User) -> Product:
    """Notes that the product is still made and still costs what is written."""
    locked = locked_product(product, by)
    locked.last_confirmed_at = timezone.now()
    locked.save(update_fields=["last_confirmed_at"])
    return locked


def _write(product: Product, *, by: User, materials: Collection[Material] | None) -> Product:
    product.validate_constraints()
    sets_price = _sets_price(product)
    if sets_price:
        check_price(by, product.artisan)
    _hold_names(product, materials or [])
    product.save()
    if materials is not None:
        product.materials.set(materials)
    if sets_price:
        PriceEntry.objects.create(product=product, price_mode=product.price_mode, amount=product.price, set_by=by)
    search.refresh([product.pk])
    return product


def _hold_names(product: Product, materials: Collection[Material]) -> None:
    """Waits for who is just renaming the craft or one of the materials, so that the search row has the new names."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM clusters_craft WHERE id = %s FOR SHARE", [product.craft_id])
        cursor.execute(
            "SELECT FROM products_material WHERE id = ANY(%s) ORDER BY id FOR SHARE", [[one.pk for one in materials]]
        )


def _sets_price(product: Product) -> bool:
    """Whether the product in memory, whose row is held, has another price than the stored one."""
    stored = Product.objects.filter(pk=product.pk).values_list("price_mode", "price").first()
    return (product.price_mode, product.price) != (stored or NO_PRICE)


@action
def _step(product: Product, to_state: str, *, by: User, made_sure: bool = True) -> Product:
    """Moves the locked row to a state it may take."""
    locked = locked_product(product, by)
    if to_state not in PRODUCT_TRANSITIONS[locked.state]:
        raise _not_from(locked)
    if locked.is_begun_only and to_state != ProductState.ARCHIVED:
        raise NotReady(_("First say what the product is and what it is made of."))
    if to_state == ProductState.PUBLISHED:
        if not _is_maker(by, locked.artisan):
            locked.reports.holding().update(lifted_at=timezone.now())
        _show(locked, made_sure=made_sure)
    else:
        locked.state = to_state
        locked.save(update_fields=["state"])
    search.refresh([locked.pk])
    return locked


def _show(locked: Product, *, made_sure: bool) -> None:
    """Publishes a locked product; its search row is the caller's to refresh."""
    now = timezone.now()
    locked.state, locked.published_at = ProductState.PUBLISHED, locked.published_at or now
    locked.last_confirmed_at = now if made_sure else locked.last_confirmed_at
    locked.save(update_fields=["state", "published_at", "last_confirmed_at"])


def _not_from(product: Product) -> NotFromThisState:
    return NotFromThisState(
        _("This product is now “%(state)s”: somebody has moved it on, so nothing was changed.")
        % {"state": product.get_state_display()}
    )
