"""When the search is written: what somebody changed at once, names that many rows have a part at a time, and the
bitmaps behind them.

Nobody who saves something waits for more than the rows of what they saved. The rest is done after the answers of
pages, a slice at a time, by whoever comes; commands and the night do all of it.
"""

from collections.abc import Collection, Iterator
from time import monotonic

from django.db import connection, transaction

from core.afterwards import after_the_answer
from products.models import Product, ProductSearch, SearchRefresh
from products.search import folding, rows, vocabulary
from products.search.words import lexemes_of, tsquery

SLICE = 0.3  # seconds
# Their makers wait while rows are written, a millisecond for each row.
BATCH = 200
IN_A_SLICE = 25
FOLD_EVERY = 5  # batches
LOCK = folding.LOCK + 1


def refresh(product_ids: Collection[int]) -> None:
    """Makes the search rows of these products say what the products say now; those not offered lose theirs.

    The makers are locked first: whoever changes what the public may see of them at the same time waits, and sees this.
    """
    with transaction.atomic():
        rows.lock_makers(product_ids)
        for ids in _batches(product_ids):
            rows.write(ids)
        transaction.on_commit(go_on, robust=True)


def write_anew(product_ids: Collection[int]) -> None:
    """Follows products out of which somebody's name was taken: it is kept neither for the bitmaps nor as a word."""
    words = vocabulary.words_of_names(product_ids)
    refresh(product_ids)
    folding.forget_former_words(product_ids)
    vocabulary.forget(words)


def refresh_artisans(artisan_ids: Collection[int]) -> None:
    """Follows a change in what the public may see of these makers, or in where they work."""
    refresh(Product.objects.filter(artisan__in=artisan_ids).values_list("pk", flat=True))


def refresh_later(product_ids: Collection[int]) -> None:
    """Has the rows of these products written anew once the transaction is over; until then they stay as they are.

    For a change of a name that very many rows have. No maker is locked; a row that somebody is just writing with the
    old name is written once more.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO products_searchrefresh (product_id) SELECT unnest(%s::bigint[]) "
            # What is noted already is held, too: who works it off meanwhile may not see the new name yet.
            "ON CONFLICT (product_id) DO UPDATE SET product_id = EXCLUDED.product_id",
            [sorted(set(product_ids))],
        )
    transaction.on_commit(go_on, robust=True)


def follow_synonyms(words: Collection[str]) -> None:
    """Tells the database what the table of synonyms says now, and has products with these words written anew."""
    known_by = lexemes_of(words)
    vocabulary.tell_synonyms()
    with connection.cursor() as cursor:
        asked = tsquery(known_by | lexemes_of(words))
        cursor.execute("SELECT product_id FROM products_productsearch WHERE tsv @@ %s::tsquery", [asked])
        refresh_later([product_id for (product_id,) in cursor.fetchall()])


def rewrite(product_ids: Collection[int]) -> None:
    """Writes the rows of these products anew, a transaction for each batch, while people go on."""
    for number, ids in enumerate(_batches(product_ids), start=1):
        with transaction.atomic():
            rows.write(ids)
        if number % FOLD_EVERY == 0:
            folding.fold_all()


def go_on() -> None:
    """Has done what is left to do: after the answer, where a page is being made, otherwise at once and all of it."""
    if not after_the_answer(keep_up):
        catch_up()


def keep_up() -> None:
    """A slice of what is left to do."""
    begun = before = monotonic()
    while folding.fold_if_due(folding.IN_A_SLICE) or _refresh_some(IN_A_SLICE):
        now = monotonic()
        if now - begun + now - before > SLICE:
            return
        before = now


def catch_up() -> None:
    """All that is left to do, unless somebody is at it; first a layout, if the register has grown out of its own."""
    if folding.is_due() and folding.is_outgrown():
        folding.lay_out()
    while folding.fold_if_due(folding.AT_ONCE) or _refresh_some(BATCH):
        pass


def tend() -> None:
    """What is done every night: no row left to write, a layout that fits the register, nothing pending, and how common
    each word is."""
    catch_up()
    if folding.is_outgrown() or folding.is_outdated():
        folding.lay_out()
    folding.fold_all()
    vocabulary.count()


def rebuild() -> int:
    """Writes every row and the bitmaps anew, and adds what the vocabulary lacks, while people go on searching and
    changing products. Returns how many rows there are.
    """
    vocabulary.learn()
    rewrite(Product.objects.values_list("pk", flat=True))
    folding.lay_out()
    folding.fold_all()
    vocabulary.count()
    return ProductSearch.objects.count()


def _refresh_some(most: int) -> int:
    """Writes some of the rows that wait for it and returns how many, none while somebody else is at it.

    What is just being noted once more is left for later: the new name does not stand yet.
    """
    if not SearchRefresh.objects.exists():
        return 0
    with transaction.atomic():
        if not folding.is_free(LOCK):
            return 0
        waiting = SearchRefresh.objects.order_by("pk")
        keys = list(waiting.values_list("pk", flat=True)[:most])
        rows.lock_makers(keys)
        held = waiting.filter(pk__in=keys).select_for_update(skip_locked=True)
        ids = list(held.values_list("pk", flat=True))
        rows.write(ids)
        SearchRefresh.objects.filter(pk__in=ids).delete()
    return len(ids)


def _batches(product_ids: Collection[int]) -> Iterator[list[int]]:
    ids = sorted(set(product_ids))
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]
