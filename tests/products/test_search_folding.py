"""Folding changes into the bitmaps: nothing is lost, whoever changes what meanwhile."""

import threading
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from artisans.actions.erasing import erase
from products import actions, search
from products.models import ProductSearch, SearchBits, SearchPending
from products.search import Query, folding
from tests.factories import ArtisanFactory, ProductFactory, UserFactory


def in_another_session(work) -> threading.Thread:
    def run():
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@pytest.fixture(autouse=True)
def _every_stem_is_frequent(monkeypatch):
    monkeypatch.setattr(folding, "FREQUENT", 1)


def found(words: str = "") -> int:
    return search.count(Query(words=words, verbatim=True))


def is_true() -> bool:
    return (search.stale(), search.differing()) == ([], [])


@pytest.mark.django_db
def test_what_is_pending_is_folded_in_when_it_is_much(monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(folding, "FOLD_AT", 3)
    for number, left in [(1, 1), (2, 2), (3, 0), (4, 1)]:
        with django_capture_on_commit_callbacks(execute=True):
            ProductFactory(name="Ransel", published=True)
        assert (found("ransel"), SearchPending.objects.count()) == (number, left)
    assert is_true()


@pytest.mark.django_db
def test_a_damaged_bitmap_is_found_and_mended():
    ProductFactory(name="Ransel Goni", published=True)
    search.rebuild()
    SearchBits.objects.order_by("mark").first().delete()
    assert search.differing() != []
    with pytest.raises(CommandError, match="1 segments of bitmaps"):
        call_command("check_search")
    call_command("check_search", write=True, stdout=StringIO())
    assert is_true()


@pytest.mark.django_db
def test_nothing_of_an_erased_makers_words_waits_to_be_folded():
    artisan = ArtisanFactory(published=True, public_name="Sumartini Wulandari")
    ProductFactory(name="Ransel", artisan=artisan, published=True)
    ProductFactory(name="Ransel", published=True)
    folding.FREQUENT = 2
    search.rebuild()
    erase(artisans=[artisan], by=UserFactory(administrator=True))
    waiting = SearchPending.objects.get()
    assert "sumartini" not in waiting.tsv
    assert "ransel" in waiting.tsv
    assert (found("ransel"), found("sumartini")) == (1, 0)
    folding.fold_all()
    assert is_true()


@pytest.mark.django_db(transaction=True)
def test_a_product_that_is_just_being_changed_is_folded_in_later():
    administrator, product = UserFactory(administrator=True), ProductFactory(name="Ransel", published=True)
    search.rebuild()
    with transaction.atomic():
        actions.archive_product(product=product, by=administrator)
        other = ProductFactory(name="Ransel")
        folder = in_another_session(folding.fold_all)
        folder.join(timeout=10)
        assert not folder.is_alive()
        actions.publish_product(product=other, by=administrator)
    assert found("ransel") == 1
    folding.fold_all()
    assert (found("ransel"), is_true()) == (1, True)


@pytest.mark.django_db(transaction=True)
def test_a_change_that_meets_its_own_folding_waits_for_it_and_is_pending_again():
    product = ProductFactory(name="Ransel", published=True)
    search.rebuild()
    ProductSearch.objects.filter(pk=product.pk).update(price=7)
    with transaction.atomic():
        folding._fold(SearchPending.objects.all())
        changing = in_another_session(lambda: ProductSearch.objects.filter(pk=product.pk).update(price=8))
        changing.join(timeout=0.5)
        assert changing.is_alive()
    changing.join()
    assert SearchPending.objects.get().price == 7
    assert search.count(Query(min_price=8, max_price=8)) == 1
    assert search.differing() == []


@pytest.mark.django_db(transaction=True)
def test_people_search_and_change_products_while_the_bitmaps_are_laid_out_anew(monkeypatch):
    administrator = UserFactory(administrator=True)
    kept, archived = (ProductFactory(name="Ransel", published=True) for _index in range(2))
    search.rebuild()
    late = ProductFactory(name="Ransel")
    with transaction.atomic():
        folding._lay_out()
        meanwhile = []

        def change():
            actions.archive_product(product=archived, by=administrator)
            actions.publish_product(product=late, by=administrator)
            meanwhile.append([one.pk for one in search.search(Query(words="ransel")).products])

        changing = in_another_session(change)
        changing.join(timeout=20)
        assert meanwhile == [[late.pk, kept.pk]]
    assert found("ransel") == 2
    assert search.differing() == []
    folding.fold_all()
    assert (found("ransel"), is_true()) == (2, True)
