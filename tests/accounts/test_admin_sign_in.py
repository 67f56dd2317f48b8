"""The admin has no door of its own: one sign-in for the whole site."""

import pytest

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_a_stranger_signs_in_on_our_page_and_comes_back(client):
    first = client.get("/admin/artisans/artisan/?state=DRAFT")
    second = client.get(first.url)
    assert second.status_code == 302
    assert second.url == "/akun/masuk/?next=%2Fadmin%2Fartisans%2Fartisan%2F%3Fstate%3DDRAFT"


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_the_way_back_never_leaves_the_site(client, wanted):
    assert client.get("/admin/login/", {"next": wanted}).url == "/akun/masuk/?next=%2Fadmin%2F"


def test_posting_a_password_to_the_stock_door_signs_nobody_in(client):
    UserFactory(username="admin", administrator=True).set_password("x")
    answer = client.post("/admin/login/", {"username": "admin", "password": "x"})
    assert (answer.status_code, client.session.get("_auth_user_id")) == (302, None)


def test_for_people_who_are_no_staff_there_is_no_admin(client):
    client.force_login(UserFactory())
    pages = ["/admin/", "/admin/login/", "/admin/artisans/artisan/", "/admin/accounts/user/1/change/", "/admin/logout/"]
    assert [client.get(page).status_code for page in pages] == [404, 404, 404, 404, 404]


def test_an_officer_arrives_where_they_wanted(client):
    client.force_login(UserFactory(areas=["33.74"]))
    assert client.get("/admin/login/", {"next": "/admin/clusters/cluster/"}).url == "/admin/clusters/cluster/"


def test_signing_out_and_the_password_have_their_own_pages(client):
    client.force_login(UserFactory(areas=["33.74"]))
    page = client.get("/admin/")
    assert 'action="/akun/keluar/"' in page.text
    assert 'href="/akun/kata-sandi/"' in page.text
    assert client.get("/admin/logout/").url == "/akun/keluar/"
    assert client.get("/admin/password_change/").status_code == 404


@pytest.mark.parametrize("address", ["/admin/artisans/artisan/?q=%00", "/admin/autocomplete/?term=%00"])
def test_a_null_character_in_an_address_is_a_bad_request(client, address):
    client.force_login(UserFactory(areas=["33.74"]))
    assert client.get(address).status_code == 400
