"""Shared phones: what was seen while signed in is not kept for whoever takes the phone next."""

import pytest
from django.urls import reverse

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["field:home", "field:register", "field:records", "pages:account", "pages:home"])
def test_no_page_of_somebody_signed_in_is_kept(client, name):
    client.force_login(UserFactory(areas=["33.74"]))
    assert client.get(reverse(name))["Cache-Control"] == "private, no-store"


def test_a_page_that_is_not_there_is_not_kept_either(client):
    client.force_login(UserFactory())
    assert client.get(reverse("field:home"))["Cache-Control"] == "private, no-store"


def test_the_pages_of_visitors_may_be_kept(client):
    assert "Cache-Control" not in client.get(reverse("pages:home"))


def test_what_says_itself_how_long_it_lasts_is_left_alone(client):
    client.force_login(UserFactory())
    assert client.get(reverse("regions:search"))["Cache-Control"] == "public, max-age=60"
