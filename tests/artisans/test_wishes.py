"""What makers ask about their data, the officer's clock, and the answer."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notice
from artisans.actions import wishes
from artisans.models import Artisan, DataWish, ErasedRecord
from core.refusals import Refusal
from tests.cast import make_cast
from tests.factories import ArtisanFactory, UserFactory

pytestmark = pytest.mark.django_db


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def ask(client, artisan, name: str, **answers):
    return client.post(reverse(f"workshop:{name}", args=[artisan.code]), answers)


def test_a_wish_has_three_days_and_is_asked_once():
    cast = make_cast()
    client = client_of(cast.artisan_user)
    assert ask(client, cast.artisan, "wishes", text="Desa saya salah").status_code == 302
    wish = DataWish.objects.get()
    assert abs(wish.due_at - wish.asked_at - timedelta(hours=72)) < timedelta(seconds=5)
    assert wish.hours_left == 71
    again = ask(client, cast.artisan, "wishes", text="Nama juga")
    assert (again.status_code, "sudah menunggu petugas" in again.content.decode()) == (422, True)
    assert ask(client, cast.artisan, "erasure", sure="on").status_code == 302


@pytest.mark.parametrize(("name", "answers"), [("wishes", {"text": "  "}), ("erasure", {"text": "Pindah"})])
def test_a_wish_without_words_or_without_the_tick_comes_back(name, answers):
    cast = make_cast()
    response = ask(client_of(cast.artisan_user), cast.artisan, name, **answers)
    assert (response.status_code, DataWish.objects.count()) == (422, 0)
    assert answers["text"].strip() in response.content.decode()


def test_the_maker_takes_it_back_and_an_officer_only_what_the_officer_wrote_down():
    cast = make_cast()
    own = wishes.ask_for_erasure(artisan=cast.artisan, by=cast.artisan_user)
    written = wishes.ask_for_correction(artisan=cast.artisan, by=cast.officer, text="Salah desa")
    officer, maker = client_of(cast.officer), client_of(cast.artisan_user)
    pressed = [
        client.post(reverse("workshop:take_back_wish", args=[cast.artisan.code, wish.pk])).status_code
        for client, wish in ((officer, own), (officer, written), (maker, own))
    ]
    assert pressed == [404, 302, 302]
    assert set(DataWish.objects.values_list("state", flat=True)) == {"TAKEN_BACK"}


def test_the_officers_see_what_is_due_first_and_what_is_overdue():
    cast = make_cast()
    other = ArtisanFactory(region_id=cast.artisan.region_id, public_name="Tas Sabar")
    wishes.ask_for_correction(artisan=cast.artisan, by=cast.artisan_user, text="x")
    late = wishes.ask_for_erasure(artisan=other, by=cast.colleague)
    past = timezone.now() - timedelta(hours=80)
    DataWish.objects.filter(pk=late.pk).update(asked_at=past, due_at=past + timedelta(hours=72))
    page = client_of(cast.officer).get(reverse("field:wishes")).content.decode()
    assert page.index("Tas Sabar") < page.index("Tas Goni Lestari")
    assert (page.count("Terlambat</"), "sisa 71 jam" in page) == (1, True)
    assert "2 perajin menunggu jawaban" in client_of(cast.officer).get(reverse("field:home")).content.decode()
    assert "Tas Sabar" not in client_of(cast.foreign_officer).get(reverse("field:wishes")).content.decode()


def test_a_correction_is_answered_and_the_maker_is_told():
    cast = make_cast()
    wish = wishes.ask_for_correction(artisan=cast.artisan, by=cast.artisan_user, text="x")
    answer = {"fulfil-answer": "Sudah saya betulkan."}
    assert client_of(cast.officer).post(reverse("field:fulfil_wish", args=[wish.pk]), answer).status_code == 302
    wish.refresh_from_db()
    assert (wish.state, wish.answer, wish.decided_by) == ("DONE", "Sudah saya betulkan.", cast.officer)
    assert [(notice.to, str(notice)) for notice in Notice.objects.all()] == [
        (cast.artisan_user, "Permintaan Anda selesai: Tas Goni Lestari sudah dibetulkan.")
    ]


def test_a_refusal_says_why():
    cast = make_cast()
    wish = wishes.ask_for_erasure(artisan=cast.artisan, by=cast.artisan_user)
    client, address = client_of(cast.officer), reverse("field:refuse_wish", args=[wish.pk])
    assert client.post(address, {"refuse-answer": ""}).status_code == 422
    client.post(address, {"refuse-answer": "Ada pesanan yang belum selesai."})
    page = client_of(cast.artisan_user).get(reverse("workshop:wishes", args=[cast.artisan.code])).content.decode()
    assert "Ada pesanan yang belum selesai." in page


def test_a_record_is_erased_only_with_its_code_typed():
    cast = make_cast()
    wish = wishes.ask_for_erasure(artisan=cast.artisan, by=cast.artisan_user)
    client, address = client_of(cast.officer), reverse("field:fulfil_wish", args=[wish.pk])
    wrong = client.post(address, {"fulfil-code": "AAAAAA"})
    assert (wrong.status_code, "Ini bukan kode catatan ini." in wrong.content.decode()) == (422, True)
    assert client.post(address, {"fulfil-code": f" {cast.artisan.spoken_code.lower()} "}).status_code == 302
    assert not Artisan.objects.filter(pk=cast.artisan.pk).exists()
    assert ErasedRecord.objects.get(code=cast.artisan.code).erased_by == cast.officer
    assert client.get(cast.artisan.get_absolute_url()).status_code == 410
    cast.artisan_user.refresh_from_db()
    assert not cast.artisan_user.is_active


def test_who_wrote_the_wish_down_decides_only_where_nobody_else_works():
    cast = make_cast()
    wish = wishes.ask_for_erasure(artisan=cast.artisan, by=cast.officer)
    client, code = client_of(cast.officer), {"fulfil-code": cast.artisan.code}
    assert "Rekan Anda yang memutuskannya" in client.get(reverse("field:wish", args=[wish.pk])).content.decode()
    assert client.post(reverse("field:fulfil_wish", args=[wish.pk]), code).status_code == 404
    cast.colleague.areas.all().delete()
    assert client.post(reverse("field:fulfil_wish", args=[wish.pk]), code).status_code == 302


def test_one_wish_and_three_cost_the_same(django_assert_num_queries):
    cast = make_cast()
    officer, maker = client_of(cast.officer), client_of(cast.artisan_user)
    for number in range(3):
        artisan = ArtisanFactory(region_id=cast.artisan.region_id)
        wishes.ask_for_correction(artisan=artisan, by=UserFactory(), text="x")
        wish = wishes.ask_for_correction(artisan=cast.artisan, by=UserFactory(), text="x")
        if number in {0, 2}:
            with django_assert_num_queries(5):
                officer.get(reverse("field:wishes"))
            with django_assert_num_queries(6):
                maker.get(reverse("workshop:wishes", args=[cast.artisan.code]))
        if number < 2:
            wishes.refuse(wish=wish, by=cast.officer, answer="Tidak")


def decide_at_once(*steps) -> list[str]:
    """Does the steps on connections of their own; each is "done" or its refusal."""

    def run(step) -> str:
        try:
            step()
        except Refusal as refusal:
            return str(refusal)
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(steps)) as pool:
        return sorted(future.result() for future in [pool.submit(run, step) for step in steps])


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_at_once_one_decision_counts():
    cast = make_cast()
    wish = wishes.ask_for_erasure(artisan=cast.artisan, by=cast.artisan_user)
    results = decide_at_once(
        lambda: wishes.fulfil_erasure(wish=wish, by=cast.officer),
        lambda: wishes.fulfil_erasure(wish=wish, by=cast.colleague),
    )
    assert results == ["Permintaan ini sudah dijawab atau ditarik, jadi tidak ada yang diubah.", "done"]
    assert ErasedRecord.objects.count() == 1
