"""An action that others kept from a row is tried once more, and what a page then still cannot do it says."""

import html
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, OperationalError, connection, transaction
from django.test import RequestFactory
from django.urls import reverse
from psycopg2 import errors

from accounts.models import User
from core.actions import action
from core.limits import LimitsMiddleware, was_cut_off
from core.refusals import Refusal, RefusalMiddleware
from products.models import Product
from tests.cast import make_cast
from tests.factories import MaterialFactory, ProductFactory, UserFactory
from tests.locks.crosswise import crosswise


def lock(person) -> None:
    User.objects.select_for_update().get(pk=person.pk)


def test_every_action_that_is_a_transaction_is_one_that_is_tried_again():
    modules = [path for app in settings.ROOT.iterdir() for path in [*app.glob("actions/*.py"), *app.glob("actions.py")]]
    assert len(modules) > 50
    assert [path for path in modules if "@transaction.atomic" in path.read_text()] == []


@pytest.mark.django_db(transaction=True)
def test_of_two_that_wait_for_each_other_one_begins_again_and_both_end_well():
    one, other, done = UserFactory(), UserFactory(), []

    @action
    def both(first, second):
        lock(first)
        User.objects.filter(pk=first.pk).update(first_name="Contoh")
        lock(second)
        done.append(first)

    crosswise(lambda: both(one, other), lambda: both(other, one), pause_after=1)
    assert sorted(person.pk for person in done) == [one.pk, other.pk]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("error", "tries"), [(errors.LockNotAvailable, 2), (errors.DeadlockDetected, 2), (errors.QueryCanceled, 1)]
)
def test_only_what_others_kept_from_a_row_is_tried_once_more(error, tries):
    seen = []

    @action
    def step():
        seen.append(connection.in_atomic_block)
        raise OperationalError from error()

    with pytest.raises(OperationalError):
        step()
    assert seen == [True] * tries


@pytest.mark.django_db
def test_an_action_inside_another_transaction_is_not_tried_again():
    seen = []

    @action
    def step():
        seen.append(1)
        raise errors.DeadlockDetected

    with pytest.raises(errors.DeadlockDetected), transaction.atomic():
        step()
    assert seen == [1]


def send(client, page, typed):
    """Sends the form on a connection of its own."""
    try:
        return client.post(page, typed)
    finally:
        connection.close()


def chained(error: Exception, cause: Exception) -> Exception:
    try:
        try:
            raise cause
        except Exception:
            raise error  # noqa: B904
    except Exception as raised:
        return raised


@pytest.mark.parametrize("kind", [errors.QueryCanceled, errors.LockNotAvailable, errors.DeadlockDetected])
def test_a_cut_off_is_known_however_it_is_wrapped(kind):
    wrapped = OperationalError()
    wrapped.__cause__ = kind()
    assert was_cut_off(kind())
    assert was_cut_off(wrapped)
    assert was_cut_off(chained(errors.InFailedSqlTransaction(), kind()))
    assert was_cut_off(chained(DatabaseError(), wrapped))


def test_nothing_else_is_a_cut_off():
    assert not was_cut_off(OperationalError("gone"))
    assert not was_cut_off(errors.UniqueViolation())
    assert not was_cut_off(chained(ValueError(), errors.QueryCanceled()))


@pytest.mark.django_db(transaction=True)
def test_a_form_that_had_to_wait_too_long_is_kept_and_sent_again(client, settings):
    settings.PAGE_LIMITS = {"lock_timeout": "50ms"}
    cast = make_cast()
    product = ProductFactory(artisan=cast.artisan, name="Tas Lama")
    client.force_login(cast.artisan_user)
    page = reverse("workshop:product_details", args=[cast.artisan.code, product.code])
    typed = {
        "name": "Tas “Baru” & lain",
        "craft": product.craft_id,
        "materials": MaterialFactory().pk,
        "description": "Satu.\r\nDua.",
        "seen": client.get(page).context["form"]["seen"].value(),
    }

    with transaction.atomic(), ThreadPoolExecutor(1) as pool:
        Product.objects.select_for_update().get(pk=product.pk)
        answer = pool.submit(send, client, page, typed).result()
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "30", "private, no-store")
    text = answer.content.decode()
    assert f'<form method="post" action="{page}">' in text
    kept = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', text))
    again = {name: html.unescape(value) for name, value in kept.items() if name != "csrfmiddlewaretoken"}
    assert again == {name: str(value) for name, value in typed.items()}
    assert client.post(page, again).status_code == 302
    product.refresh_from_db()
    assert (product.name, product.description) == ("Tas “Baru” & lain", "Satu.\r\nDua.")


def answer_to(request, *, is_ours: bool = True) -> str:
    request.csrf_processing_done = is_ours
    return LimitsMiddleware(lambda request: None).process_exception(request, errors.DeadlockDetected()).content.decode()


def test_files_and_secrets_are_not_written_into_the_page_and_it_says_so():
    photo = SimpleUploadedFile("tas.jpg", b"bytes")
    sent = {"name": "Tas", "password1": "rahasia-1", "nik": "3374014512740001", "code": "ABC234", "photo": photo}
    page = answer_to(RequestFactory().post("/klaster/", sent))
    assert re.findall(r'<input type="hidden" name="(?!csrf)(\w+)" value="([^"]*)">', page) == [("name", "Tas")]
    assert "Berkas serta hal rahasia" in page
    assert "Berkas serta hal rahasia" not in answer_to(RequestFactory().post("/klaster/", {"name": "Tas"}))
    assert "<form" not in answer_to(RequestFactory().get("/klaster/?name=Tas"))


def test_a_form_from_elsewhere_is_not_offered_to_be_sent_again():
    assert "<form" not in answer_to(RequestFactory().post("/klaster/", {"name": "Tas"}), is_ours=False)


@pytest.mark.django_db
def test_a_refusal_that_no_page_shows_is_a_page_with_its_sentence(client):
    request = client.get("/").wsgi_request
    middleware = RefusalMiddleware(lambda request: None)
    answer = middleware.process_exception(request, Refusal("Catatan ini baru saja dihapus."))
    assert answer.status_code == 409
    assert "Catatan ini baru saja dihapus." in answer.content.decode()
    assert middleware.process_exception(request, ValueError()) is None
