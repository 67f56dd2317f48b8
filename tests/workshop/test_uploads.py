"""Photos that come piece by piece: in order, twice, at once, broken off, hostile."""

import io
import os
import threading
import time
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from PIL import Image

from artisans.actions.erasing import erase
from core import uploads
from products.models import Product
from tests.cast import make_cast
from tests.factories import ProductFactory, ProductPhotoFactory, UserFactory

pytestmark = pytest.mark.django_db
ONE, TWO = UUID(int=1), UUID(int=2)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def product():
    cast = make_cast()
    product = ProductFactory(artisan=cast.artisan)
    product.maker = cast.artisan_user
    return product


def picture() -> bytes:
    file = io.BytesIO()
    Image.effect_noise((300, 200), 80).convert("RGB").save(file, "JPEG")
    return file.getvalue()


def client_of(person) -> Client:
    client = Client(enforce_csrf_checks=False)
    client.force_login(person)
    return client


def send(client: Client, product: Product, upload: UUID, whole: bytes, start: int, end: int | None = None):
    query = {"upload": upload.hex, "size": len(whole), "offset": start}
    address = reverse("workshop:upload", args=[product.artisan.code, product.code], query=query)
    return client.post(address, whole[start:end], content_type="application/octet-stream")


def kept(media) -> list[str]:
    return [path.name for path in media.glob("partial/*/*")]


def test_pieces_become_one_photo_however_often_each_comes(product, media):
    client, whole = client_of(product.maker), picture()
    half = len(whole) // 2
    assert send(client, product, ONE, whole, 0, half).json() == {"offset": half}
    assert send(client, product, ONE, whole, 0, half).json() == {"offset": half}
    assert send(client, product, ONE, whole, half + 5).json() == {"offset": half}
    first = send(client, product, ONE, whole, half).json()
    again = send(client, product, ONE, whole, half).json()
    anew = send(client, product, ONE, whole, 0, half).json()
    assert [answer["offset"] for answer in (first, again, anew)] == [len(whole)] * 3
    assert first["row"] == again["row"] == anew["row"]
    assert list(product.photos.values_list("upload_uuid", flat=True)) == [ONE]
    assert kept(media) == []


def test_two_photos_at_a_time_do_not_mix(product):
    client, first, second = client_of(product.maker), picture(), picture()
    for start in range(0, max(len(first), len(second)), 20_000):
        for upload, whole in ((ONE, first), (TWO, second)):
            if start < len(whole):
                assert send(client, product, upload, whole, start, start + 20_000).status_code == 200
    assert sorted(product.photos.values_list("upload_uuid", flat=True)) == [ONE, TWO]


@pytest.mark.parametrize(
    "query",
    [
        {"size": "0"},
        {"size": "999999999"},
        {"size": "x"},
        {"offset": "-1"},
        {"offset": "5000"},
        {"upload": "../../etc/passwd"},
        {"upload": ""},
    ],
)
def test_what_is_no_piece_is_refused_in_a_sentence_and_nothing_is_kept(product, media, query):
    sound = {"upload": ONE.hex, "size": "1000", "offset": "0"}
    address = reverse("workshop:upload", args=[product.artisan.code, product.code], query=sound | query)
    response = client_of(product.maker).post(address, b"x" * 10, content_type="application/octet-stream")
    assert (response.status_code, bool(response.json()["error"]), kept(media)) == (422, True, [])


def test_a_piece_that_is_empty_or_too_large_is_refused(product, settings):
    client = client_of(product.maker)
    assert send(client, product, ONE, b"x" * 10, 10).status_code == 422
    assert send(client, product, ONE, b"x" * (uploads.LARGEST_PIECE + 1), 0).status_code == 422


def test_a_piece_sent_as_a_form_is_refused_in_a_sentence(product, media):
    """The check against forgery reads such a form before the page does."""
    client, token = Client(enforce_csrf_checks=True), "k" * 32
    client.force_login(product.maker)
    client.cookies["csrftoken"] = token
    query = {"upload": ONE.hex, "size": "1000", "offset": "0"}
    address = reverse("workshop:upload", args=[product.artisan.code, product.code], query=query)
    response = client.post(address, {"csrfmiddlewaretoken": token})
    assert (response.status_code, bool(response.json()["error"]), kept(media)) == (422, True, [])


@pytest.mark.parametrize("bytes_", [b"<svg onload=alert(1)>", b"%PDF-1.4 " * 50, b"\xff\xd8\xff" + b"0" * 500])
def test_what_is_no_photo_is_refused_and_thrown_away(product, media, bytes_):
    response = send(client_of(product.maker), product, ONE, bytes_, 0)
    assert (response.status_code, product.photos.count(), kept(media)) == (422, 0, [])
    assert response.json() == {"error": "Berkas ini bukan foto yang dapat dibaca. Kirim gambar JPEG, PNG, atau WebP."}


def test_a_bomb_is_refused(product, media):
    file = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(file, "PNG")
    response = send(client_of(product.maker), product, ONE, file.getvalue(), 0)
    assert (response.status_code, product.photos.count(), kept(media)) == (422, 0, [])


def test_a_full_product_takes_no_more_but_still_answers_for_what_it_has(product):
    client, whole = client_of(product.maker), picture()
    send(client, product, ONE, whole, 0)
    for _n in range(7):
        ProductPhotoFactory(product=product)
    assert send(client, product, TWO, whole, 0).status_code == 422
    assert send(client, product, ONE, whole, 0).json()["offset"] == len(whole)


