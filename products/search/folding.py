"""Writing the bitmaps: laying them out, folding in what is pending, and comparing them with the rows.

Whoever writes bitmaps holds one lock, so there is one writer at a time. People who change products never wait for it,
but for a moment if it is just folding in the very same product. What the bitmaps say changes under that lock alone.
"""

from collections.abc import Collection, Iterable
from contextlib import contextmanager
from itertools import count, filterfalse

import numpy as np
from django.db import connection, transaction
from django.db.models import Count
from psycopg2.extras import execute_values

from products.models import ProductSearch, SearchBits, SearchIndex, SearchPending, SearchTerm
from products.models.search_index import needed
from products.search import bitmaps, vocabulary
from products.search.bitmaps import SEGMENT
from products.search.marks import KNOWN_IN_SEGMENT, KNOWN_OF_PENDING, NOW, Pairs, marks_of
from products.search.tags import PRICE_DIGITS, Kind, tag
from regions.choices import Level
from regions.models import Region

# Pending products are looked at one by one in each search, and folding is the dearer the fewer there are.
FOLD_AT = 200
AT_ONCE = 20_000
IN_A_SLICE = 250
# A stem, and a region's parent, with fewer products than this is looked up in the rows.
FREQUENT = 1_000
PRICE_RANKS = 2 ** len(PRICE_DIGITS) - 1
# A layout is made anew when the register has grown so many times, by itself while that takes no time.
GROWTH = 2
QUICK = 3_000
LOCK = 7_201_500_501


@contextmanager
def the_only_writer():
    """Waits until nobody else writes bitmaps, and keeps others from it until the transaction ends."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        yield


def is_free(lock: int) -> bool:
    """Takes the lock until the transaction ends, if nobody has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [lock])
        return cursor.fetchone()[0]


def is_due() -> bool:
    """Whether so much is pending that it is worth folding."""
    return len(SearchPending.objects.values("pk")[:FOLD_AT]) == FOLD_AT


def fold_if_due(most: int) -> int:
    """Folds up to so many pending products if they are many, unless somebody is at it; returns how many it were."""
    if not is_due():
        return 0
    with transaction.atomic():
        if not is_free(LOCK):
            return 0
        if _may_lay_out():
            _lay_out()
        return _fold(SearchPending.objects.all(), most)


def _may_lay_out() -> bool:
    """Whether it is time for a layout and that takes no time, or there is none."""
    index = SearchIndex.objects.first()
    if index is None:
        return True
    return index.rows * GROWTH <= QUICK and index.rows * GROWTH <= ProductSearch.objects.count() <= QUICK


def fold_all() -> None:
    """Folds in all that is pending, a part at a time."""
    while True:
        with the_only_writer():
            if not _fold(SearchPending.objects.all()):
                return


def is_outgrown() -> bool:
    """Whether the register has grown so much that the layout no longer fits it."""
    laid_out = SearchIndex.objects.values_list("rows", flat=True).first() or 0
    return ProductSearch.objects.count() >= max(laid_out * GROWTH, 1)


