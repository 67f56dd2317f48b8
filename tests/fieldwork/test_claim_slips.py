"""The officer gives codes away, sees who holds a record, and helps when a telephone is lost."""

import html

import pytest
from django.test import Client
from django.urls import reverse

from artisans.actions import claiming
from artisans.models import Claim, PersonIdentity
from tests.cast import UNDIALLABLE, Cast, make_cast
from tests.factories import ArtisanFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    cast = make_cast()
    cast.artisan_user.phone, cast.artisan_user.first_name = "+620098765432", "Bu Sri"
    cast.artisan_user.save()
    return cast


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page_of(cast) -> str:
    return reverse("field:claim", args=[cast.artisan.code])


def test_the_slip_shows_the_code_once_with_link_picture_and_message(cast):
    client = client_of(cast.officer)
    answer = client.post(page_of(cast))
    slip, page = answer.context["slip"], html.unescape(answer.content.decode())
    assert claiming.find(typed=slip.code).artisan == cast.artisan
    assert slip.link_with_code == f"http://testserver/klaim/#{slip.code}"
    assert (slip.spoken_code in page, "<svg" in page, "testserver/klaim/" in page) == (True, True, True)
    assert f"https://wa.me/{UNDIALLABLE[1:]}?text=" in page
    assert answer["Cache-Control"] == "private, no-store"
    again = client.get(page_of(cast)).content.decode()
    assert (slip.code in again, slip.spoken_code in again, "belum dipakai" in again) == (False, False, True)


def test_a_record_without_a_number_has_no_link_to_whatsapp(cast):
    PersonIdentity.objects.all().delete()
    assert "wa.me" not in client_of(cast.officer).post(page_of(cast)).content.decode()


def test_a_new_code_ends_the_one_before(cast):
    client = client_of(cast.officer)
    first, second = (client.post(page_of(cast)).context["slip"].code for _ in range(2))
    with pytest.raises(claiming.CodeIsNoGood):
        claiming.find(typed=first)
    assert claiming.find(typed=second).artisan == cast.artisan


def test_accounts_are_listed_with_the_end_of_their_number_only(cast):
    client = client_of(cast.officer)
    for address in (page_of(cast), reverse("field:record", args=[cast.artisan.code])):
        page = client.get(address).content.decode()
        assert ("Bu Sri" in page, "•••• 432" in page, "0098765432" in page) == (True, True, False)


def test_a_lost_phone_ends_in_a_slip_for_the_same_account(cast):
    holder = client_of(cast.artisan_user)
    answer = client_of(cast.officer).post(reverse("field:lost_phone", args=[cast.artisan.code, cast.artisan_user.pk]))
    assert Claim.objects.get().reopens == cast.artisan_user
    assert claiming.find(typed=answer.context["slip"].code).artisan == cast.artisan
    assert holder.get(reverse("pages:account")).status_code == 302


@pytest.fixture
def locked(cast):
    claiming.report_lost_phone(artisan=cast.artisan, account=cast.artisan_user, by=cast.officer)
    return cast.artisan_user


def test_where_an_account_is_locked_the_officer_says_for_whom_the_code_is(cast, locked):
    page = client_of(cast.officer).post(page_of(cast))
    text = page.content.decode()
    assert (page.status_code, page.context["slip"]) == (422, None)
    assert ("Orang yang sama: Bu Sri •••• 432" in text, "Orang lain" in text, "checked" in text) == (True, True, False)
    assert "Pilih untuk siapa kode ini." in text


def test_a_code_for_the_same_person_says_so_on_the_slip_and_to_its_reader(cast, locked):
    answer = client_of(cast.officer).post(page_of(cast), {"for_whom": str(locked.pk)})
    assert "Hanya untuk <strong>Bu Sri</strong>" in answer.content.decode()
    reader = Client()
    reader.post(reverse("claim:enter"), {"code": answer.context["slip"].code})
    page = reader.get(reverse("claim:take"))
    assert "Kode ini membuka kembali akun Bu Sri" in page.content.decode()
    assert "name" not in page.context["form"].fields
    reader.post(reverse("claim:take"), {"phone": "+620055555555", "password": "anyam-goni-2026"})
    assert cast.artisan.users.get() == locked


