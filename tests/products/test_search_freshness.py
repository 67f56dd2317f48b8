"""What changes is found, or is gone, at the next request."""

from functools import partial

import pytest

from artisans.actions.consents import set_consents
from artisans.choices import ConsentMethod, ConsentPurpose
from artisans.models import Artisan
from artisans.signals import publicity_changed
from clusters.models import Craft
from products import actions, search
from products.choices import ProductState, Visibility
from products.models import Product, ProductSearch, SearchWord
from products.search import Query
from regions.models import Region
from tests.factories import ArtisanFactory, MaterialFactory, ProductFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return UserFactory(administrator=True)


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Rows with a name that many have follow it once the transaction is over."""
    return partial(django_capture_on_commit_callbacks, execute=True)


def found(**asked) -> list[str]:
    return [product.name for product in search.search(Query(verbatim=True, **asked)).products]


def test_a_product_is_found_once_published_and_gone_once_archived(administrator):
    product = ProductFactory(name="Ransel Goni")
    assert found() == []
    actions.publish_product(product=product, by=administrator)
    assert found(words="goni") == ["Ransel Goni"]
    actions.archive_product(product=product, by=administrator)
    assert found() == []
    assert not ProductSearch.objects.exists()


def test_a_product_for_members_only_is_not_found(administrator):
    product = ProductFactory(name="Ransel Goni", published=True)
    actions.change_product(product=product, by=administrator, visibility=Visibility.MEMBERS)
    assert found() == []


def test_a_withdrawn_consent_takes_all_products_of_the_maker_out_of_the_search(administrator):
    artisan = ArtisanFactory(published=True)
    ProductFactory(artisan=artisan, published=True)
    ProductFactory(name="Milik Lain", published=True)
    set_consents(
        artisan=artisan,
        purposes=[],
        asked=[ConsentPurpose.PUBLIC_PROFILE],
        by=administrator,
        method=ConsentMethod.SPOKEN,
    )
    assert found() == ["Milik Lain"]
    set_consents(
        artisan=artisan,
        purposes=[ConsentPurpose.PUBLIC_PROFILE],
        asked=[ConsentPurpose.PUBLIC_PROFILE],
        by=administrator,
        method=ConsentMethod.SPOKEN,
    )
    assert len(found()) == 2


def test_a_maker_who_moves_is_found_in_the_new_place():
    product = ProductFactory(name="Ransel Goni", published=True)
    Artisan.objects.filter(pk=product.artisan_id).update(region="35.15.06.2001")
    publicity_changed.send(sender=Artisan, artisan_ids=[product.artisan_id])
    assert found(region=Region.objects.get(pk="33")) == []
    assert found(region=Region.objects.get(pk="35.15")) == ["Ransel Goni"]
    assert found(words="sidoarjo") == ["Ransel Goni"]


def test_a_renamed_material_is_found_by_its_new_name_and_for_the_products_of_its_kinds(committed):
    plastic = MaterialFactory(slug="plastik")
    sachets = MaterialFactory(slug="bungkus", parent=plastic)
    ProductFactory(name="Ransel", published=True, materials=[sachets])
    plastic.synonyms = ["kresek"]
    with committed():
        actions.save_material(material=plastic)
    assert found(words="kresek") == ["Ransel"]


def test_a_moved_material_is_found_below_its_new_family_only(committed):
    fabrics, leather = MaterialFactory(slug="kain"), MaterialFactory(slug="kulit")
    suede = MaterialFactory(slug="beledu", parent=fabrics)
    ProductFactory(name="Ransel", published=True, materials=[suede])
    assert found(materials=(fabrics,)) == ["Ransel"]
    suede.parent = leather
    with committed():
        actions.save_material(material=suede)
    assert found(materials=(fabrics,)) == []
    assert found(materials=(leather,)) == ["Ransel"]


def test_a_renamed_craft_is_found_by_its_new_name(committed):
    product = ProductFactory(name="Ransel", published=True)
    craft = Craft.objects.get(pk=product.craft_id)
    craft.name_id = "Anyaman"
    with committed():
        craft.save()
    assert found(words="anyaman") == ["Ransel"]


def test_a_deleted_product_leaves_no_row():
    ProductFactory(published=True).delete()
    assert not ProductSearch.objects.exists()


def test_a_withdrawn_maker_lives_on_in_no_suggestion():
    artisan = ArtisanFactory(published=True, public_name="Sumartini Wulandari")
    ProductFactory(name="Ransel", artisan=artisan, published=True)
    assert "sumartini" not in set(SearchWord.objects.values_list("word", flat=True))


def test_the_check_names_what_differs_and_refreshing_that_mends_it(administrator):
    products = [ProductFactory(published=True) for _ in range(4)]
    assert search.stale() == []
    changed, missing, left_over, _good = products
    ProductSearch.objects.filter(pk=changed.pk).update(price=1)
    ProductSearch.objects.filter(pk=missing.pk).delete()
    Product.objects.filter(pk=left_over.pk).update(state=ProductState.ARCHIVED)
    assert search.stale() == [changed.pk, missing.pk, left_over.pk]
    search.refresh(search.stale())
    assert search.stale() == []
