"""What is rare and must be done whole may ask the database longer than a page does."""

import pytest
from django.db import connection, transaction

from core import limits

pytestmark = pytest.mark.django_db


def limit() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        return cursor.fetchone()[0]


@pytest.mark.parametrize("is_page", [True, False])
def test_a_page_may_take_longer_until_its_transaction_ends(is_page):
    before, token = limit(), limits._is_page.set(is_page)
    try:
        savepoint = transaction.savepoint()
        limits.take_longer()
        assert limit() == ("1min" if is_page else before)
        transaction.savepoint_rollback(savepoint)
        assert limit() == before
    finally:
        limits._is_page.reset(token)