def is_outdated() -> bool:
    """Whether what has no bitmap has become far too common to be looked up in the rows: a stem, a place, a price."""
    index = SearchIndex.objects.first()
    if index is None:
        return False
    crowd = GROWTH * FREQUENT
    new_regions = set(_regions_with_bitmaps(crowd)) - set(index.regions)
    new_terms = _frequent_stems(crowd) - set(SearchTerm.objects.values_list("lexeme", flat=True))
    return bool(new_regions or new_terms) or _fullest_rank(index.price_steps) >= max(crowd, GROWTH * index.rows // 100)


def lay_out() -> None:
    """Chooses anew which stems and regions have bitmaps and how prices are parted, and writes all bitmaps.

    Searches go on with the old ones until this is done, and so do changes, which are pending meanwhile.
    """
    with the_only_writer():
        _lay_out()


def differing() -> list[int]:
    """The segments whose bitmaps do not say what the rows say."""
    with the_only_writer():
        index = SearchIndex.objects.first()
        return [number for number in _segments() if _stored(number) != (_computed(number, index) if index else {})]


def forget(products: Collection[int]) -> None:
    """Takes the products out of the search, with those words of their names that no other product has."""
    with transaction.atomic():
        words = vocabulary.words_of_names(products)
        ProductSearch.objects.filter(product__in=products).delete()
        vocabulary.forget(words)


def forget_former_words(products: Collection[int]) -> None:
    """Takes what the bitmaps do not need out of what is kept for them of products that say something else now."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE products_searchpending SET tsv = {needed('tsv')} WHERE product_id = ANY(%s)",  # noqa: S608
            [list(products)],
        )


def mend(segments: Collection[int]) -> None:
    """Writes the bitmaps of these segments anew."""
    with the_only_writer():
        index = SearchIndex.objects.first()
        for number in segments:
            SearchBits.objects.filter(segment=number).delete()
            _write(number, _computed(number, index) if index else {})
        _announce(segments)


def _fold(pending, most: int = AT_ONCE) -> int:
    """Folds so many of the pending products in, the longest waiting first; returns how many. The bitmaps are locked.

    Who changes one of them meanwhile waits for the row, and its change is pending again. A product that somebody is
    just changing is left for the next time.
    """
    index = SearchIndex.objects.first()
    if index is None:
        return 0
    due = pending.order_by("change").select_for_update(skip_locked=True)
    products = list(due.values_list("product_id", flat=True)[:most])
    before, after = (marks_of(rows, index, products=products) for rows in (KNOWN_OF_PENDING, NOW))
    changed: dict[int, dict[int, np.ndarray]] = {}
    for (segment, mark), places in _by_place(before.but(after)).items():
        changed.setdefault(segment, {})[mark] = places
    for segment, places_of in changed.items():
        stored = _stored(segment, places_of)
        packed = {mark: bitmaps.flipped(stored.get(mark, b""), places) for mark, places in places_of.items()}
        _write(segment, packed)
    SearchPending.objects.filter(product_id__in=products).delete()
    _announce(changed)
    return len(products)


def _lay_out() -> None:
    index = _choose_layout()
    SearchBits.objects.all().delete()
    segments = _segments()
    for number in segments:
        _write(number, _computed(number, index))
    _announce(segments)


def _choose_layout() -> SearchIndex:
    rows = ProductSearch.objects.count()
    with connection.cursor() as cursor:
        cursor.execute("SELECT search_version()")
        version = cursor.fetchone()[0]
    frequent = _frequent_stems(FREQUENT)
    SearchTerm.objects.exclude(lexeme__in=frequent).delete()
    known = dict(SearchTerm.objects.values_list("lexeme", "pk"))
    # Numbers are few (tags.SHIFT), so those that have become free are used again.
    free = filterfalse(set(known.values()).__contains__, count(1))
    SearchTerm.objects.bulk_create(
        [
            SearchTerm(pk=number, lexeme=word)
            for word, number in zip(sorted(frequent - known.keys()), free, strict=False)
        ]
    )
    SearchIndex.objects.all().delete()
    return SearchIndex.objects.create(
        version=version, price_steps=_price_steps(), regions=_regions_with_bitmaps(FREQUENT), rows=rows
    )


def _frequent_stems(crowd: int) -> set[str]:
    """The stems that at least so many products have."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT word FROM ts_stat('SELECT tsv FROM products_productsearch') WHERE ndoc >= %s", [crowd])
        return {word for (word,) in cursor}


