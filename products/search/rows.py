"""Writing the search rows: always from the products as they stand now, always in the caller's transaction."""

from collections.abc import Collection

from django.db import connection

from artisans.models import Artisan
from products.choices import Availability
from products.models import Product, ProductSearch
from products.search import vocabulary
from products.search.lexemes import BREAK, KNOWN, vector, words_of
from products.search.tags import AVAILABILITY_NUMBERS, PRICE_STEPS, RECYCLED, Kind, tag

COMPARED = 2000  # at once

COLUMNS = ("product_id", "price", "completeness", "published_at", "tags", "tsv")

# A row says what is known of product p, of craft c, by artisan a, in region r; m sums up its materials' lineages.
MATERIALS = f"""
    SELECT array_agg(kind.id) AS ids, bool_or(kind.is_recycled) AS is_recycled, string_agg(
        concat_ws({BREAK}, kind.name_id, kind.name_en, array_to_string(kind.synonyms, {BREAK})), {BREAK}) AS names
    FROM products_material kind
    WHERE kind.id IN (
        SELECT unnest(own.lineage) FROM products_material own
        JOIN products_product_materials link ON link.material_id = own.id WHERE link.product_id = p.id)
"""  # noqa: S608
SOURCES = f"""
    products_product p
    JOIN clusters_craft c ON c.id = p.craft_id
    JOIN artisans_artisan a ON a.id = p.artisan_id
    JOIN regions_region r ON r.code = a.region_id
    CROSS JOIN LATERAL ({MATERIALS}) m
    CROSS JOIN {KNOWN}
"""
COMPLETENESS = """
    2 * least((SELECT count(*) FROM products_productphoto photo WHERE photo.product_id = p.id), 3)
    + (p.description <> '')::int + (p.price IS NOT NULL)::int + (p.lead_days IS NOT NULL)::int
    + (m.ids IS NOT NULL)::int
"""
TAGS = f"""
    ARRAY(
        SELECT {tag(Kind.CRAFT, 0)} + c.id
        UNION SELECT {tag(Kind.AVAILABILITY, 0)} + CASE p.availability
            WHEN '{Availability.READY}' THEN {AVAILABILITY_NUMBERS[Availability.READY]}
            ELSE {AVAILABILITY_NUMBERS[Availability.MADE_TO_ORDER]} END
        UNION SELECT {tag(Kind.PRICE, 0)} + width_bucket(p.price, ARRAY{list(PRICE_STEPS)}::bigint[])
            WHERE p.price IS NOT NULL
        UNION SELECT {tag(Kind.MATERIAL, 0)} + unnest(m.ids)
        UNION SELECT {tag(Kind.REGION, 0)} + place.number FROM regions_region place
            WHERE place.code IN (left(r.code, 2), left(r.code, 5), left(r.code, 8), r.code)
        UNION SELECT {RECYCLED} WHERE m.is_recycled
        ORDER BY 1
    )::int[]
"""  # noqa: S608
MADE_OF = f"concat_ws({BREAK}, c.name_id, c.name_en, m.names, CASE WHEN m.is_recycled THEN 'limbah' END)"
TSV = vector(
    ("A", "p.name", False),
    ("B", MADE_OF, False),
    ("B", "r.path", True),
    ("C", "a.public_name", False),
    ("D", "p.description", False),
    ("D", f"concat_ws({BREAK}, p.code, a.code)", True),
)
ROWS = f"SELECT p.id AS product_id, p.price, {COMPLETENESS} AS completeness, p.published_at, {TAGS} AS tags, {TSV} AS tsv FROM {SOURCES}"  # noqa: E501, S608
WRITTEN = f"concat_ws({BREAK}, p.name, {MADE_OF}, r.path)"
WORDS = f"SELECT DISTINCT ON (word) word, asked FROM {SOURCES} CROSS JOIN LATERAL ({words_of(WRITTEN)}) words"  # noqa: S608
SAID, STORED = (", ".join(f"{row}.{column}" for column in COLUMNS) for row in ("computed", "stored"))
# A word is worth keeping if it is a word by which the row is found.
DIFFERING = f"""
    SELECT coalesce(computed.product_id, stored.product_id)
    FROM ({ROWS} WHERE p.id = ANY(%(offered)s)) computed
    FULL JOIN (SELECT * FROM products_productsearch WHERE product_id = ANY(%(all)s)) stored USING (product_id)
    WHERE ({SAID}) IS DISTINCT FROM ({STORED})
    UNION SELECT p.id FROM {SOURCES} JOIN products_productsearch stored ON stored.product_id = p.id
    CROSS JOIN LATERAL ({words_of(WRITTEN)}) words
    WHERE p.id = ANY(%(offered)s) AND {vocabulary.KEPT} AND asked && tsvector_to_array(stored.tsv)
        AND NOT EXISTS (SELECT FROM products_searchword known WHERE known.word = words.word)
    ORDER BY 1
"""  # noqa: S608


def lock_makers(ids: Collection[int]) -> None:
    """Holds the makers of these products: what the public may see of them changes before or after, not meanwhile."""
    makers = Artisan.objects.filter(pk__in=Product.objects.filter(pk__in=ids).values("artisan"))
    list(makers.order_by("pk").select_for_update(no_key=True).values_list("pk"))


def write(ids: Collection[int]) -> None:
    """Makes the rows of these products say what the products say now; those not offered lose theirs."""
    lock_makers(ids)
    offered = list(Product.objects.offered().filter(pk__in=ids).values_list("pk", flat=True))
    _write(offered)
    ProductSearch.objects.filter(product__in=set(ids) - set(offered)).delete()


def stale() -> list[int]:
    """The products whose row is missing, left over, or says something else than the product; and those with a word
    that the vocabulary lacks."""
    found, last = [], 0
    while ids := _next_keys(last):
        last = ids[-1]
        offered = list(Product.objects.offered().filter(pk__in=ids).values_list("pk", flat=True))
        with connection.cursor() as cursor:
            cursor.execute(DIFFERING, {"all": ids, "offered": offered})
            found += [product_id for (product_id,) in cursor]
    return found


def _next_keys(last: int) -> list[int]:
    return list(Product.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:COMPARED])


def _write(ids: list[int]) -> None:
    """Writes the rows of these products, which everybody may see, and notes their words.

    The keys stand in the statements one by one: told by a subquery, PostgreSQL reads all products first.
    """
    columns = ", ".join(COLUMNS)
    changes = ", ".join(f"{column} = EXCLUDED.{column}" for column in COLUMNS[1:])
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO products_productsearch ({columns}) {ROWS} WHERE p.id = ANY(%s) "
            f"ON CONFLICT (product_id) DO UPDATE SET {changes}",
            [ids],
        )
        # A card also shows what no row says, such as its photo: a row that stays as it was is pending as well, so that
        # nobody keeps a page from before. The triggers have noted the others.
        cursor.execute(
            f"INSERT INTO products_searchpending (change, {columns}) "  # noqa: S608
            f"SELECT search_version(), {columns} FROM products_productsearch "
            "WHERE product_id = ANY(%s) ON CONFLICT (product_id) DO UPDATE SET change = EXCLUDED.change",
            [ids],
        )
        cursor.execute(
            f"INSERT INTO products_searchword (word, lexemes, products) SELECT word, asked, 1 "  # noqa: S608
            f"FROM ({WORDS} WHERE p.id = ANY(%s)) written "
            f"WHERE {vocabulary.KEPT} ORDER BY word ON CONFLICT DO NOTHING",
            [ids],
        )
