"""Administrators open accounts, hand out areas and set passwords."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from accounts.models import OfficerArea, User
from tests.addresses import english
from tests.admin_forms import save
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
LIST = reverse("admin:accounts_user_changelist")
ADD = reverse("admin:accounts_user_add")
PASSWORD = "goni-rotan-purun-77"


@pytest.fixture
def administrator(client):
    administrator = UserFactory(administrator=True, first_name="Sari")
    client.force_login(administrator)
    return administrator


def new_account(areas=(), **answers):
    form = {
        "first_name": "Wati",
        "username": "",
        "phone": "",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "areas-TOTAL_FORMS": len(areas),
        "areas-INITIAL_FORMS": 0,
    }
    for n, text in enumerate(areas):
        form |= {f"areas-{n}-region": "", f"areas-{n}-region_text": text}
    return form | answers


def test_an_officer_is_made_with_phone_password_and_areas_in_one_go(client, administrator):
    areas = ["kota semarang", "ulujami pemalang"]
    answer = client.post(ADD, new_account(areas, phone="+62 0012-3456-78", is_staff="on"))
    officer = User.objects.get(first_name="Wati")
    assert (answer.status_code, officer.username, officer.phone) == (302, None, "+620012345678")
    assert officer.area_codes == ("33.27.13", "33.74")
    assert officer.is_officer


def test_an_administrator_makes_an_officer_the_head_of_the_agency(client, administrator):
    client.post(ADD, new_account(["kota semarang"], is_staff="on", username="kepala", **{"areas-0-is_head": "on"}))
    assert User.objects.get(username="kepala").headed_codes == ("33.74",)
    page = client.get(LIST).content.decode()
    assert "Kota Semarang, Jawa Tengah (kepala)" in page


def test_who_was_made_here_can_sign_in_by_phone(client, administrator):
    client.post(ADD, new_account(phone="+62 00 1234 5678"))
    client.logout()
    client.post("/akun/masuk/", {"login": "620012345678", "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(User.objects.get(first_name="Wati").pk)


@pytest.mark.parametrize(
    ("answers", "errors"),
    [
        ({}, {"__all__": ["Give a phone number or a user name: one of them is needed to sign in."]}),
        (
            {"phone": "12"},
            {"phone": ["This is not a telephone number. Write it like 0824-1234-5678 or +62 824 1234 5678."]},
        ),
        ({"username": "SARI1"}, {"username": ["This user name is taken."]}),
        ({"username": "wa\0ti"}, {"username": ["Null characters are not allowed."]}),
        (
            {"username": "+6200-1234-5678"},
            {"username": ["This is a telephone number. Write it in the field for the phone."]},
        ),
        ({"username": "wati", "first_name": ""}, {"first_name": ["This field is required."]}),
        ({"phone": "+6200 9999 9999"}, {"phone": ["Another account already uses this number."]}),
    ],
)
def test_what_is_wrong_is_said_at_the_field(client, administrator, answers, errors):
    UserFactory(username="sari1", phone="+620099999999")
    page = client.post(english("admin:accounts_user_add"), new_account(**answers))
    assert page.context["adminform"].errors == errors
    assert not User.objects.filter(first_name="Wati").exists()


def test_the_same_area_twice_is_a_sentence(client, administrator):
    officer = UserFactory(first_name="Wati", areas=["33.74"])
    form = {
        "first_name": "Wati",
        "username": officer.username,
        "is_staff": "on",
        "areas-TOTAL_FORMS": 2,
        "areas-INITIAL_FORMS": 1,
        "areas-0-id": officer.areas.get().pk,
        "areas-0-user": officer.pk,
        "areas-0-region": "33.74",
        "areas-1-user": officer.pk,
        "areas-1-region": "33.74",
    }
    page = save(client, reverse("admin:accounts_user_change", args=[officer.pk]), form)
    assert page.status_code == 200
    assert OfficerArea.objects.count() == 1


def test_nobody_takes_the_own_rights_away(client, administrator):
    form = {"first_name": "Sari", "username": administrator.username, "areas-TOTAL_FORMS": 0, "areas-INITIAL_FORMS": 0}
    save(client, reverse("admin:accounts_user_change", args=[administrator.pk]), form)
    administrator.refresh_from_db()
    assert (administrator.is_active, administrator.is_superuser) == (True, True)


def test_an_administrator_sets_a_new_password(client, administrator):
    officer = UserFactory(first_name="Wati", username=None, phone="+620012345678")
    address = f"/en/admin/accounts/user/{officer.pk}/password/"
    page = client.get(address)
    client.post(address, {"usable_password": "true", "password1": PASSWORD, "password2": PASSWORD, "set-password": ""})
    officer.refresh_from_db()
    assert page.context["title"] == "Change password: Wati"
    assert officer.check_password(PASSWORD)


def test_a_lost_second_factor_can_be_removed(client, administrator):
    officer = UserFactory(areas=["33.74"])
    Authenticator.objects.create(user=officer, type=Authenticator.Type.TOTP, data={})
    client.post(LIST, {"action": "remove_second_factor", "_selected_action": [officer.pk]})
    assert not Authenticator.objects.exists()


def test_lists_and_history_never_tell_a_phone_number(client, administrator):
    person = UserFactory(first_name="", username=None, phone="+620012345678")
    form = {"first_name": "Wati", "phone": "+620012345679", "areas-TOTAL_FORMS": 0, "areas-INITIAL_FORMS": 0}
    page = client.get(LIST)
    save(client, reverse("admin:accounts_user_change", args=[person.pk]), form)
    assert "1234567" not in page.text
    assert [entry.object_repr for entry in LogEntry.objects.all()] == [f"Akun {person.pk}"]
    assert "1234567" not in LogEntry.objects.get().change_message


def test_accounts_that_need_a_hand_are_found(client, administrator):
    Authenticator.objects.create(user=administrator, type=Authenticator.Type.TOTP, data={})
    helpless = UserFactory(is_staff=True)
    ready = UserFactory(areas=["33.74"])
    found = {
        value: sorted(user.pk for user in client.get(LIST, {"repair": value}).context["cl"].result_list)
        for value in ["no-area", "no-factor"]
    }
    assert found == {"no-area": [helpless.pk], "no-factor": sorted([helpless.pk, ready.pk])}


def test_the_list_costs_the_same_for_one_row_and_for_three(client, administrator, django_assert_num_queries):
    client.get(LIST)
    OfficerArea.objects.create(user=administrator, region_id="33.74")
    with django_assert_num_queries(6):
        client.get(LIST)
    for _n in range(2):
        UserFactory(areas=["33.27"])
    with django_assert_num_queries(6):
        client.get(LIST)
