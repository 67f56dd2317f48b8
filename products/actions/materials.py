"""The tree of materials: who looks for leather finds cowhide, because every material knows its whole lineage."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from core.refusals import Refusal
from products import search
from products.models import Material, Product


class MaterialLoop(Refusal):
    """A material would be a kind of one of its own kinds."""


@dataclass(frozen=True, kw_only=True)
class MaterialRow:
    """A material as products/data/materials.csv writes it; `parent` is a slug, empty at the top of the tree."""

    slug: str
    parent: str
    name_id: str
    name_en: str
    synonyms: list[str]
    is_recycled: bool


@transaction.atomic
def save_material(*, material: Material) -> Material:
    """Writes a new or changed material; products made of it or of its kinds are found by its new names at once.

    Raises MaterialLoop. Materials are kept by administrators and belong to nobody, so nobody answers for them by name.
    """
    material.save()
    _plant([material.pk])
    return material


@transaction.atomic
def load_materials(rows: Collection[MaterialRow]) -> tuple[int, int]:
    """Adds what is new and updates what is known, by slug; what is not among the rows stays as it is.

    Rows may come in any order. Returns how many were added and changed. Raises KeyError for an unknown parent.
    """
    known = {material.slug: material for material in Material.objects.all()}
    added = [row for row in rows if row.slug not in known]
    for row in added:
        known[row.slug] = Material.objects.create(slug=row.slug, name_id=row.name_id, name_en=row.name_en)
    changed = [known[row.slug] for row in rows if _apply(row, known)]
    Material.objects.bulk_update(changed, ["parent", "name_id", "name_en", "synonyms", "is_recycled"])
    _plant([material.pk for material in changed])
    new = {row.slug for row in added}
    return len(added), sum(material.slug not in new for material in changed)


def _apply(row: MaterialRow, known: dict[str, Material]) -> bool:
    """Writes the row over its material in memory; whether anything differed."""
    material = known[row.slug]
    values = {
        "parent": known[row.parent] if row.parent else None,
        "name_id": row.name_id,
        "name_en": row.name_en,
        "synonyms": row.synonyms,
        "is_recycled": row.is_recycled,
    }
    differs = material.lineage == [] or any(getattr(material, name) != value for name, value in values.items())
    for name, value in values.items():
        setattr(material, name, value)
    return differs


def _plant(changed: Iterable[int]) -> None:
    """Recomputes every lineage, and the search rows of products made of what changed or of what now lies elsewhere."""
    materials = {material.pk: material for material in Material.objects.select_for_update(no_key=True)}
    moved = []
    for material in materials.values():
        lineage = _lineage(material, materials)
        if lineage != material.lineage:
            material.lineage = lineage
            moved.append(material)
    Material.objects.bulk_update(moved, ["lineage"])
    touched = {*changed, *(material.pk for material in moved)}
    products = Product.objects.filter(materials__lineage__overlap=sorted(touched))
    search.refresh(products.values_list("pk", flat=True))


def _lineage(material: Material, materials: dict[int, Material]) -> list[int]:
    """The keys from the top of the tree down to the material."""
    upwards = [material.pk]
    while (parent := materials[upwards[-1]].parent_id) is not None:
        if parent in upwards:
            raise MaterialLoop(_("A material cannot be a kind of one of its own kinds."))
        upwards.append(parent)
    return upwards[::-1]
