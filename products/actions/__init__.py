"""What people do with products and materials: the only code that writes them. One module a concept.

Whoever writes products past these (a seed, an import) calls `products.search.refresh(product_ids)` in the same
transaction.
"""

from products.actions.materials import MaterialLoop, MaterialRow, load_materials, save_material
from products.actions.photos import PhotoOfAnother, TooManyPhotos, add_photo, order_photos, remove_photo
from products.actions.products import (
    NotFromThisState,
    NotTheirProduct,
    archive_product,
    change_product,
    confirm_product,
    create_product,
    publish_product,
    set_price,
    submit_product,
)

__all__ = [
    "MaterialLoop",
    "MaterialRow",
    "NotFromThisState",
    "NotTheirProduct",
    "PhotoOfAnother",
    "TooManyPhotos",
    "add_photo",
    "archive_product",
    "change_product",
    "confirm_product",
    "create_product",
    "load_materials",
    "order_photos",
    "publish_product",
    "remove_photo",
    "save_material",
    "set_price",
    "submit_product",
]
