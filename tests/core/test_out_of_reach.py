"""A database that is full, or starts again, is no fault of the site's: the page says so and that trying again helps."""

from collections.abc import Iterator

import pytest
from django.db import OperationalError, connection
from django.test import Client, RequestFactory
from django.urls import reverse

from core.limits import server_error
from tests.factories import UserFactory


@pytest.fixture
def officer(transactional_db) -> Client:
    """The browser of somebody signed in, whose session must be read before any page."""
    client = Client(raise_request_exception=False)
    client.force_login(UserFactory())
    return client


@pytest.fixture
def full_database(officer) -> Iterator[None]:
    """The tests' database takes nobody any more."""
    connection.ensure_connection()
    name = connection.ops.quote_name(connection.settings_dict["NAME"])
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER DATABASE {name} CONNECTION LIMIT 0")
    connection.close()
    yield
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"ALTER DATABASE {name} CONNECTION LIMIT -1")


def test_a_full_database_is_told_in_a_sentence_and_in_the_log(officer, full_database, caplog):
    for client in (Client(raise_request_exception=False), officer):
        answer = client.get(reverse("clusters:list"))
        assert (answer.status_code, answer["Retry-After"]) == (503, "30")
        assert answer["Cache-Control"] == "private, no-store"
        assert "Registri sedang tidak dapat dijangkau" in answer.content.decode()
    assert caplog.text.count("The database cannot be reached: ") == 2
    assert "too many connections for database" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_breaks_under_a_page_is_told_in_the_same_way(client):
    def ends(execute, *arguments):
        with connection._nodb_cursor() as other:
            other.execute("SELECT pg_terminate_backend(%s)", [backend])
        return execute(*arguments)

    connection.ensure_connection()
    backend = connection.connection.info.backend_pid
    with connection.execute_wrapper(ends):
        answer = client.get(reverse("clusters:list"))
    assert answer.status_code == 503
    connection.close()  # as the next request finds it
    assert client.get(reverse("clusters:list")).status_code == 200


@pytest.mark.parametrize("error", [OperationalError("gone"), ValueError("odd")])
def test_any_other_error_is_one_of_the_sites(error):
    try:
        raise error
    except type(error):
        answer = server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "Ada gangguan di pihak kami" in answer.content.decode()
