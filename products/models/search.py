"""What the search reads instead of the products themselves. Only products.search writes it."""

import re

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from products.models.product import Product
from products.models.search_index import REMEMBER_CHANGES


class ProductSearch(models.Model):
    """One slim row for each product that everybody may see; a product that may not be seen has none.

    `tags` are the numbers of all filters that the product answers to (products.search.tags); `completeness` (0 to 10)
    is how much of what buyers ask the product's page answers, and orders what the words do not.
    """

    product = models.OneToOneField(Product, models.CASCADE, primary_key=True, related_name="search_row")
    price = models.BigIntegerField(null=True)
    completeness = models.PositiveSmallIntegerField()
    published_at = models.DateTimeField()
    tags = ArrayField(models.IntegerField())
    tsv = SearchVectorField()

    class Meta:
        verbose_name = _("search row")
        verbose_name_plural = _("search rows")
        indexes = [
            GinIndex(fields=["tsv", "tags"], fastupdate=False, name="search_words_and_tags"),
            models.Index(fields=["price"], name="search_price"),
        ]
        triggers = REMEMBER_CHANGES

    def __str__(self) -> str:
        return str(self.product)


# Letters that are mistaken for one another, and those that are left out or doubled by mistake.
ALIKE = ("vfzq", "ppsk")
LEFT_OUT = "aiueoh"


def skeleton(word: str) -> str:
    """What of a word survives hurried typing, as Skeleton computes it: "smrng" for "semarang" and "semmarng"."""
    single = re.sub(r"(.)\1", r"\1", word)
    return single.translate(str.maketrans(*ALIKE, LEFT_OUT))


class Skeleton(models.Func):
    """The skeleton of a word."""

    template = rf"translate(regexp_replace(%(expressions)s, '(.)\1', '\1', 'g'), '{ALIKE[0]}{LEFT_OUT}', '{ALIKE[1]}')"
    output_field = models.CharField(max_length=40)


class SearchWord(models.Model):
    """A word by which products are found: as it is written on some product's page, or a known synonym of it.

    `lexemes` is what it is asked for by; `products` about how many products that finds (products.search.vocabulary).
    Makers' names and descriptions are left out: what is taken off the public pages must not live on as a suggestion.
    """

    word = models.CharField(max_length=40, primary_key=True)
    lexemes = ArrayField(models.TextField(), default=list)
    products = models.IntegerField(default=0)
    skeleton = models.GeneratedField(
        expression=Skeleton("word"), output_field=models.CharField(max_length=40), db_persist=True
    )

    class Meta:
        verbose_name = _("search word")
        verbose_name_plural = _("search words")
        indexes = [
            GinIndex(OpClass("word", name="gin_trgm_ops"), name="search_word_trigrams"),
            models.Index(fields=["-products"], name="search_word_by_products"),
            models.Index(fields=["skeleton"], name="search_word_skeleton"),
        ]

    def __str__(self) -> str:
        return self.word
