"""The code of a record that became part of another leads to the same page of that one, for the maker and for others."""

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from artisans.actions.merging import merge
from artisans.choices import ArtisanState, ConsentPurpose
from tests.artisans.records import standing
from tests.factories import ArtisanFactory, ConsentFactory, UserFactory

pytestmark = pytest.mark.django_db
PAGES = [
    *("home", "name", "crafts", "story", "work", "place", "person", "consents", "data", "data_file", "wishes"),
    *("erasure", "channels", "enquiries", "products", "add_product", "buyer_links"),
]


@pytest.fixture
def pair():
    survivor, merged, user = ArtisanFactory(published=True), ArtisanFactory(state=ArtisanState.ACTIVE), UserFactory()
    merged.users.add(user)
    for artisan in (survivor, merged):
        ConsentFactory(artisan=artisan, purpose=ConsentPurpose.STORE)
    ConsentFactory(artisan=merged, purpose=ConsentPurpose.WHATSAPP)
    merge(survivor=survivor, merged=merged, chosen=[], by=UserFactory())
    return survivor, merged, user


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_no_page_of_the_maker_is_forgotten():
    with_a_code_alone = set()
    for name in get_resolver("workshop.urls").reverse_dict:
        try:
            reverse(f"workshop:{name}", args=["AAAAAA"])
        except (NoReverseMatch, ValueError):
            continue
        with_a_code_alone.add(name)
    assert {name for name in with_a_code_alone if isinstance(name, str)} == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_each_page_of_the_maker_leads_on(pair, name):
    survivor, merged, user = pair
    former, today = (reverse(f"workshop:{name}", args=[artisan.code]) for artisan in (merged, survivor))
    answer = signed_in(user).get(former, {"page": "2"})
    assert (answer.status_code, answer["Location"]) == (302, f"{today}?page=2")
    assert signed_in(UserFactory()).get(former).status_code == 404


def test_what_the_maker_sends_there_is_done_on_the_record_that_stayed(pair):
    survivor, merged, user = pair
    page = reverse("workshop:withdraw_consent", args=[merged.code, "WHATSAPP"])
    assert signed_in(user).post(page).status_code == 302
    assert standing(survivor) == ["PUBLIC_PROFILE", "STORE"]


@pytest.mark.parametrize("name", ["orders:ask_maker", "products:of_maker"])
def test_buyers_come_to_the_record_that_stayed(pair, name):
    survivor, merged, _user = pair
    answer = Client().get(reverse(name, args=[merged.code]))
    assert answer.status_code == 200
    assert survivor.public_name in answer.content.decode()


def test_so_do_the_makers_clusters(pair):
    survivor, merged, user = pair
    answer = signed_in(user).get(reverse("memberships:of_maker", args=[merged.code]))
    assert (answer.status_code, answer["Location"]) == (302, reverse("memberships:of_maker", args=[survivor.code]))
