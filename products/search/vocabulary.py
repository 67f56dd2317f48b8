"""The words that products are described with: what typing errors are mended to and what is suggested while typing."""

from collections.abc import Collection

from django.db import connection

from products.models import SearchWord
from products.search import synonyms
from products.search.lexemes import KNOWN, words_of
from products.search.synonyms import Line
from products.search.words import STOP_WORDS

# So many search rows tell well enough how common a word is.
SAMPLE = 100_000
# Words that are worth keeping: none of those that the search leaves out.
KEPT = f"length(word) BETWEEN 3 AND 40 AND word <> ALL('{{{','.join(sorted(STOP_WORDS))}}}')"


def learn() -> None:
    """Adds the words that come anew with Sentra, and tells the database; rows written with other meanings are stale."""
    synonyms.load()
    tell_synonyms()


def tell_synonyms() -> None:
    """Tells the database what the table of synonyms says now. Searches follow at once; products' rows are stale."""
    synonyms.install()
    _read_again()
    fill()


def _read_again() -> None:
    """Gives each word the lexemes that it is asked for by now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE products_searchword kept SET lexemes = read.asked "  # noqa: S608 - SQL of our own
            f"FROM {KNOWN}, products_searchword each CROSS JOIN LATERAL ({words_of('each.word')}) read "
            "WHERE each.word = kept.word AND read.asked <> kept.lexemes"
        )


def fill(lines: list[Line] | None = None) -> None:
    """Adds the words that mean something known, whether a product has them or not: they are spelt right."""
    known = synonyms.stored() if lines is None else lines
    single = sorted({form for line in known for form in line.all_forms if " " not in form})
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO products_searchword (word, lexemes, products) "  # noqa: S608 - SQL of our own
            "SELECT word, string_to_array(search_synonyms()->>word, ' '), 0 FROM unnest(%s) word "
            f"WHERE search_synonyms() ? word AND {KEPT} ORDER BY word ON CONFLICT (word) "
            "DO UPDATE SET lexemes = EXCLUDED.lexemes",
            [single],
        )


def count() -> None:
    """Notes about how many products each word finds; exactly up to SAMPLE products, beyond that by a sample.

    Between two counts a new word counts as one product's, which is enough to choose by.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM products_productsearch")
        (total,) = cursor.fetchone()
        share = min(1, SAMPLE / total) if total else 1
        sample = "" if share == 1 else f"TABLESAMPLE SYSTEM ({100 * share})"
        cursor.execute(
            f"""
            WITH counted AS MATERIALIZED (
                SELECT word AS lexeme, round(ndoc / %s)::int AS products
                FROM ts_stat('SELECT tsv FROM products_productsearch {sample}')
            ), found AS (
                SELECT word.word, coalesce(max(counted.products), 0) AS products FROM products_searchword word
                CROSS JOIN unnest(word.lexemes) AS lexeme LEFT JOIN counted USING (lexeme) GROUP BY word.word
            )
            UPDATE products_searchword word SET products = found.products FROM found
            WHERE found.word = word.word AND found.products <> word.products
            """,  # noqa: S608 - SQL of our own
            [share],
        )
    forget(SearchWord.objects.filter(products=0).values_list("word", flat=True))
    fill()


def words_of_names(products: Collection[int]) -> list[str]:
    """The words of these products' names, those of today and former ones."""
    names = (
        "SELECT name FROM products_product WHERE id = ANY(%s) "
        "UNION SELECT name FROM products_productevent WHERE pgh_obj_id = ANY(%s)"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT word FROM ({names}) named CROSS JOIN {KNOWN} "  # noqa: S608 - SQL of our own
            f"CROSS JOIN LATERAL ({words_of('named.name')}) words",
            [list(products)] * 2,
        )
        return [word for (word,) in cursor.fetchall()]


def forget(words: Collection[str]) -> None:
    """Deletes those of the words that no product has, nor the list of meanings."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            DELETE FROM products_searchword word
            WHERE word.word = ANY(%s) AND NOT search_synonyms() ? word.word AND NOT EXISTS (
                SELECT FROM products_productsearch found WHERE found.tsv @@ (
                    SELECT string_agg(quote_literal(lexeme), ' | ') FROM unnest(word.lexemes) lexeme)::tsquery)
            """,
            [list(words)],
        )
