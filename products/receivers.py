"""Search rows follow what lower floors change: makers' publicity and places, and the names of crafts."""

from collections.abc import Collection

from django.db.models.signals import post_save

from accounts import journal
from artisans.signals import erasing, publicity_changed
from clusters.models import Craft
from core import uploads
from products import search
from products.actions import publish_waiting
from products.albums import shelf_of
from products.models import Product


def connect() -> None:
    publicity_changed.connect(follow_artisans, dispatch_uid="products.search")
    erasing.connect(forget_products, dispatch_uid="products")
    post_save.connect(follow_craft, sender=Craft, dispatch_uid="products.search")


def follow_artisans(*, artisan_ids: Collection[int], **_kwargs) -> None:
    """Inside the transaction that changed the makers: a withdrawn consent is gone from the search when it commits, and
    what waited for a maker's verification is shown."""
    publish_waiting(artisan_ids=artisan_ids)
    search.refresh_artisans(artisan_ids)


def forget_products(*, artisan_ids: Collection[int], **_kwargs) -> None:
    """What is kept of an erased maker's products beside them goes too: uploads that are still coming, what the search
    keeps, and what the admin's journal says, also of products that were deleted before."""
    products = list(Product.objects.filter(artisan__in=artisan_ids).values_list("pk", flat=True))
    for key in products:
        uploads.forget(shelf_of(key))
    search.forget(products)
    past = Product.pgh_event_model.objects.filter(artisan__in=artisan_ids, pgh_label="delete")
    journal.forget(Product, [*products, *past.values_list("pgh_obj_id", flat=True)])


def follow_craft(*, instance: Craft, created: bool, **_kwargs) -> None:
    """A renamed craft is found by its new names."""
    if not created:
        search.refresh_later(Product.objects.filter(craft=instance).values_list("pk", flat=True))
