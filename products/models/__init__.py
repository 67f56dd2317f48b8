"""What makers make, and of what."""

from products.models.buyer_link import BuyerLink
from products.models.channel import ProductReport, SalesChannel
from products.models.material import Material
from products.models.product import PriceEntry, Product, ProductPhoto
from products.models.search import ProductSearch, SearchWord
from products.models.search_index import (
    SearchBits,
    SearchIndex,
    SearchPending,
    SearchRefresh,
    SearchSegment,
    SearchTerm,
)
from products.models.synonym import Synonym

__all__ = [
    "BuyerLink",
    "Material",
    "PriceEntry",
    "Product",
    "ProductPhoto",
    "ProductReport",
    "ProductSearch",
    "SalesChannel",
    "SearchBits",
    "SearchIndex",
    "SearchPending",
    "SearchRefresh",
    "SearchSegment",
    "SearchTerm",
    "SearchWord",
    "Synonym",
]
