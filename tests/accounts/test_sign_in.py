import pytest
from django.conf import global_settings
from django.urls import reverse

from accounts.models import User
from config import settings as site_settings
from tests.cast import UNDIALLABLE
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "tenun-bayan-2026"


@pytest.fixture
def artisan():
    return User.objects.create_user(username=None, phone=UNDIALLABLE, password=PASSWORD)


def sign_in(client, name, password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": name, "password": password, **more})


def who(client) -> str | None:
    return client.session.get("_auth_user_id")


@pytest.mark.parametrize("typed", [UNDIALLABLE, "+62 00-1234-5678", "6200 1234 5678"])
def test_a_phone_number_signs_in_however_it_is_written(client, artisan, typed):
    assert sign_in(client, typed)["Location"] == reverse("pages:account")
    assert who(client) == str(artisan.pk)


def test_a_password_is_kept_as_the_site_keeps_it(client, settings):
    settings.PASSWORD_HASHERS = global_settings.PASSWORD_HASHERS  # the tests' own are quick and weak
    artisan = User.objects.create_user(username=None, phone=UNDIALLABLE, password=PASSWORD)
    assert not hasattr(site_settings, "PASSWORD_HASHERS")
    assert artisan.password.startswith("pbkdf2_sha256$1000000$")
    sign_in(client, UNDIALLABLE)
    assert who(client) == str(artisan.pk)


def test_a_user_name_signs_in(client):
    officer = User.objects.create_user(username="petugas", password=PASSWORD)
    sign_in(client, " petugas ")
    assert who(client) == str(officer.pk)


@pytest.mark.parametrize("name", [UNDIALLABLE, "+62 00 9999 9999", "tidak-ada"])
def test_a_wrong_password_and_an_unknown_name_get_the_same_kind_of_answer(client, artisan, name):
    response = sign_in(client, name, "salah-sama-sekali")
    assert response.status_code == 200
    assert response.context["form"].non_field_errors()
    assert response.context["form"]["login"].value() == name
    assert who(client) is None


def test_an_officer_goes_straight_to_the_days_work(client):
    officer = UserFactory(areas=["33.74"])
    officer.set_password(PASSWORD)
    officer.save()
    assert sign_in(client, officer.username)["Location"] == reverse("field:home")


def test_signing_in_goes_nowhere_else(client, artisan):
    response = sign_in(client, UNDIALLABLE, next="https://example.org/")
    assert response["Location"] == reverse("pages:account")


def test_signing_in_goes_back_to_the_page_that_asked(client, artisan):
    response = sign_in(client, UNDIALLABLE, next="/klaster/")
    assert response["Location"] == "/klaster/"


def test_staying_signed_in_on_a_shared_phone_is_a_choice(client, artisan):
    sign_in(client, UNDIALLABLE)
    assert client.session.get_expire_at_browser_close()
    sign_in(client_again := type(client)(), UNDIALLABLE, remember="on")
    assert not client_again.session.get_expire_at_browser_close()


def test_guessing_is_stopped_for_every_way_of_writing_the_number(client, artisan, settings):
    settings.AXES_FAILURE_LIMIT = 3
    for typed in ["+620012345678", "+62 0012345678", "6200-1234-5678"]:
        sign_in(client, typed, "salah-sama-sekali")
    assert sign_in(client, UNDIALLABLE).status_code == 429
    assert who(client) is None


def test_nobody_opens_an_account_alone(client):
    before = User.objects.count()
    client.post(reverse("account_signup"), {"username": "baru", "password1": PASSWORD, "phone": UNDIALLABLE})
    assert User.objects.count() == before


@pytest.mark.parametrize(("areas", "goes_to"), [(["33.74"], "mfa_activate_totp"), (None, None)])
def test_officers_set_up_a_second_factor_first(client, settings, areas, goes_to):
    settings.STAFF_NEED_SECOND_FACTOR = True
    client.force_login(UserFactory(areas=areas))
    response = client.get(reverse("pages:account"))
    assert (response["Location"] if goes_to else response.status_code) == (reverse(goes_to) if goes_to else 200)


def test_an_administrator_who_is_not_ticked_as_staff_sets_one_up_too(client, settings):
    settings.STAFF_NEED_SECOND_FACTOR = True
    client.force_login(UserFactory(is_superuser=True))
    assert client.get(reverse("field:home"))["Location"] == reverse("mfa_activate_totp")


def test_an_account_without_phone_and_name_cannot_be_made_by_a_form():
    with pytest.raises(Exception, match="salah satunya"):
        User().full_clean()


def test_behind_a_proxy_guessing_is_counted_for_the_visitor_not_for_the_proxy(client, artisan, settings):
    settings.AXES_FAILURE_LIMIT, settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2, 1
    guesser, owner = {"HTTP_X_FORWARDED_FOR": "forged, 203.0.113.9"}, {"HTTP_X_FORWARDED_FOR": "198.51.100.7"}
    address, name = reverse("account_login"), {"login": UNDIALLABLE}
    for _ in range(3):
        client.post(address, name | {"password": "salah-sama-sekali"}, **guesser)
    assert client.post(address, name | {"password": PASSWORD}, **guesser).status_code == 429
    assert client.post(address, name | {"password": PASSWORD}, **owner).status_code == 302
