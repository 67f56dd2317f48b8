"""What things are made of."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import BilingualName, slug_is_fixed
from products.querysets import MaterialQuerySet


class Material(BilingualName):
    """A material in the tree of materials: who looks for leather finds cowhide. `lineage` holds the keys of all
    ancestors and the own, from the top down; products.actions.materials keeps it."""

    slug = models.SlugField(_("slug"), unique=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("kind of")
    )
    synonyms = ArrayField(
        models.CharField(max_length=60),
        verbose_name=_("other names"),
        default=list,
        blank=True,
        help_text=_("Words by which people also look for it, in any language, separated by commas."),
    )
    is_recycled = models.BooleanField(_("recycled"), default=False)
    lineage = ArrayField(models.IntegerField(), default=list, editable=False)

    objects = MaterialQuerySet.as_manager()

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        indexes = [GinIndex(fields=["lineage"], name="material_lineage")]
        constraints = [
            models.CheckConstraint(condition=~Q(parent=F("id")), name="material_is_not_a_kind_of_itself"),
        ]
        triggers = [slug_is_fixed("material")]

    @property
    def family(self) -> int:
        """The key of the material at the top of the tree above this one."""
        return self.lineage[0]
