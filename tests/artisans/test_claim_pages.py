"""The maker's pages of a claim: what they show, what they count, and what they never tell."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from artisans.actions import claiming
from artisans.choices import ArtisanState
from artisans.models import PersonIdentity
from artisans.views import claiming as views
from tests.cast import SEMARANG, UNDIALLABLE
from tests.factories import ArtisanFactory, ConsentFactory, UserFactory

pytestmark = pytest.mark.django_db
CHOSEN = {"name": "Bu Sri", "phone": "6200 1234-5678", "password": "anyam-goni-2026"}


@pytest.fixture
def artisan():
    artisan = ArtisanFactory(
        state=ArtisanState.ACTIVE, public_name="Tas Goni Lestari", place_note="Gang II", region_id="33.74.01.1011"
    )
    PersonIdentity.objects.create(artisan=artisan, phone=UNDIALLABLE, legal_name="Sri Rahayu")
    ConsentFactory(artisan=artisan, purpose="STORE")
    return artisan


@pytest.fixture
def code(artisan):
    return claiming.issue(artisan=artisan, by=UserFactory(areas=[SEMARANG]))


def enter(client, code, **more):
    return client.post(reverse("claim:enter"), {"code": code}, **more)


def take(client, **changed):
    return client.post(reverse("claim:take"), CHOSEN | changed)


def who(client) -> str | None:
    return client.session.get("_auth_user_id")


def test_the_code_opens_the_record_and_the_maker_is_signed_in(client, artisan, code):
    assert enter(client, code)["Location"] == reverse("claim:take")
    assert take(client)["Location"] == reverse("pages:account")
    account = User.objects.get(phone=UNDIALLABLE)
    assert (who(client), artisan.users.get(), dict(client.session).get("claim")) == (str(account.pk), account, None)
    assert client.session.get_expire_at_browser_close()
    assert "Tas Goni Lestari" in client.get(reverse("pages:account")).content.decode()


def test_only_the_public_name_and_the_village_are_shown(client, artisan, code):
    enter(client, code)
    page = client.get(reverse("claim:take"))
    text = page.content.decode()
    shown = [word in text for word in ("Tas Goni Lestari", "Purwodinatan", "Sri Rahayu", "Gang II", UNDIALLABLE, code)]
    assert (shown, page["Cache-Control"]) == ([True, True, False, False, False, False], "private, no-store")


def test_staying_signed_in_is_a_choice(client, code):
    enter(client, code)
    take(client, remember="on")
    assert not client.session.get_expire_at_browser_close()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"phone": "nol"}, "Ini bukan nomor telepon."),
        ({"phone": ""}, "Bagian ini perlu diisi."),
        ({"password": "12345678"}, "Kata sandi ini terlalu umum."),
        ({"password": ""}, "Bagian ini perlu diisi."),
        ({"name": ""}, "Bagian ini perlu diisi."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(client, artisan, code, typed, sentence):
    enter(client, code)
    page = take(client, **typed)
    kept = [page.context["form"][name].value() for name in ("name", "phone")]
    assert (page.status_code, sentence in page.content.decode()) == (422, True)
    assert kept == [(CHOSEN | typed)[name] for name in ("name", "phone")]
    assert not artisan.users.exists()


def test_a_number_with_an_account_is_sent_to_sign_in_and_the_record_joins_it(client, artisan, code):
    account = UserFactory(phone=UNDIALLABLE)
    account.set_password("tenun-bayan-2026")
    account.save()
    enter(client, code)
    assert "sudah dipakai untuk masuk" in take(client).content.decode()
    address = reverse("account_login", query={"next": reverse("claim:take")})
    signed_in = client.post(address, {"login": UNDIALLABLE, "password": "tenun-bayan-2026"})
    assert signed_in["Location"] == reverse("claim:take")
    assert client.post(reverse("claim:join"))["Location"] == reverse("pages:account")
    assert artisan.users.get() == account


def test_an_officer_who_is_signed_in_takes_nothing(client, artisan, code):
    client.force_login(UserFactory(areas=[SEMARANG]))
    enter(client, code)
    page = client.post(reverse("claim:join"), follow=True)
    assert "Akun dinas tidak dapat memiliki catatan perajin" in page.content.decode()
    assert (take(client).status_code, artisan.users.exists(), User.objects.filter(phone=UNDIALLABLE).exists()) == (
        200,
        False,
        False,
    )


def test_without_a_code_there_is_no_record(client, artisan):
    for answer in (client.get(reverse("claim:take")), take(client), client.post(reverse("claim:join"))):
        assert answer["Location"] == reverse("claim:enter")


def test_a_code_used_by_somebody_else_meanwhile_is_no_longer_open(client, artisan, code):
    enter(client, code)
    enter(other := Client(), code)
    take(other)
    assert take(client, phone="+620098765432")["Location"] == reverse("claim:enter")
    assert artisan.users.count() == 1


def at_most(monkeypatch, brake: str, most: int) -> None:
    monkeypatch.setattr(views, brake, replace(getattr(views, brake), most=most))


class TestLimits:
    def test_wrong_codes_are_counted_by_address_and_right_ones_are_not(self, client, code, monkeypatch):
        at_most(monkeypatch, "WRONG_CODES_OF_AN_ADDRESS", 3)
        for _ in range(4):
            assert enter(Client(), code).status_code == 302
        for _ in range(3):
            assert "Kode ini tidak dapat dipakai" in enter(client, "K7Q4MX9P").content.decode()
        assert "Terlalu banyak kode salah" in enter(client, code).content.decode()
        assert enter(client, code, REMOTE_ADDR="198.51.100.7").status_code == 302

    def test_wrong_codes_are_counted_over_all_addresses(self, client, code, monkeypatch):
        at_most(monkeypatch, "WRONG_CODES_OF_ALL", 3)
        for number in range(3):
            enter(Client(), "K7Q4MX9P", REMOTE_ADDR=f"198.51.100.{number}")
        assert enter(client, code, REMOTE_ADDR="198.51.100.99").status_code == 422

    def test_with_one_code_not_many_numbers_are_tried(self, client, artisan, code, monkeypatch):
        at_most(monkeypatch, "FORMS_WITH_ONE_CODE", 2)
        UserFactory(phone=UNDIALLABLE)
        enter(client, code)
        for _ in range(2):
            take(client)
        assert "terlalu sering mencoba" in take(client, phone="+620098765432").content.decode()
        assert not artisan.users.exists()


class TestAskingByNumber:
    def ask(self, client, phone=UNDIALLABLE, **more):
        return client.post(reverse("claim:ask"), {"phone": phone}, **more)

    def test_a_known_and_an_unknown_number_get_the_same_answer(self, artisan, capsys):
        answers = []
        for phone in (UNDIALLABLE, "+620098765432"):
            client = Client()
            answer = self.ask(client, phone)
            page = client.get(answer["Location"]).content.decode()
            answers.append((answer.status_code, answer["Location"], sorted(answer.headers), page))
        said = [page.split("<main")[1].split("<form")[0] for *_rest, page in answers]
        assert (answers[0][:3], said[0]) == (answers[1][:3], said[1])
        assert "sedang dikirim ke nomor itu" in said[0]
        assert len(capsys.readouterr().err.splitlines()) == 1

    def test_the_answer_comes_before_anything_is_looked_up(self, rf, artisan, client, django_assert_num_queries):
        from artisans.views.claiming import ask

        request = rf.post(reverse("claim:ask"), {"phone": UNDIALLABLE})
        request.session, request._messages, request.user = client.session, [], None
        request._messages = type("Kept", (), {"add": lambda self, *args, **more: None})()
        with django_assert_num_queries(0):
            ask(request)
        assert len(request.afterwards) == 1

    def test_a_number_is_asked_for_three_times_an_hour(self, client, artisan, capsys):
        for number in range(5):
            answer = self.ask(client, REMOTE_ADDR=f"198.51.100.{number}")
        assert (answer.status_code, "terlalu sering diminta" in answer.content.decode()) == (422, True)
        assert len(capsys.readouterr().err.splitlines()) == 3

    def test_one_address_does_not_ask_for_everybody(self, client, monkeypatch):
        at_most(monkeypatch, "ASKED_OF_AN_ADDRESS", 2)
        codes = [self.ask(client, f"+62001234567{number}").status_code for number in range(3)]
        assert codes == [302, 302, 422]

    def test_where_nothing_can_be_sent_the_page_says_so(self, client, artisan, settings):
        settings.SENDER = "none"
        page = self.ask(client).content.decode()
        assert ("Situs ini tidak mengirim pesan" in page, 'name="phone"' in page) == (True, False)
        assert not artisan.claims.exists()
        assert reverse("claim:ask") not in client.get(reverse("claim:enter")).content.decode()
