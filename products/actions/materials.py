"""The tree of materials: who looks for leather finds cowhide, because every material knows its whole lineage."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext as _

from core.actions import action
from core.loading import Loading, WordList
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


@action
def save_material(*, material: Material) -> Material:
    """Writes a new or changed material; products made of it or of its kinds are found by its new names soon.

    Raises MaterialLoop. Materials are kept by administrators and belong to nobody, so nobody answers for them by name.
    """
    _lock_all()
    material.save()
    _plant([material.pk])
    return material


@action
def load_materials(rows: Collection[MaterialRow], *, overwrite: bool = False) -> Loading:
    """Adds what is new, and changes or leaves the others as core.loading says.

    Rows may come in any order. A material below one that people deleted lies below the next one above. Raises KeyError
    for an unknown parent.
    """
    _lock_all()
    parents = {row.slug: row.parent for row in rows}
    listed = {row.slug: _values(row) for row in rows}
    words = WordList("materials", Material, listed, overwrite=overwrite)
    above = {material.pk: material.parent_id for material in Material.objects.all()}
    offered = {slug: listed[slug] | {"parent_id": _parent(slug, parents, words.standing)} for slug in words.standing}
    changed = words.write(offered, may=partial(_lies_in_no_circle, above))
    Material.objects.bulk_update(changed, ["parent", "name_id", "name_en", "synonyms", "is_recycled"])
    _plant([material.pk for material in changed])
    return words.loading


def _values(row: MaterialRow) -> dict:
    names = {"name_id": row.name_id, "name_en": row.name_en}
    return names | {"synonyms": row.synonyms, "is_recycled": row.is_recycled}


def _parent(slug: str, parents: dict[str, str], standing: dict[str, Material]) -> int | None:
    """The key of the next material above that is there."""
    above = parents[slug]
    while above and above not in standing:
        above = parents[above]
    return standing[above].pk if above else None


def _lies_in_no_circle(above: dict[int, int | None], material: Material, name: str, value: object) -> bool:
    """Whether the material can have this parent; if so, `above` (who is whose parent) knows it."""
    if name != "parent_id":
        return True
    upwards = value
    while upwards is not None:
        if upwards == material.pk:
            return False
        upwards = above[upwards]
    above[material.pk] = value
    return True


def _lock_all() -> None:
    """Keeps every material from being written, or given to a product (actions.products), until the transaction ends."""
    list(Material.objects.order_by("pk").select_for_update(no_key=True).values_list("pk"))


def _plant(changed: Iterable[int]) -> None:
    """Recomputes every lineage, and the search rows of products made of what changed or of what now lies elsewhere."""
    materials = {material.pk: material for material in Material.objects.all()}
    moved = []
    for material in materials.values():
        lineage = _lineage(material, materials)
        if lineage != material.lineage:
            material.lineage = lineage
            moved.append(material)
    Material.objects.bulk_update(moved, ["lineage"])
    touched = {*changed, *(material.pk for material in moved)}
    products = Product.objects.filter(materials__lineage__overlap=sorted(touched))
    search.refresh_later(products.values_list("pk", flat=True))


def _lineage(material: Material, materials: dict[int, Material]) -> list[int]:
    """The keys from the top of the tree down to the material."""
    upwards = [material.pk]
    while (parent := materials[upwards[-1]].parent_id) is not None:
        if parent in upwards:
            raise MaterialLoop(_("A material cannot be a kind of one of its own kinds."))
        upwards.append(parent)
    return upwards[::-1]