def _fullest_rank(steps: list[int]) -> int:
    """How many products the fullest rank of prices has, of those that are more than a single price."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM products_productsearch WHERE price IS NOT NULL "
            "GROUP BY width_bucket(price, %s::bigint[]) HAVING min(price) < max(price) ORDER BY 1 DESC LIMIT 1",
            [steps],
        )
        row = cursor.fetchone()
    return row[0] if row else 0


def _price_steps() -> list[int]:
    """Parts the prices into ranks of about as many products; a price that many have is a rank of its own, which
    ends one rupiah above it: "up to 100,000" is then told by ranks alone."""
    prices = ProductSearch.objects.exclude(price=None).values_list("price").annotate(Count("product")).order_by("price")
    counted = list(prices)
    share = sum(number for _price, number in counted) / (PRICE_RANKS // 2)
    steps, filled = [], share
    for price, number in counted:
        is_crowd = number >= share
        if (is_crowd or filled >= share) and steps[-1:] != [price]:
            steps.append(price)
            filled = 0
        if is_crowd:
            steps.append(price + 1)
            filled = 0
        else:
            filled += number
    return steps


def _regions_with_bitmaps(crowd: int) -> list[int]:
    """The tags of the provinces, the regencies, and what lies right below a region with at least so many products."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tag, count(*) FROM products_productsearch, unnest(tags) tag WHERE tag >> 24 = %s "
            "GROUP BY tag HAVING count(*) >= %s",
            [Kind.REGION, crowd],
        )
        crowded = [number - tag(Kind.REGION, 0) for number, _count in cursor.fetchall()]
    high = Region.objects.filter(level__in=[Level.PROVINCE, Level.REGENCY])
    below = Region.objects.filter(parent__number__in=crowded)
    return [tag(Kind.REGION, number) for number in (high | below).distinct().values_list("number", flat=True)]


def _segments() -> list[int]:
    """The numbers of all segments in which there is or was a product."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT product_id / %(size)s FROM products_productsearch "
            "UNION SELECT product_id / %(size)s FROM products_searchpending "
            "UNION SELECT number FROM products_searchsegment ORDER BY 1",
            {"size": SEGMENT},
        )
        return [number for (number,) in cursor]


def _computed(segment: int, index: SearchIndex) -> dict[int, bytes]:
    """Every bitmap of the segment, from the rows as the bitmaps should know them."""
    first = segment * SEGMENT
    pairs = marks_of(KNOWN_IN_SEGMENT, index, first=first, end=first + SEGMENT)
    return {mark: bitmaps.pack(bitmaps.of_keys(places, 1)) for (_segment, mark), places in _by_place(pairs).items()}


def _stored(segment: int, marks: Collection[int] | None = None) -> dict[int, bytes]:
    kept = SearchBits.objects.filter(segment=segment)
    if marks is not None:
        kept = kept.filter(mark__in=marks)
    return {mark: bytes(packed) for mark, packed in kept.values_list("mark", "bits")}


def _by_place(pairs: Pairs) -> dict[tuple[int, int], np.ndarray]:
    """The positions of the products within their segment, by segment and mark."""
    segments, places = np.divmod(pairs.products, SEGMENT)
    marks = pairs.marks
    order = np.lexsort((marks, segments))
    segments, marks, places = segments[order], marks[order], places[order]
    starts = np.flatnonzero(np.diff(segments, prepend=-1) | np.diff(marks, prepend=-1))
    groups = np.split(places, starts[1:]) if len(starts) else []
    return {(int(segments[start]), int(marks[start])): group for start, group in zip(starts, groups, strict=True)}


def _write(segment: int, packed: dict[int, bytes]) -> None:
    """Puts bitmaps in their places; an empty one needs none."""
    empty = [mark for mark, bits in packed.items() if not bits]
    SearchBits.objects.filter(segment=segment, mark__in=empty).delete()
    rows = [(mark, segment, bits) for mark, bits in sorted(packed.items()) if bits]
    with connection.cursor() as cursor, connection.wrap_database_errors:
        execute_values(
            cursor.cursor,
            "INSERT INTO products_searchbits (mark, segment, bits) VALUES %s "
            "ON CONFLICT (mark, segment) DO UPDATE SET bits = EXCLUDED.bits, version = EXCLUDED.version",
            rows,
        )


def _announce(segments: Iterable[int]) -> None:
    """Gives the segments a new version, by which every worker knows that they changed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO products_searchsegment (number, version) "
            "SELECT number, search_version() FROM unnest(%s::int[]) number "
            "ON CONFLICT (number) DO UPDATE SET version = EXCLUDED.version",
            [list(segments)],
        )
