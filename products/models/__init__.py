"""What makers make, and of what."""

from products.models.channel import HIDDEN_AFTER, ProductReport, SalesChannel
from products.models.material import Material
from products.models.product import PriceEntry, Product, ProductPhoto
from products.models.search import ProductSearch, SearchWord

__all__ = [
    "HIDDEN_AFTER",
    "Material",
    "PriceEntry",
    "Product",
    "ProductPhoto",
    "ProductReport",
    "ProductSearch",
    "SalesChannel",
    "SearchWord",
]
