"""The tree of materials."""

import pgtrigger
import pytest
from django.core.management import call_command
from django.db.models import Value
from django.db.models.functions import Coalesce

from core.models import LoadedRow
from products import actions
from products.actions import MaterialRow
from products.importers import read_materials
from products.models import Material, ProductSearch
from tests.factories import MaterialFactory, ProductFactory

pytestmark = pytest.mark.django_db


def lineage(slug: str) -> list[str]:
    keys = Material.objects.get(slug=slug).lineage
    slugs = dict(Material.objects.values_list("pk", "slug"))
    return [slugs[key] for key in keys]


def test_the_registrys_materials_are_loaded_with_their_lineages():
    loading = actions.load_materials(read_materials())
    assert (len(loading.added), loading.changed, loading.kept) == (167, [], {})
    assert lineage("veg-tanned-leather") == ["leather", "cow-leather", "veg-tanned-leather"]
    sack = Material.objects.get(slug="used-jute-sack")
    assert (sack.name_id, sack.name_en, sack.is_recycled) == ("Karung goni bekas", "Used jute sacks", True)
    assert sack.synonyms == ["goni bekas", "karung kopi bekas", "used coffee sacks"]


def row(slug: str, parent: str = "", **values) -> MaterialRow:
    given = {"name_id": slug.title(), "name_en": slug.title(), "synonyms": [], "is_recycled": False} | values
    return MaterialRow(slug=slug, parent=parent, **given)


def tree() -> dict[str, str]:
    """The materials by slug, each with its parent's slug."""
    return dict(Material.objects.values_list("slug", Coalesce("parent__slug", Value(""))))


def test_what_people_changed_stays_and_is_told(capsys):
    call_command("load_materials")
    canvas, cotton = Material.objects.get(slug="canvas"), Material.objects.get(slug="cotton")
    canvas.name_id, canvas.synonyms, canvas.parent = "Kanvas tebal", ["mota"], None
    actions.save_material(material=canvas)
    capsys.readouterr()
    for _again in range(2):
        call_command("load_materials")
        assert capsys.readouterr().out.splitlines() == [
            "167 materials: 0 added, 0 changed.",
            "materials: stays as people changed it: canvas (name_id, synonyms, parent_id).",
        ]
    canvas.refresh_from_db()
    assert (canvas.name_id, canvas.synonyms, canvas.parent) == ("Kanvas tebal", ["mota"], None)
    call_command("load_materials", "--overwrite")
    assert capsys.readouterr().out == "167 materials: 0 added, 1 changed.\n"
    canvas.refresh_from_db()
    assert (canvas.name_id, canvas.parent) == ("Kanvas", cotton)


def test_what_people_deleted_stays_deleted(capsys):
    call_command("load_materials")
    Material.objects.filter(slug__in=["canvas"]).delete()
    capsys.readouterr()
    for _again in range(2):
        call_command("load_materials")
        assert capsys.readouterr().out.splitlines() == [
            "167 materials: 0 added, 0 changed.",
            "materials: stays deleted, as people deleted it: canvas.",
        ]
    assert not Material.objects.filter(slug="canvas").exists()
    call_command("load_materials", "--overwrite")
    assert capsys.readouterr().out == "167 materials: 1 added, 0 changed.\n"


def test_what_a_new_edition_changes_is_taken_over_where_people_changed_nothing():
    actions.load_materials([row("serat"), row("goni", "serat", name_en="Sack")])
    Material.objects.filter(slug="goni").update(synonyms=["karung"])
    edition = [row("serat"), row("yute", "serat"), row("goni", "yute", name_en="Jute sack", synonyms=["sacks"])]
    loading = actions.load_materials(edition)
    assert (loading.added, loading.changed, loading.kept) == (["yute"], ["goni"], {"goni": ["synonyms"]})
    goni = Material.objects.get(slug="goni")
    assert (goni.name_en, goni.synonyms, lineage("goni")) == ("Jute sack", ["karung"], ["serat", "yute", "goni"])


