"""What people do with products and materials: the only code that writes them. One module a concept.

Whoever writes products past these (a seed, an import) calls `products.search.refresh(product_ids)` in the same
transaction.
"""

from products.actions.locking import NotTheirProduct, ProductGone
from products.actions.materials import MaterialLoop, MaterialRow, load_materials, save_material
from products.actions.photos import (
    PhotoOfAnother,
    TooManyPhotos,
    add_photo,
    describe_photos,
    move_photo,
    order_photos,
    remove_photo,
)
from products.actions.products import (
    NotFromThisState,
    NotReady,
    PriceNotAllowed,
    archive_product,
    begin_product,
    change_product,
    check_price,
    confirm_product,
    create_product,
    discard_draft,
    may_set_price,
    offer_product,
    publish_product,
    publish_waiting,
    set_price,
    submit_product,
)

__all__ = [
    "MaterialLoop",
    "MaterialRow",
    "NotFromThisState",
    "NotReady",
    "NotTheirProduct",
    "PhotoOfAnother",
    "PriceNotAllowed",
    "ProductGone",
    "TooManyPhotos",
    "add_photo",
    "archive_product",
    "begin_product",
    "change_product",
    "check_price",
    "confirm_product",
    "create_product",
    "describe_photos",
    "discard_draft",
    "load_materials",
    "may_set_price",
    "move_photo",
    "offer_product",
    "order_photos",
    "publish_product",
    "publish_waiting",
    "remove_photo",
    "save_material",
    "set_price",
    "submit_product",
]
