"""Writing the search rows: always from the products as they stand now, always in the caller's transaction."""

from collections.abc import Collection, Iterator

from django.db import connection, transaction

from artisans.models import Artisan
from products.choices import Availability
from products.models import Product, ProductSearch, SearchWord
from products.search import folding, vocabulary
from products.search.lexemes import BREAK, KNOWN, vector, words_of
from products.search.tags import AVAILABILITY_NUMBERS, PRICE_STEPS, RECYCLED, Kind, tag

BATCH = 2000
FOLD_EVERY = 10  # batches

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
)
ROWS = f"SELECT p.id AS product_id, p.price, {COMPLETENESS} AS completeness, p.published_at, {TAGS} AS tags, {TSV} AS tsv FROM {SOURCES}"  # noqa: E501, S608
WRITTEN = f"concat_ws({BREAK}, p.name, {MADE_OF}, r.path)"
WORDS = f"SELECT DISTINCT ON (word) word, asked FROM {SOURCES} CROSS JOIN LATERAL ({words_of(WRITTEN)}) words"  # noqa: S608


def refresh(product_ids: Collection[int]) -> None:
    """Makes the search rows of these products say what the products say now; those not offered lose theirs.

    The makers are locked first: whoever changes what the public may see of them at the same time waits, and sees this.
    """
    with transaction.atomic():
        for ids in _batches(sorted(set(product_ids))):
            _refresh_batch(ids)
        transaction.on_commit(folding.fold_if_due)


def _refresh_batch(ids: list[int]) -> None:
    makers = Artisan.objects.filter(pk__in=Product.objects.filter(pk__in=ids).values("artisan"))
    list(makers.order_by("pk").select_for_update(no_key=True).values_list("pk"))
    offered = list(Product.objects.offered().filter(pk__in=ids).values_list("pk", flat=True))
    _write(offered)
    ProductSearch.objects.filter(product__in=set(ids) - set(offered)).delete()


def write_anew(product_ids: Collection[int]) -> None:
    """Follows products out of which somebody's name was taken: it is kept neither for the bitmaps nor as a word."""
    words = vocabulary.words_of_names(product_ids)
    refresh(product_ids)
    folding.forget_former_words(product_ids)
    vocabulary.forget(words)


def refresh_artisans(artisan_ids: Collection[int]) -> None:
    """Follows a change in what the public may see of these makers, or in where they work."""
    refresh(Product.objects.filter(artisan__in=artisan_ids).values_list("pk", flat=True))


def rebuild() -> int:
    """Writes every row, the vocabulary and the bitmaps anew, while people go on searching and changing products.

    Returns how many rows there are.
    """
    SearchWord.objects.all().delete()
    vocabulary.learn()
    for number, ids in enumerate(_batches(list(Product.objects.order_by("pk").values_list("pk", flat=True))), start=1):
        with transaction.atomic():
            _refresh_batch(ids)
        if number % FOLD_EVERY == 0:
            folding.fold_all()
    folding.lay_out()
    folding.fold_all()
    vocabulary.count()
    return ProductSearch.objects.count()


def stale() -> list[int]:
    """The products whose row is missing, left over, or says something else than the product."""
    offered = list(Product.objects.offered().values_list("pk", flat=True))
    said, stored = (", ".join(f"{row}.{column}" for column in COLUMNS) for row in ("computed", "stored"))
    differing = f"""
        SELECT coalesce(computed.product_id, stored.product_id)
        FROM ({ROWS} WHERE p.id = ANY(%s)) computed
        FULL JOIN products_productsearch stored ON stored.product_id = computed.product_id
        WHERE ({said}) IS DISTINCT FROM ({stored}) ORDER BY 1
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(differing, [offered])
        return [product_id for (product_id,) in cursor.fetchall()]


def _batches(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]


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
