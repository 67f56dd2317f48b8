"""Who writes the search, and when: nobody who saves something waits for what others left to do."""

import threading
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory

from artisans.models import Artisan
from clusters.models import Craft
from core.afterwards import AfterwardsMiddleware
from products import actions, search
from products.models import Material, Product, ProductSearch, SearchPending, SearchRefresh, SearchWord
from products.search import Query, folding, memory, rows, upkeep
from tests.factories import CraftFactory, MaterialFactory, ProductFactory, UserFactory


def in_another_session(work) -> threading.Thread:
    def run():
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def found(words: str = "") -> int:
    return search.count(Query(words=words, verbatim=True))


def rename(row: Craft | Material, name: str) -> None:
    row.name_id = name
    row.save() if isinstance(row, Craft) else actions.save_material(material=row)


def make_pending(number: int) -> None:
    """Products that a statement past the site has changed."""
    for _index in range(number):
        ProductFactory(published=True, name="Ransel", price=1_000)
    search.rebuild()
    ProductSearch.objects.update(price=7_000)


@pytest.fixture
def broken_folding(monkeypatch):
    monkeypatch.setattr(folding, "FOLD_AT", 1)

    def fail(*_arguments):
        raise OperationalError("canceling statement due to statement timeout")

    monkeypatch.setattr(folding, "_fold", fail)


@pytest.mark.django_db
def test_whoever_comes_folds_a_slice_after_the_answer(client, monkeypatch):
    make_pending(7)
    monkeypatch.setattr(folding, "FOLD_AT", 2)
    monkeypatch.setattr(folding, "IN_A_SLICE", 3)
    monkeypatch.setattr(upkeep, "SLICE", 0)
    for left in (4, 1, 1):
        assert client.get("/produk/?min_price=7000").status_code == 200
        assert SearchPending.objects.count() == left
    monkeypatch.setattr(upkeep, "SLICE", 60)
    monkeypatch.setattr(folding, "FOLD_AT", 1)
    client.get("/produk/saran/?q=ran")
    assert (SearchPending.objects.count(), search.differing()) == (0, [])


@pytest.mark.django_db(transaction=True)
def test_a_maker_who_saves_pays_for_no_fold_and_sees_no_error_of_it(broken_folding, caplog):
    administrator, product = UserFactory(administrator=True), ProductFactory(name="Ransel")

    def page(request) -> HttpResponse:
        actions.publish_product(product=product, by=administrator)
        return HttpResponse("saved")

    response = AfterwardsMiddleware(page)(RequestFactory().post("/"))
    assert caplog.records == []
    response.close()
    assert [record.message for record in caplog.records] == ["Not done after the answer"]
    assert found("ransel") == 1


@pytest.mark.django_db(transaction=True)
def test_a_command_whose_fold_is_cut_off_has_saved_all_the_same(broken_folding):
    product = ProductFactory(name="Ransel")
    actions.publish_product(product=product, by=UserFactory(administrator=True))
    assert found("ransel") == 1


@pytest.mark.django_db(transaction=True)
def test_a_command_folds_all_that_it_leaves_pending(monkeypatch):
    make_pending(5)
    monkeypatch.setattr(folding, "FOLD_AT", 2)
    monkeypatch.setattr(folding, "AT_ONCE", 2)
    search.refresh(Product.objects.values_list("pk", flat=True))
    assert (SearchPending.objects.count(), search.differing()) == (1, [])


@pytest.mark.django_db
def test_only_the_latest_of_very_many_pending_products_are_read(monkeypatch):
    make_pending(9)
    monkeypatch.setattr(memory, "MOST_PENDING", 9)
    monkeypatch.setattr(memory, "LATEST", 3)
    read = []
    marks_of = memory.marks_of
    monkeypatch.setattr(
        memory,
        "marks_of",
        lambda rows, index, products: read.extend(products) or marks_of(rows, index, products=products),
    )
    late = ProductFactory(published=True, name="Dompet", price=7_000)
    assert (found("dompet"), found("ransel")) == (1, 9)
    assert (late.pk in read, len(read)) == (True, 3)
    versions = {search.version()}
    folding.fold_all()
    versions.add(search.version())
    assert search.count(Query(min_price=7_000)) == 10
    assert len(versions) == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", [Craft, Material])
def test_no_maker_waits_while_a_name_that_many_products_have_is_changed(kind):
    top, craft = MaterialFactory(slug="kain"), CraftFactory(slug="batik")
    below = MaterialFactory(slug="katun", parent=top)
    for _index in range(3):
        ProductFactory(published=True, name="Ransel", craft=craft, materials=[below])
    with transaction.atomic():
        rename(craft if kind is Craft else top, "Senandung")
        free = []

        def touch() -> None:
            with transaction.atomic():
                free.append(len(Artisan.objects.select_for_update(nowait=True)))
                free.append(len(Product.objects.select_for_update(nowait=True)))

        in_another_session(touch).join()
        assert (free, found("senandung"), SearchRefresh.objects.count()) == ([3, 3], 0, 3)
    assert (found("senandung"), SearchRefresh.objects.count(), search.stale()) == (3, 0, [])


