"""Which words mean the same to the search."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

ONE_WORD = r"^[a-z0-9]+$"
ONE_OR_TWO = r"^[a-z0-9]+( [a-z0-9]+)?$"


class Relation(models.TextChoices):
    """What a word has to do with a meaning."""

    SAME = "SAME", _("means it")
    INSTEAD = "INSTEAD", _("means it, and nothing of what its words mean alone")
    RELATED = "RELATED", _("is looked for as well, and weighs less")


class Meaning(models.TextChoices):
    """What kind of thing is meant; where not all words can be met, the first kinds are kept the longest."""

    THING = "thing", _("thing")
    MATERIAL = "material", _("material")
    WAY = "way", _("way of making")
    PLACE = "place", _("place")
    MOTIF = "motif", _("motif")
    USE = "use", _("use or occasion")
    WHOM = "whom", _("for whom")
    LOOK = "look", _("look")


class Language(models.TextChoices):
    """Whose word it is; English ones are suggested on English pages only."""

    INDONESIAN = "id", _("Indonesian")
    ENGLISH = "en", _("English")


class Synonym(models.Model):
    """A word, or two that stand together, and the word that stands for its meaning in the search rows.

    Sentra brings a list (products/data/synonyms.txt), of which every row is added once; administrators keep the table.
    """

    word = models.CharField(
        _("word"),
        max_length=40,
        validators=[RegexValidator(ONE_OR_TWO, _("One or two words of small letters and digits, without accents."))],
        help_text=_("As buyers type it: one word or two, in small letters."),
    )
    meaning = models.CharField(
        _("meaning"),
        max_length=40,
        validators=[RegexValidator(ONE_WORD, _("One word of small letters and digits, without accents."))],
        help_text=_("The word that stands for all that mean the same. Products follow within minutes."),
    )
    relation = models.CharField(_("relation"), max_length=7, choices=Relation, default=Relation.SAME)
    kind = models.CharField(_("kind"), max_length=8, choices=Meaning)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.INDONESIAN)
    source = models.CharField(_("source"), max_length=120, help_text=_("Who says so: a person, a book, an address."))

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        constraints = [
            models.UniqueConstraint(
                fields=["word", "meaning"], name="synonym_once", violation_error_message=_("This is known already.")
            ),
            models.CheckConstraint(
                condition=Q(word__regex=ONE_OR_TWO) & Q(meaning__regex=ONE_WORD), name="synonym_is_readable"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.word}: {self.meaning}"
