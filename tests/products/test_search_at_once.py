"""Two people at once: one publishes while the other withdraws the maker's consent."""

import threading

import pytest
from django.db import connection, transaction

from artisans.actions.consents import set_consents
from artisans.choices import ConsentMethod, ConsentPurpose
from artisans.models import Artisan
from products import actions, search
from products.models import ProductSearch
from tests.factories import ProductFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_consent_withdrawn_while_a_product_is_being_published_leaves_nothing_in_the_search():
    product, administrator = ProductFactory(), UserFactory(administrator=True)

    def withdraw():
        set_consents(
            artisan=product.artisan,
            purposes=[],
            asked=[ConsentPurpose.PUBLIC_PROFILE],
            by=administrator,
            method=ConsentMethod.SPOKEN,
        )
        connection.close()

    other = threading.Thread(target=withdraw)
    with transaction.atomic():
        actions.publish_product(product=product, by=administrator)
        other.start()
        other.join(timeout=1)
    other.join()
    assert search.search(search.Query()).total == 0
    assert search.stale() == []


def test_a_maker_who_consents_again_while_a_product_is_being_archived_does_not_deadlock_with_it():
    product, administrator, answers = ProductFactory(published=True), UserFactory(administrator=True), []
    ProductSearch.objects.all().delete()

    def archive():
        try:
            answers.append(actions.archive_product(product=product, by=administrator).state)
        finally:
            connection.close()

    other = threading.Thread(target=archive)
    with transaction.atomic():
        Artisan.objects.select_for_update(no_key=True).get(pk=product.artisan_id)
        other.start()
        other.join(timeout=1)
        search.refresh_artisans([product.artisan_id])
    other.join()
    assert answers == ["ARCHIVED"]
    assert search.search(search.Query()).total == 0
