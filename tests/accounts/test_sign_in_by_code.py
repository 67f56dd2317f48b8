"""Signing in by six digits sent to the telephone."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse

from accounts import lost_phones
from accounts.models import User
from tests.cast import SEMARANG, UNDIALLABLE
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
UNKNOWN = "+620098765432"
ASK, ENTER = "account_request_login_code", "account_confirm_login_code"


@pytest.fixture
def maker():
    user = UserFactory(phone=UNDIALLABLE)
    user.set_password("anyam-goni-2026")
    user.save()
    return user


def ask(client, phone=UNDIALLABLE, **more):
    return client.post(reverse(ASK), {"phone": phone}, **more)


def digits(capsys) -> str:
    return re.search(r"\b\d{6}\b", capsys.readouterr().err.partition(": ")[2]).group()


def enter(client, code):
    return client.post(reverse(ENTER), {"code": code})


def who(client) -> str | None:
    return client.session.get("_auth_user_id")


@pytest.mark.parametrize("typed", [UNDIALLABLE, "6200 1234-5678"])
def test_the_digits_that_came_sign_in_and_prove_the_number(client, maker, capsys, typed):
    assert ask(client, typed)["Location"] == reverse(ENTER)
    assert enter(client, digits(capsys))["Location"] == reverse("pages:account")
    maker.refresh_from_db()
    assert (who(client), maker.phone_verified) == (str(maker.pk), True)


def test_the_message_says_what_it_is(client, maker, capsys):
    ask(client)
    message = re.sub(r"\d{6} ", "###### ", capsys.readouterr().err.partition(": ")[2].strip())
    assert (
        message == "###### adalah kode Anda untuk masuk ke Sentra. Jangan berikan kepada siapa pun, termasuk petugas."
    )


def test_a_number_without_an_account_gets_the_same_answers(maker, capsys):
    said = []
    for phone in (UNDIALLABLE, UNKNOWN):
        client = Client()
        answer = ask(client, phone)
        page = client.get(reverse(ENTER)).content.decode().partition("<main")[2]
        wrong = enter(client, "000000").content.decode().partition("<main")[2]
        token = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
        said.append((answer.status_code, answer["Location"], token.sub("", page), token.sub("", wrong)))
    assert said[0] == said[1]
    assert (len(capsys.readouterr().err.splitlines()), phone in said[0][2]) == (1, False)


def test_three_wrong_codes_end_it(client, maker, capsys):
    ask(client)
    code = digits(capsys)
    wrong = "111111" if code != "111111" else "222222"
    assert [enter(client, wrong).status_code for _ in range(3)] == [200, 200, 302]
    enter(client, code)
    assert who(client) is None


def test_three_codes_are_sent_to_a_number_in_ten_minutes(maker, capsys):
    codes = [ask(Client(), REMOTE_ADDR=f"198.51.100.{number}").status_code for number in range(4)]
    assert codes == [302, 302, 302, 200]
    assert len(capsys.readouterr().err.splitlines()) == 3


def test_one_address_does_not_ask_for_everybody(settings, maker):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"request_login_code": "2/h/ip,9/h/key"}
    assert [ask(Client(), f"+62001234567{n}").status_code for n in range(3)] == [302, 302, 200]


def test_an_officer_still_passes_the_second_factor(client, capsys):
    officer = UserFactory(areas=[SEMARANG], phone=UNDIALLABLE)
    officer.set_password("anyam-goni-2026")
    officer.save()
    TOTP.activate(officer, generate_totp_secret())
    ask(client)
    assert enter(client, digits(capsys))["Location"] == reverse("mfa_authenticate")
    assert who(client) is None


def test_an_account_whose_phone_is_lost_gets_no_code(client, maker, capsys):
    TOTP.activate(maker, generate_totp_secret())
    lost_phones.lock(maker)
    ask(client)
    assert (capsys.readouterr().err, Authenticator.objects.count()) == ("", 0)


def test_a_code_asked_for_before_the_phone_was_reported_lost_opens_nothing(client, maker, capsys):
    ask(client)
    lost_phones.lock(User.objects.get(pk=maker.pk))
    assert enter(client, digits(capsys))["Location"] == reverse("account_inactive")
    assert who(client) is None


def test_where_nothing_can_be_sent_the_pages_say_so(client, maker, settings):
    settings.SENDER = "none"
    assert reverse(ASK) not in client.get(reverse("account_login")).content.decode()
    for answer in (client.get(reverse(ASK)), ask(client)):
        assert "Situs ini tidak mengirim kode" in answer.content.decode()


def test_the_sign_in_page_leads_to_both_kinds_of_code(client):
    page = client.get(reverse("account_login")).content.decode()
    assert [reverse(name) in page for name in (ASK, "claim:enter")] == [True, True]


def test_what_goes_wrong_with_the_gateway_changes_no_answer(client, maker, settings, caplog):
    settings.SENDER, settings.SENDER_URL, settings.SENDER_TOKEN = "http", "http://127.0.0.1:9/", "x"
    assert ask(client)["Location"] == reverse(ENTER)
    assert (UNDIALLABLE[1:] in caplog.text, "CannotSend" in caplog.text) == (False, True)
