"""The list of crafts that comes with Sentra, beside what administrators made of it."""

import pytest

from clusters.actions.crafts import CraftRow, load_crafts
from clusters.models import Craft
from products.models import ProductSearch
from tests.factories import CraftFactory, ProductFactory

pytestmark = pytest.mark.django_db
LIST = [
    CraftRow(slug="pottery", name_id="Gerabah", name_en="Pottery", kbli="23932"),
    CraftRow(slug="wicker", name_id="Anyaman", name_en="Wicker"),
]


def test_what_people_changed_or_deleted_stays_and_what_is_new_is_added():
    assert load_crafts(LIST).added == ["pottery", "wicker"]
    Craft.objects.filter(slug="pottery").update(name_id="Tembikar")
    Craft.objects.filter(slug="wicker").delete()
    edition = [CraftRow(slug="pottery", name_id="Gerabah", name_en="Ceramics"), *LIST[1:]]
    loading = load_crafts([*edition, CraftRow(slug="masks", name_id="Topeng", name_en="Masks")])
    assert (loading.added, loading.changed) == (["masks"], ["pottery"])
    assert (loading.kept, loading.deleted) == ({"pottery": ["name_id"]}, ["wicker"])
    assert Craft.objects.filter(slug__in=["pottery", "wicker"]).values_list("name_id", "name_en", "kbli").get() == (
        "Tembikar",
        "Ceramics",
        "",
    )
    load_crafts(LIST, overwrite=True)
    assert set(Craft.objects.filter(slug__in=["pottery", "wicker"]).values_list("name_id", flat=True)) == {
        "Gerabah",
        "Anyaman",
    }


def test_a_craft_of_somebodys_with_the_lists_name_is_taken_for_it():
    ours = CraftFactory(slug="gerabah", name_id="Gerabah")
    assert load_crafts(LIST).added == ["wicker"]
    assert Craft.objects.get(name_id="Gerabah") == ours


def test_products_are_found_by_a_loaded_name(django_capture_on_commit_callbacks):
    load_crafts(LIST)
    ProductFactory(published=True, craft=Craft.objects.get(slug="wicker"))
    with django_capture_on_commit_callbacks(execute=True):
        load_crafts([CraftRow(slug="wicker", name_id="Lulub", name_en="Wicker")])
    assert "lulub" in ProductSearch.objects.get().tsv
