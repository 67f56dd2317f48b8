"""Writing the demo's products, with materials, photos and the first price, and the search rows that find them."""

from collections.abc import Sequence

from django.db import connection

from artisans.models import Artisan, Consent
from clusters.models import Craft
from pages.demo.pictures import photo_key
from pages.demo.plan import MakerPlan, ProductPlan
from pages.demo.seed_makers import date
from products import search
from products.models import Material, PriceEntry, Product, ProductPhoto
from regions.models import Region


def add_products(makers: Sequence[tuple[MakerPlan, Artisan]]) -> int:
    """Adds all products of these makers, who are new; returns how many."""
    crafts = dict(Craft.objects.values_list("slug", "pk"))
    made = [
        (product, maker, _product(product, artisan, crafts[product.craft]))
        for maker, artisan in makers
        for product in maker.products
        if product.craft in crafts
    ]
    rows = [row for _product, _maker, row in made]
    Product.objects.bulk_create(rows)
    dates = [(row, product.published_at or maker.registered_at) for product, maker, row in made]
    date(Product, "created_at", dates)
    materials, link = dict(Material.objects.values_list("slug", "pk")), Product.materials.through
    link.objects.bulk_create(
        link(product_id=row.pk, material_id=materials[slug])
        for product, _maker, row in made
        for slug in product.materials
        if slug in materials
    )
    ProductPhoto.objects.bulk_create(
        ProductPhoto(
            product=row,
            key=photo_key("products", product.code, position),
            alt=f"Gambar contoh: {product.name}" if position == 0 else f"Gambar contoh: bahan {product.name}",
            position=position,
        )
        for product, _maker, row in made
        for position in range(len(product.pictures))
    )
    prices = [
        PriceEntry(product=row, price_mode=row.price_mode, amount=row.price, set_by=row.artisan.registered_by)
        for row in rows
    ]
    PriceEntry.objects.bulk_create(prices)
    date(PriceEntry, "at", [(price, moment) for price, (_row, moment) in zip(prices, dates, strict=True)])
    _count_rows()
    search.refresh([row.pk for row in rows])
    return len(rows)


def _count_rows() -> None:
    """Lets PostgreSQL look at the tables just filled: without that, writing the search rows takes most of a minute."""
    models = (Region, Artisan, Consent, Material, Product, Product.materials.through, ProductPhoto)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(model._meta.db_table for model in models)}")


def _product(product: ProductPlan, artisan: Artisan, craft_id: int) -> Product:
    return Product(
        code=product.code,
        artisan=artisan,
        craft_id=craft_id,
        name=product.name,
        description=product.description,
        price_mode=product.price_mode,
        price=product.price,
        min_order=product.min_order,
        lead_days=product.lead_days,
        availability=product.availability,
        visibility=product.visibility,
        state=product.state,
        published_at=product.published_at,
        last_confirmed_at=product.confirmed_at,
        is_demo=True,
    )
