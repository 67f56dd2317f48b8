"""A photo whose removal lost a lock after the row was deleted is removed by the second try."""

import pytest
from django.db import OperationalError
from psycopg2 import errors

from products import search
from products.actions.photos import remove_photo
from products.models import ProductPhoto
from tests.cast import make_cast
from tests.factories import ProductFactory


@pytest.mark.django_db(transaction=True)
def test_a_removal_that_lost_a_lock_after_the_deletion_is_done_by_the_second_try(monkeypatch):
    cast = make_cast()
    product = ProductFactory(artisan=cast.artisan)
    photo = ProductPhoto.objects.create(product=product, key="contoh", position=0)
    refresh, tries = search.refresh, []

    def fail_once(product_ids):
        tries.append(product_ids)
        if len(tries) == 1:
            raise OperationalError from errors.LockNotAvailable()
        refresh(product_ids)

    monkeypatch.setattr(search, "refresh", fail_once)
    remove_photo(photo=photo, by=cast.artisan_user)
    assert len(tries) == 2
    assert not product.photos.exists()
