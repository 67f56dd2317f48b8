"""Two people at once: one publishes while the other withdraws the maker's consent."""

import threading

import pytest
from django.db import connection, transaction

from artisans.actions.consents import set_consents
from artisans.choices import ConsentMethod, ConsentPurpose
from products import actions, search
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
