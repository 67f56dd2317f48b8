"""What makers make, and of what."""

from products.models.material import Material
from products.models.product import PriceEntry, Product, ProductPhoto

__all__ = ["Material", "PriceEntry", "Product", "ProductPhoto"]
