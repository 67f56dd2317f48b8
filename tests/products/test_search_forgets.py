"""What the search keeps for later keeps no words of products that are gone."""

import pytest
from django.db import connection
from django.urls import reverse

from artisans.actions.consents import withdraw
from artisans.actions.erasing import erase
from artisans.choices import ConsentPurpose
from products import search
from products.models import Product, SearchPending, SearchWord
from products.search import folding, vocabulary
from tests.factories import ArtisanFactory, ProductFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def product():
    maker = ArtisanFactory(published=True, public_name="Zulaikha")
    product = ProductFactory(artisan=maker, published=True, name="Dompet Zirkon", description="Jahitan Zamrud")
    ProductFactory(published=True, name="Dompet")
    folding.lay_out()
    folding.fold_all()
    return product


def pending_words() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(string_agg(tsv::text, ' '), '') FROM products_searchpending")
        return cursor.fetchone()[0]


def remembered() -> list[str]:
    told = pending_words()
    kept = set(SearchWord.objects.values_list("word", flat=True))
    return [word for word in ("zulaikha", "zirkon", "zamrud") if word in told or word in kept]


def test_of_a_product_deleted_in_the_administration_no_word_waits(product, client):
    client.force_login(UserFactory(administrator=True))
    client.post(reverse("admin:products_product_delete", args=[product.pk]), {"post": "yes"})
    assert not Product.objects.filter(pk=product.pk).exists()
    assert SearchPending.objects.filter(product_id=product.pk).exists()
    assert remembered() == []
    folding.fold_all()
    assert (search.stale(), search.differing()) == ([], [])


def test_of_several_products_deleted_in_the_administration_no_word_waits(product, client):
    client.force_login(UserFactory(administrator=True))
    ticked = {"action": "delete_selected", "_selected_action": [product.pk], "post": "yes"}
    client.post(reverse("admin:products_product_changelist"), ticked)
    assert not Product.objects.filter(pk=product.pk).exists()
    assert remembered() == []


def test_a_product_changed_and_then_taken_off_leaves_neither_its_former_words_waiting(product):
    Product.objects.filter(pk=product.pk).update(description="Kain")
    search.refresh([product.pk])
    assert "zamrud" in pending_words()
    withdraw(artisan=product.artisan, purpose=ConsentPurpose.PUBLIC_PROFILE, by=UserFactory())
    assert "zulaikha" not in pending_words()
    assert "zamrud" not in pending_words()


def test_an_erased_makers_words_are_forgotten_at_once_also_former_ones(product):
    Product.objects.filter(pk=product.pk).update(name="Dompet Kulit")
    search.refresh([product.pk])
    assert {"zirkon", "kulit", "dompet"} <= set(SearchWord.objects.values_list("word", flat=True))
    erase(artisans=[product.artisan], by=UserFactory())
    assert remembered() == []
    assert SearchWord.objects.filter(word="dompet").exists()


@pytest.mark.parametrize("sample", [100_000, 0.5])
def test_words_that_no_product_has_go_by_the_next_night_however_many_products_there_are(product, monkeypatch, sample):
    Product.objects.filter(pk=product.pk).update(name="Dompet Kayu")
    search.refresh([product.pk])
    monkeypatch.setattr(vocabulary, "SAMPLE", sample)
    vocabulary.count()
    assert not SearchWord.objects.filter(word="zirkon").exists()
    assert {"dompet", "kayu"} <= set(SearchWord.objects.values_list("word", flat=True))