def test_materials_loaded_before_anything_was_remembered_are_peoples():
    actions.load_materials([row("serat"), row("goni", "serat")])
    LoadedRow.objects.all().delete()
    Material.objects.filter(slug="goni").update(name_en="Sacking")
    assert actions.load_materials([row("serat"), row("goni", "serat")]).kept == {"goni": ["name_en"]}
    later = actions.load_materials([row("serat", name_en="Fibre"), row("goni", "serat", name_en="Jute")])
    assert (later.changed, later.kept) == (["serat"], {"goni": ["name_en"]})


def test_a_material_whose_slug_was_changed_is_known_all_the_same():
    actions.load_materials([row("canvas", name_id="Kanvas"), row("duck", "canvas")])
    with pgtrigger.ignore("products.Material:material_slug_is_fixed"):
        Material.objects.filter(slug="canvas").update(slug="kanvas")
    assert actions.load_materials([row("canvas", name_id="Kanvas", name_en="New"), row("duck", "canvas")]).kept == {}
    assert tree() == {"kanvas": "", "duck": "kanvas"}
    assert Material.objects.get(slug="kanvas").name_en == "New"


@pytest.mark.parametrize("remembered", [True, False])
def test_a_material_of_somebodys_with_the_lists_name_is_taken_for_it(remembered):
    if remembered:
        actions.load_materials([row("kayu")])
    MaterialFactory(slug="kanvas", name_id="Kanvas", name_en="Ours")
    loading = actions.load_materials([row("kayu"), row("canvas", name_id="Kanvas"), row("duck", "canvas")])
    assert (loading.added[-1], loading.kept) == ("duck", {"canvas": ["name_en"]})
    assert tree() == {"kayu": "", "kanvas": "", "duck": "kanvas"}


def test_names_that_people_gave_to_others_are_no_error():
    actions.load_materials([row("kulit"), row("kayu")])
    Material.objects.filter(slug="kayu").update(name_id="Bambu")
    MaterialFactory(slug="rotan-kami", name_id="Rotan")
    edition = [row("kulit", name_id="Rotan"), row("kayu"), row("bambu"), row("petung", "bambu")]
    loading = actions.load_materials(edition)
    assert loading.impossible == {"bambu": ["name_id"], "kulit": ["name_id"]}
    assert (loading.added, tree()["petung"]) == (["petung"], "")
    Material.objects.filter(slug="rotan-kami").delete()
    assert actions.load_materials(edition).changed == ["kulit"]


def test_two_materials_may_change_their_names_round_and_trees_may_turn_over():
    actions.load_materials([row("serat"), row("goni", "serat")])
    turned = [row("goni", name_id="Serat"), row("serat", "goni", name_id="Goni")]
    for _again in range(3):
        actions.load_materials(turned)
    assert tree() == {"goni": "", "serat": "goni"}


def test_a_parent_that_would_close_a_circle_is_told():
    actions.load_materials([row("serat"), row("goni")])
    serat = Material.objects.get(slug="serat")
    serat.parent = Material.objects.get(slug="goni")
    actions.save_material(material=serat)
    loading = actions.load_materials([row("serat"), row("goni", "serat")])
    assert (loading.impossible, loading.kept) == ({"goni": ["parent_id"]}, {"serat": ["parent_id"]})
    assert tree() == {"serat": "goni", "goni": ""}


def test_what_lies_below_a_deleted_material_lies_below_the_next_one():
    actions.load_materials([row("tumbuhan"), row("pisang", "tumbuhan")])
    Material.objects.filter(slug="pisang").delete()
    edition = [row("tumbuhan"), row("pisang", "tumbuhan"), row("pelepah", "pisang")]
    assert actions.load_materials(edition).added == ["pelepah"]
    assert tree() == {"tumbuhan": "", "pelepah": "tumbuhan"}
    again = actions.load_materials(edition)
    assert (again.kept, again.deleted) == ({}, ["pisang"])


def test_products_are_found_by_a_loaded_name(django_capture_on_commit_callbacks):
    actions.load_materials([row("goni")])
    ProductFactory(published=True, materials=[Material.objects.get(slug="goni")])
    with django_capture_on_commit_callbacks(execute=True):
        actions.load_materials([row("goni", synonyms=["lulub"])])
    assert "lulub" in ProductSearch.objects.get().tsv


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