@pytest.mark.django_db
def test_a_new_name_is_found_once_somebody_has_come(client, monkeypatch, django_capture_on_commit_callbacks):
    craft = CraftFactory(slug="batik")
    for _index in range(3):
        ProductFactory(published=True, name="Ransel", craft=craft)
    monkeypatch.setattr(upkeep, "SLICE", 0)
    monkeypatch.setattr(upkeep, "IN_A_SLICE", 2)
    rename(craft, "Senandung")
    seen = []
    for _visit in range(3):
        client.get("/produk/")
        seen.append((found("senandung"), SearchRefresh.objects.count()))
    assert seen == [(2, 1), (3, 0), (3, 0)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", [Craft, Material])
def test_a_product_that_gets_a_craft_or_material_just_being_renamed_is_found_by_the_new_name(kind):
    craft, material = CraftFactory(slug="batik"), MaterialFactory(slug="kain")
    product, administrator = ProductFactory(published=True, name="Ransel"), UserFactory(administrator=True)
    with transaction.atomic():
        rename(craft if kind is Craft else material, "Senandung")
        changing = in_another_session(
            lambda: actions.change_product(product=product, by=administrator, materials=[material], craft=craft)
        )
        changing.join(timeout=0.5)
        assert changing.is_alive()
    changing.join()
    assert (found("senandung"), search.stale()) == (1, [])


@pytest.mark.django_db(transaction=True)
def test_a_name_that_is_changed_again_while_rows_are_written_anew_is_followed():
    craft = CraftFactory(slug="batik")
    ProductFactory(published=True, name="Ransel", craft=craft)
    SearchRefresh.objects.create(product_id=Product.objects.get().pk)
    with transaction.atomic():
        assert upkeep._refresh_some(9) == 1
        renaming = in_another_session(lambda: rename(craft, "Senandung"))
        renaming.join(timeout=0.5)
        assert renaming.is_alive()
    renaming.join()
    assert (found("senandung"), SearchRefresh.objects.count(), search.stale()) == (1, 0, [])


@pytest.mark.django_db
def test_a_rebuild_that_is_broken_off_leaves_the_vocabulary_as_it_was(monkeypatch):
    ProductFactory(published=True, name="Ransel")
    monkeypatch.setattr(upkeep, "BATCH", 1)
    ProductFactory(published=True, name="Dompet Senandung")
    search.rebuild()
    words = set(SearchWord.objects.values_list("word", flat=True))

    def interrupt(ids: list[int]) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(rows, "write", interrupt)
        with pytest.raises(KeyboardInterrupt):
            search.rebuild()
    assert set(SearchWord.objects.values_list("word", flat=True)) == words
    search.rebuild()
    assert set(SearchWord.objects.values_list("word", flat=True)) == words


@pytest.mark.django_db
def test_the_check_sees_words_that_the_vocabulary_lacks_and_adds_them():
    _good, poor = (ProductFactory(published=True, name=name) for name in ("Ransel", "Dompet Senandung"))
    search.rebuild()
    words = set(SearchWord.objects.values_list("word", flat=True))
    SearchWord.objects.filter(word="senandung").delete()
    assert search.stale() == [poor.pk]
    call_command("check_search", write=True, stdout=StringIO())
    assert set(SearchWord.objects.values_list("word", flat=True)) == words
    assert search.stale() == []


@pytest.mark.django_db
def test_a_word_keeps_up_with_what_it_means():
    ProductFactory(published=True, name="Senandung")
    word = SearchWord.objects.filter(word="senandung")
    meant = word.get().lexemes
    word.update(lexemes=["otherwise"])
    search.rebuild()
    assert word.get().lexemes == meant


@pytest.mark.django_db
@pytest.mark.parametrize("grown", ["stem", "place", "price"])
def test_the_night_lays_out_anew_what_has_become_common(monkeypatch, grown):
    monkeypatch.setattr(folding, "FREQUENT", 4)
    products = [ProductFactory(published=True, name=f"Nama{index}", price=1_000 * index) for index in range(8)]
    search.rebuild()
    search.tend()
    laid_out = search.version()
    search.tend()
    assert (search.version(), folding.is_outdated()) == (laid_out, False)
    if grown == "stem":
        Product.objects.filter(pk__in=[one.pk for one in products]).update(name="Senandung")
    elif grown == "place":
        Artisan.objects.update(region="32.73.01.1001")
    else:
        for index, product in enumerate(products):
            Product.objects.filter(pk=product.pk).update(price=900_000_000 + index)
    search.rewrite([one.pk for one in products])
    assert folding.is_outdated()
    search.tend()
    assert not folding.is_outdated()
