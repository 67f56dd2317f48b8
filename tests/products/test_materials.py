"""The tree of materials."""

import pytest
from django.core.management import call_command

from products import actions
from products.importers import read_materials
from products.models import Material
from tests.factories import MaterialFactory

pytestmark = pytest.mark.django_db


def lineage(slug: str) -> list[str]:
    keys = Material.objects.get(slug=slug).lineage
    slugs = dict(Material.objects.values_list("pk", "slug"))
    return [slugs[key] for key in keys]


def test_the_registrys_materials_are_loaded_with_their_lineages():
    assert actions.load_materials(read_materials()) == (167, 0)
    assert lineage("veg-tanned-leather") == ["leather", "cow-leather", "veg-tanned-leather"]
    sack = Material.objects.get(slug="used-jute-sack")
    assert (sack.name_id, sack.name_en, sack.is_recycled) == ("Karung goni bekas", "Used jute sacks", True)
    assert sack.synonyms == ["goni bekas", "karung kopi bekas", "used coffee sacks"]


def test_loading_again_changes_nothing_and_a_changed_name_is_put_right(capsys):
    call_command("load_materials")
    Material.objects.filter(slug="leather").update(name_id="Klit")
    call_command("load_materials")
    call_command("load_materials")
    assert capsys.readouterr().out.splitlines() == [
        "167 materials: 167 added, 0 changed.",
        "167 materials: 0 added, 1 changed.",
        "167 materials: 0 added, 0 changed.",
    ]
    assert Material.objects.get(slug="leather").name_id == "Kulit"


def test_a_material_that_the_file_does_not_know_is_left_alone():
    own = MaterialFactory(slug="serat-nanas")
    actions.load_materials(read_materials())
    own.refresh_from_db()
    assert (own.name_id, own.lineage) == ("Serat nanas", [own.pk])


def test_a_moved_material_takes_its_kinds_along():
    plant, fibre = MaterialFactory(slug="tumbuhan"), MaterialFactory(slug="serat")
    jute = MaterialFactory(slug="yute", parent=fibre)
    MaterialFactory(slug="goni", parent=jute)
    fibre.parent = plant
    actions.save_material(material=fibre)
    assert lineage("goni") == ["tumbuhan", "serat", "yute", "goni"]


def test_a_new_material_is_planted():
    parent = MaterialFactory(slug="serat")
    material = actions.save_material(
        material=Material(slug="nanas", name_id="Serat nanas", name_en="Pineapple fibre", parent=parent)
    )
    assert lineage(material.slug) == ["serat", "nanas"]


def test_a_material_cannot_become_a_kind_of_its_own_kinds():
    top = MaterialFactory(slug="serat")
    top.parent = MaterialFactory(slug="goni", parent=MaterialFactory(slug="yute", parent=top))
    with pytest.raises(actions.MaterialLoop):
        actions.save_material(material=top)
    top.refresh_from_db()
    assert top.parent is None