def begin(client: Client, product: Product, count: int) -> list[int]:
    """Sends the first piece of so many photos."""
    whole = picture()
    return [send(client, product, UUID(int=n), whole, 0, 100).status_code for n in range(count)]


def leave(media, product: Product, upload: UUID, seconds: int) -> None:
    """Lets it be that long ago that something of the photo came."""
    moment = time.time() - seconds
    os.utime(media / "partial" / str(product.pk) / upload.hex, (moment, moment))


def test_no_more_photos_are_on_their_way_than_a_product_can_have(product, media):
    assert begin(client_of(product.maker), product, 9) == [200] * 8 + [422]
    assert len(kept(media)) == 8


def test_a_new_photo_takes_the_place_of_the_one_that_is_left_for_the_longest_time(product, media):
    client, whole = client_of(product.maker), picture()
    begin(client, product, 8)
    for number, minutes in ((3, 7), (5, 20), (6, 4)):
        leave(media, product, UUID(int=number), minutes * 60)
    assert [send(client, product, UUID(int=n), whole, 0, 100).status_code for n in (8, 9, 10)] == [200, 200, 422]
    gone = {UUID(int=number).hex for number in (3, 5)}
    assert set(kept(media)) == {UUID(int=number).hex for number in range(10)} - gone
    # What had to give way is asked for from its beginning, and finds room again once another has come.
    assert send(client, product, UUID(int=5), whole, 100, 200).json() == {"offset": 0}
    send(client, product, ONE, whole, 100)
    send(client, product, UUID(int=5), whole, 0, 100)
    assert send(client, product, UUID(int=5), whole, 100).json()["offset"] == len(whole)
    assert set(product.photos.values_list("upload_uuid", flat=True)) == {ONE, UUID(int=5)}


def test_what_is_given_up_makes_room_at_once(product, media):
    client, whole = client_of(product.maker), picture()
    begin(client, product, 8)
    address = reverse("workshop:upload", args=[product.artisan.code, product.code], query={"given_up": TWO.hex})
    for _twice in range(2):
        assert client.post(address).status_code == 200
    # A piece that was under way meanwhile begins nothing anew.
    assert send(client, product, TWO, whole, 100, 200).json() == {"offset": 0}
    assert TWO.hex not in kept(media)
    assert send(client, product, UUID(int=8), whole, 0, 100).status_code == 200
    assert client_of(UserFactory()).post(address).status_code == 404


def test_a_photo_that_is_made_is_not_given_up(product):
    client, whole = client_of(product.maker), picture()
    send(client, product, ONE, whole, 0)
    client.post(reverse("workshop:upload", args=[product.artisan.code, product.code], query={"given_up": ONE.hex}))
    assert product.photos.count() == 1


def test_nobody_else_sends_photos_and_without_the_token_nobody_does(product, media):
    whole = picture()
    for person in (UserFactory(), UserFactory(areas=["32.73"])):
        assert send(client_of(person), product, ONE, whole, 0).status_code == 404
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(product.maker)
    assert send(strict, product, ONE, whole, 0).status_code == 403
    assert kept(media) == []


def test_what_was_left_for_a_day_goes_with_the_next_photo(product, media):
    client, whole = client_of(product.maker), picture()
    send(client, product, ONE, whole, 0, 100)
    send(client, product, TWO, whole, 0, 100)
    leave(media, product, ONE, uploads.KEPT_SECONDS + 60)
    send(client, product, UUID(int=3), whole, 0, 100)
    assert sorted(kept(media)) == [TWO.hex, UUID(int=3).hex]


def test_what_has_come_goes_with_an_erased_maker(product, media, django_capture_on_commit_callbacks):
    send(client_of(product.maker), product, ONE, picture(), 0, 100)
    with django_capture_on_commit_callbacks(execute=True):
        erase(artisans=[product.artisan], by=UserFactory(administrator=True))
    assert kept(media) == []


def test_photos_dragged_into_an_order_stand_in_it_and_a_stale_order_is_refused(product):
    a, b = ProductPhotoFactory(product=product), ProductPhotoFactory(product=product)
    client, address = (
        client_of(product.maker),
        reverse("workshop:order_photos", args=[product.artisan.code, product.code]),
    )
    assert client.post(address, {"order": f"{b.pk},{a.pk}"}).json() == {"order": [b.pk, a.pk]}
    for order in (f"{a.pk}", f"{a.pk},{b.pk},{b.pk}", "", "x", "1," * 30):
        assert client.post(address, {"order": order}).status_code == 422
    assert list(product.photos.order_by("position").values_list("pk", flat=True)) == [b.pk, a.pk]


@pytest.mark.django_db(transaction=True)
def test_the_last_piece_twice_at_once_makes_one_photo(product, media):
    whole = picture()
    half = len(whole) // 2
    clients = [client_of(product.maker) for _n in range(4)]
    send(clients[0], product, ONE, whole, 0, half)
    together, answers = threading.Barrier(len(clients)), []

    def last(client: Client) -> None:
        together.wait()
        answers.append(send(client, product, ONE, whole, half).json()["offset"])
        connection.close()

    threads = [threading.Thread(target=last, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (answers, product.photos.count(), kept(media)) == ([len(whole)] * 4, 1, [])
