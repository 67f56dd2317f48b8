"""What a maker is recognised by when somebody writes them down again."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from artisans.models.artisan import Artisan


class Trace(models.Model):
    """One name of a maker with spelling folded away, and the keys by which it is found again near its region.

    Written by database triggers alone (their migration holds the SQL), so that bulk changes and SQL keep it true. A
    maker has one row for the name to show and one for the name in the identity card, where that is known. `keys` joins
    the district's code with a piece of the name ("33.74.01:wrsn"), or the regency's with the whole ("33.74=warsono");
    who looks around a village chooses by `region_code`.
    """

    # The triggers keep this key true. A constraint would be checked at the end of the transaction, and what waits for
    # that makes each further row of a bulk import slower.
    artisan = models.ForeignKey(
        Artisan,
        models.CASCADE,
        related_name="traces",
        verbose_name=_("artisan"),
        db_constraint=False,
        db_index=False,  # the index of trace_of_each_name_once serves
    )
    is_legal = models.BooleanField(_("name in the identity card"))
    name = models.TextField(_("folded name"))
    region_code = models.CharField(_("region"), max_length=13)
    keys = ArrayField(models.TextField(), verbose_name=_("keys"))

    class Meta:
        verbose_name = _("trace")
        verbose_name_plural = _("traces")
        # Rows that wait to be indexed would be read one by one at each look-up, just while a sheet is imported.
        indexes = [GinIndex(fields=["keys"], name="trace_keys", fastupdate=False)]
        constraints = [
            models.UniqueConstraint(fields=["artisan", "is_legal"], name="trace_of_each_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="trace_has_a_name"),
        ]

    def __str__(self) -> str:
        # Never the name: it may be the one in the identity card.
        return str(self.artisan_id)


class WordShare(models.Model):
    """How much a word of a folded name says, in bits: 10 for a word that every 1,024th maker bears.

    Counted from the traces by artisans.actions.duplicates.count_words; the row without a word is for all other words.
    """

    word = models.TextField(_("word"), primary_key=True)
    bits = models.FloatField(_("bits"))

    class Meta:
        verbose_name = _("share of a word")
        verbose_name_plural = _("shares of words")

    def __str__(self) -> str:
        return self.word