def test_a_code_for_another_person_says_so_and_opens_an_account_of_their_own(cast, locked):
    answer = client_of(cast.officer).post(page_of(cast), {"for_whom": "another"})
    assert "Untuk orang yang belum memegang catatan ini" in answer.content.decode()
    reader = Client()
    reader.post(reverse("claim:enter"), {"code": answer.context["slip"].code})
    assert "membuka kembali akun" not in reader.get(reverse("claim:take")).content.decode()
    sent = {"name": "Pak Budi", "phone": "+620055555555", "password": "anyam-goni-2026"}
    reader.post(reverse("claim:take"), sent)
    assert (str(cast.artisan.users.get()), cast.artisan.users.get() == locked) == ("Pak Budi", False)


def test_who_is_signed_in_reads_that_the_code_is_for_somebody_else(cast, locked):
    code = claiming.issue_again(artisan=cast.artisan, account=locked, by=cast.officer)
    reader = client_of(cast.nobody)
    reader.post(reverse("claim:enter"), {"code": code})
    page = reader.get(reverse("claim:take")).content.decode()
    assert ("Kode ini membuka kembali akun Bu Sri" in page, reverse("claim:join") in page) == (True, False)
    assert "Bu Sri" in reader.post(reverse("claim:join"), follow=True).content.decode()
    assert not cast.artisan.users.exists()


def test_an_account_whose_access_was_ended_is_helped_like_one_that_holds_the_record(cast):
    claiming.end_hold(artisan=cast.artisan, account=cast.artisan_user, by=cast.officer)
    client = client_of(cast.officer)
    assert [str(account) for account in client.get(page_of(cast)).context["former"]] == ["Bu Sri"]
    client.post(reverse("field:lost_phone", args=[cast.artisan.code, cast.artisan_user.pk]))
    assert Claim.objects.get().reopens == cast.artisan_user


def test_an_account_beyond_the_area_is_refused_with_a_sentence(cast):
    ArtisanFactory(region_id="32.73.01.1001").users.add(cast.artisan_user)
    address = reverse("field:lost_phone", args=[cast.artisan.code, cast.artisan_user.pk])
    page = client_of(cast.officer).post(address, follow=True).content.decode()
    assert "di luar wilayah Anda" in page
    assert client_of(cast.artisan_user).get(reverse("pages:account")).status_code == 200


def test_the_officer_ends_an_accounts_access(cast):
    address = reverse("field:end_hold", args=[cast.artisan.code, cast.artisan_user.pk])
    assert client_of(cast.officer).post(address)["Location"] == page_of(cast)
    assert not cast.artisan.users.exists()
    assert [str(notice) for notice in cast.artisan_user.notices.all()] == [
        f"{cast.officer} mengakhiri akses Anda ke catatan Tas Goni Lestari."
    ]


@pytest.mark.parametrize("step", ["lost_phone", "end_hold"])
def test_an_account_that_does_not_hold_the_record_is_not_found(cast, step):
    address = reverse(f"field:{step}", args=[cast.artisan.code, cast.committee.pk])
    assert client_of(cast.officer).post(address).status_code == 404


def test_the_history_tells_of_accounts_in_plain_words(cast):
    code = claiming.issue(artisan=cast.artisan, by=cast.officer)
    client = Client()
    client.post(reverse("claim:enter"), {"code": code})
    client.post(reverse("claim:take"), {"name": "Pak Budi", "phone": "+620055555555", "password": "anyam-goni-2026"})
    page = client_of(cast.officer).get(reverse("field:history", args=[cast.artisan.code])).content.decode()
    assert ("Akun dihubungkan: Pak Budi" in page, "dengan kode klaim" in page) == (True, True)


def test_one_account_and_three_cost_the_same(cast, django_assert_num_queries):
    client = client_of(cast.officer)
    for people in (0, 2):
        for _ in range(people):
            cast.artisan.users.add(UserFactory())
            taken = claiming.find(typed=claiming.issue(artisan=cast.artisan, by=cast.officer))
            claiming.take(claim=taken, by=UserFactory())
            former = UserFactory()
            cast.artisan.users.add(former)
            claiming.end_hold(artisan=cast.artisan, account=former, by=cast.officer)
        claiming.issue(artisan=cast.artisan, by=cast.officer)
        with django_assert_num_queries(9):
            client.get(page_of(cast))
