"""A search that takes too long is cut off by PostgreSQL itself, and the page says what to do."""

import re
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection, transaction
from django.test import RequestFactory

from core.limits import LimitsMiddleware, was_cut_off
from products.models import SearchTerm
from products.search import folding
from tests.factories import CraftFactory, MaterialFactory, ProductFactory


@contextmanager
def slow_search():
    """A register in which each search takes a minute: what every search reads first is a view that sleeps."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE products_searchindex RENAME TO hidden")
        cursor.execute(
            "CREATE VIEW products_searchindex AS "
            "SELECT hidden.* FROM (SELECT pg_sleep(60)) asleep LEFT JOIN hidden ON true"
        )
        try:
            yield
        finally:
            cursor.execute("DROP VIEW products_searchindex")
            cursor.execute("ALTER TABLE hidden RENAME TO products_searchindex")


@pytest.mark.django_db(transaction=True)
def test_a_search_that_takes_too_long_says_so_and_offers_narrower_ones(client, settings):
    settings.SEARCH_LIMIT = "50ms"
    CraftFactory(slug="batik")
    MaterialFactory(slug="leather", name_id="Kulit")
    ProductFactory(name="Tas Kulit", published=True)
    asked = "/produk/?q=tas+%22besar%22&material=leather&region=33&page=3"
    with slow_search():
        page, part = client.get(asked), client.get(asked, HTTP_HX_REQUEST="true")
    for answer in (page, part):
        html = answer.content.decode()
        assert (answer.status_code, answer["Retry-After"]) == (503, "30")
        assert answer["Cache-Control"] == "private, no-store"
        assert "Pencarian ini terlalu lama" in html
        assert 'href="/produk/?q=tas+%22besar%22&amp;craft=batik&amp;material=leather&amp;region=33"' in html
        assert 'href="/produk/?q=tas+%22besar%22&amp;material=leather&amp;region=33.74">Kota Semarang</a>' in html
        assert re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', html) == [
            ("material", "leather"),
            ("region", "33"),
        ]
    assert 'value="tas &quot;besar&quot;"' in page.content.decode()
    assert (part["HX-Reswap"], "<h1>" in part.content.decode()) == ("innerHTML", False)
    assert client.get("/produk/?q=tas").status_code == 200


@contextmanager
def slow_marks():
    """A register in which reading the marks of what is pending takes a minute."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE products_searchterm RENAME TO hidden")
        cursor.execute("CREATE VIEW products_searchterm AS SELECT hidden.* FROM hidden, pg_sleep(60)")
        try:
            yield
        finally:
            cursor.execute("DROP VIEW products_searchterm")
            cursor.execute("ALTER TABLE hidden RENAME TO products_searchterm")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("address", "sentence"),
    [("/produk/?q=tas", "Pencarian ini terlalu lama"), ("/produk/saran/?q=ta", "Ini terlalu lama")],
)
def test_what_is_cut_off_while_it_copies_is_told_so_too(client, settings, address, sentence):
    settings.SEARCH_LIMIT = "50ms"
    ProductFactory(name="Tas Kulit", published=True)
    SearchTerm.objects.create(lexeme="tas")
    with slow_marks():
        answer = client.get(address)
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert sentence in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_bitmaps_that_are_cut_off_while_they_are_written_raise_what_django_raises():
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION pg_temp.sleep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(60); END $$"
        )
        cursor.execute("CREATE TRIGGER slow BEFORE INSERT ON products_searchbits EXECUTE FUNCTION pg_temp.sleep()")
        cursor.execute("SET LOCAL statement_timeout = 50")
        with pytest.raises(OperationalError) as cut:
            folding._write(0, {1: b"\1\0"})
        transaction.set_rollback(True)
    assert was_cut_off(cut.value)


@pytest.mark.django_db(transaction=True)
def test_pages_have_limits_and_all_else_has_none(client, settings):
    def limits() -> tuple[str, ...]:
        with connection.cursor() as cursor:
            names = ["statement_timeout", "lock_timeout", "jit"]
            cursor.execute("SELECT current_setting(%s), current_setting(%s), current_setting(%s)", names)
            return cursor.fetchone()

    connection.close()
    assert client.get("/klaster/").status_code == 200
    assert limits() == ("5s", "2s", "off")
    connection.close()
    assert limits() == ("0", "0", "on")


@pytest.mark.django_db
def test_any_other_page_that_is_cut_off_says_that_it_took_too_long():
    with connection.cursor() as cursor, pytest.raises(OperationalError) as cut:
        cursor.execute("SET LOCAL statement_timeout = 10; SELECT pg_sleep(60)")
    middleware = LimitsMiddleware(lambda request: None)
    answer = middleware.process_exception(RequestFactory().get("/klaster/"), cut.value)
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "Ini terlalu lama" in answer.content.decode()
    assert middleware.process_exception(RequestFactory().get("/klaster/"), OperationalError("gone")) is None
