"""The index that answers searches over very many products: a bitmap for each mark, in segments. Only products.search
writes and reads it; docs/search.md tells how it works."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchVersion(models.Func):
    """A version that never comes twice (docs/adr/0039)."""

    function = "search_version"
    output_field = models.BigIntegerField()


class SearchIndex(models.Model):
    """What the bitmaps were laid out for; no row before the first time, and never more than one.

    `price_steps` are the lowest prices, in rupiah, of the ranks into which prices are parted. `regions` are the tags of
    the regions that have bitmaps; the others have few products. `rows` is how many products there were. `version` is
    new with every layout.
    """

    ONE = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONE)
    version = models.BigIntegerField()
    price_steps = ArrayField(models.BigIntegerField())
    regions = ArrayField(models.IntegerField())
    rows = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("layout of the search index")
        verbose_name_plural = _("layouts of the search index")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="search_index_is_one")]

    def __str__(self) -> str:
        return str(self.version)


class SearchTerm(models.Model):
    """A stem that so many products have that it has bitmaps; the others are found by the rows' own index."""

    lexeme = models.TextField(unique=True)

    class Meta:
        verbose_name = _("frequent stem")
        verbose_name_plural = _("frequent stems")

    def __str__(self) -> str:
        return self.lexeme


class SearchSegment(models.Model):
    """A run of 32,000 product keys; number 2 holds those from 64,000. `version` is new when a bitmap of it changes."""

    number = models.PositiveIntegerField(primary_key=True)
    version = models.BigIntegerField()

    class Meta:
        verbose_name = _("segment of the search index")
        verbose_name_plural = _("segments of the search index")

    def __str__(self) -> str:
        return str(self.number)


class SearchBits(models.Model):
    """Which products of a segment bear a mark, as products.search.bitmaps packs them; no row where none does.

    `version` is new with every row and every change of one.
    """

    pk = models.CompositePrimaryKey("mark", "segment")
    mark = models.IntegerField()
    segment = models.IntegerField()
    bits = models.BinaryField()
    version = models.BigIntegerField(db_default=SearchVersion())

    class Meta:
        verbose_name = _("bitmap")
        verbose_name_plural = _("bitmaps")

    def __str__(self) -> str:
        return f"{self.mark} · {self.segment}"


class SearchPending(models.Model):
    """A product whose search row has changed since the bitmaps were written, with the row as the bitmaps know it.

    The other columns are empty where the bitmaps know no such product. Triggers on the search rows write it, so that no
    way of changing them can be forgotten; `change` is new, and greater, with every change.
    """

    product_id = models.BigIntegerField(primary_key=True)
    change = models.BigIntegerField()
    price = models.BigIntegerField(null=True)
    completeness = models.PositiveSmallIntegerField(null=True)
    published_at = models.DateTimeField(null=True)
    tags = ArrayField(models.IntegerField(), null=True)
    tsv = SearchVectorField(null=True)

    class Meta:
        verbose_name = _("change that the bitmaps wait for")
        verbose_name_plural = _("changes that the bitmaps wait for")
        indexes = [models.Index(fields=["change", "product_id"], name="search_latest_changes")]

    def __str__(self) -> str:
        return str(self.product_id)


class SearchRefresh(models.Model):
    """A product whose search row is to be written anew: a name that many rows have was changed.

    Noted in the transaction that changed the name, worked off by products.search.upkeep.
    """

    product_id = models.BigIntegerField(primary_key=True)

    class Meta:
        verbose_name = _("search row to be written anew")
        verbose_name_plural = _("search rows to be written anew")

    def __str__(self) -> str:
        return str(self.product_id)


_AGAIN = "ON CONFLICT (product_id) DO UPDATE SET change = EXCLUDED.change; RETURN NULL;"
_NEW = f"""
    INSERT INTO products_searchpending (product_id, change)
    VALUES (NEW.product_id, search_version()) {_AGAIN}
"""  # noqa: S608


def needed(vector: str) -> str:
    """SQL for what the bitmaps need of a search vector: the stems that have bitmaps."""
    return f"""ts_delete({vector}, ARRAY(SELECT lexeme FROM unnest({vector}) word WHERE NOT EXISTS (
        SELECT FROM products_searchterm term WHERE term.lexeme = word.lexeme)))"""  # noqa: S608


_KNOWN_UNTIL_NOW = f"""
    INSERT INTO products_searchpending (product_id, change, price, completeness, published_at, tags, tsv)
    VALUES (OLD.product_id, search_version(),
            OLD.price, OLD.completeness, OLD.published_at, OLD.tags, OLD.tsv) {_AGAIN}
"""  # noqa: S608
# The words of a product that is deleted or no longer shown do not wait for the bitmaps.
_REMOVED = f"""
    INSERT INTO products_searchpending (product_id, change, price, completeness, published_at, tags, tsv)
    VALUES (OLD.product_id, search_version(),
            OLD.price, OLD.completeness, OLD.published_at, OLD.tags, {needed("OLD.tsv")})
    ON CONFLICT (product_id) DO UPDATE SET change = EXCLUDED.change, tsv = {needed("products_searchpending.tsv")};
    RETURN NULL;
"""  # noqa: S608

# The triggers of ProductSearch.
REMEMBER_CHANGES = [
    pgtrigger.Trigger(
        name="pending_when_added",
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        func=_NEW,
    ),
    pgtrigger.Trigger(
        name="pending_when_changed",
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition("OLD.* IS DISTINCT FROM NEW.*"),
        func=_KNOWN_UNTIL_NOW,
    ),
    pgtrigger.Trigger(
        name="pending_when_removed",
        when=pgtrigger.After,
        operation=pgtrigger.Delete,
        func=_REMOVED,
    ),
]
