"""A maker's products, and the buyers the maker knows: part of workshop.urls."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from workshop.views import buyers, product_steps, products, uploads

urlpatterns = [
    path(_("<code:code>/products/"), products.products, name="products"),
    path(_("<code:code>/products/add/"), products.add_product, name="add_product"),
    path(_("<code:code>/products/<code:product>/"), products.product, name="product"),
    path(_("<code:code>/products/<code:product>/photos/"), product_steps.photos, name="product_photos"),
    path(_("<code:code>/products/<code:product>/photos/order/"), uploads.order_photos, name="order_photos"),
    path(_("<code:code>/products/<code:product>/photos/upload/"), uploads.upload, name="upload"),
    path(_("<code:code>/products/<code:product>/details/"), product_steps.details, name="product_details"),
    path(_("<code:code>/products/<code:product>/sale/"), product_steps.sale, name="product_sale"),
    path(_("<code:code>/products/<code:product>/offer/"), products.offer_product, name="offer_product"),
    path(_("<code:code>/products/<code:product>/archive/"), products.archive_product, name="archive_product"),
    path(_("<code:code>/products/<code:product>/confirm/"), products.confirm_product, name="confirm_product"),
    path(_("<code:code>/products/<code:product>/discard/"), products.discard_draft, name="discard_draft"),
    path(_("<code:code>/buyers/"), buyers.buyer_links, name="buyer_links"),
    path(_("<code:code>/buyers/<int:pk>/revoke/"), buyers.revoke_link, name="revoke_link"),
]
