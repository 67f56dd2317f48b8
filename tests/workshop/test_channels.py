"""A maker's shops elsewhere: added, shown, looked after, hidden and taken off."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from products.actions.channels import MOST_CHANNELS, due_for_a_look, note_look
from products.choices import Health
from products.looking import Look
from products.models import SalesChannel
from tests.cast import make_cast
from tests.factories import ArtisanFactory, ConsentFactory, SalesChannelFactory

pytestmark = pytest.mark.django_db
SHOP = "https://shopee.co.id/tas-goni"


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_maker_adds_a_shop_and_buyers_see_it():
    cast = make_cast()
    ConsentFactory(artisan=cast.artisan)
    address = reverse("workshop:channels", args=[cast.artisan.code])
    response = client_of(cast.artisan_user).post(address, {"url": SHOP})
    assert (response.status_code, response["Location"]) == (302, address)
    channel = cast.artisan.channels.get()
    assert (channel.url, channel.place, channel.added_by) == (SHOP, "Shopee", cast.artisan_user)
    page = Client().get(cast.artisan.get_absolute_url()).content.decode()
    assert f'<a href="{SHOP}" rel="nofollow noopener ugc">Shopee</a>' in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("http://toko.example/x", "Alamat harus diawali https://."),
        ("bukan alamat", "Masukkan URL yang valid."),
        ("javascript:alert(1)", "Masukkan URL yang valid."),
        ("", "Bagian ini perlu diisi."),
        (SHOP, "Alamat ini sudah ada di daftar."),
    ],
)
def test_what_is_no_address_comes_back_with_a_sentence(typed, sentence):
    cast = make_cast()
    SalesChannelFactory(artisan=cast.artisan, url=SHOP)
    response = client_of(cast.officer).post(reverse("workshop:channels", args=[cast.artisan.code]), {"url": typed})
    page = response.content.decode()
    assert (response.status_code, sentence in page, f'value="{typed}"' in page or not typed) == (422, True, True)
    assert cast.artisan.channels.count() == 1


def test_the_list_has_an_end():
    cast = make_cast()
    for _number in range(MOST_CHANNELS):
        SalesChannelFactory(artisan=cast.artisan)
    response = client_of(cast.officer).post(reverse("workshop:channels", args=[cast.artisan.code]), {"url": SHOP})
    assert "paling banyak 10 tautan" in response.content.decode()
    assert cast.artisan.channels.count() == MOST_CHANNELS


def test_a_dead_link_is_hidden_after_the_third_look_and_back_when_it_answers():
    channel = SalesChannelFactory()
    shown = []
    for health in (Health.DEAD, Health.MOVED, Health.DEAD, Health.WORKS):
        note_look(channel=channel, look=Look(health))
        shown.append(SalesChannel.objects.shown().exists())
    assert shown == [True, True, False, True]


def test_what_looks_taken_over_is_hidden_at_once_until_somebody_vouches_for_it():
    cast = make_cast()
    channel = SalesChannelFactory(artisan=cast.artisan)
    note_look(channel=channel, look=Look(Health.HIJACKED))
    assert not SalesChannel.objects.shown().exists()
    client_of(cast.artisan_user).post(reverse("workshop:trust_channel", args=[cast.artisan.code, channel.pk]))
    assert SalesChannel.objects.shown().get().health == Health.WORKS


def test_a_link_is_removed_only_from_its_own_maker():
    cast = make_cast()
    foreign = SalesChannelFactory(artisan=ArtisanFactory(region_id="32.73.01.1001"))
    own = SalesChannelFactory(artisan=cast.artisan)
    client = client_of(cast.officer)
    address = reverse("workshop:remove_channel", args=[cast.artisan.code, foreign.pk])
    assert client.post(address).status_code == 404
    client.post(reverse("workshop:remove_channel", args=[cast.artisan.code, own.pk]))
    assert list(SalesChannel.objects.all()) == [foreign]


def test_who_was_looked_at_longest_ago_is_next_and_demo_links_never():
    now = timezone.now()
    old = SalesChannelFactory(checked_at=now - timezone.timedelta(days=2))
    SalesChannelFactory(checked_at=now)
    SalesChannelFactory(is_demo=True)
    new = SalesChannelFactory()
    assert list(due_for_a_look(before=now - timezone.timedelta(days=1), limit=9)) == [new, old]


def test_the_command_says_what_it_did(capsys):
    call_command("check_channels")
    said = "0 sales channels looked at: none was due (nothing kept; --write keeps it).\n"
    assert capsys.readouterr().out == said


def test_one_link_and_three_links_cost_the_same(django_assert_num_queries):
    cast = make_cast()
    client = client_of(cast.artisan_user)
    for number in range(3):
        SalesChannelFactory(artisan=cast.artisan)
        if number in {0, 2}:
            with django_assert_num_queries(4):
                client.get(reverse("workshop:channels", args=[cast.artisan.code]))
