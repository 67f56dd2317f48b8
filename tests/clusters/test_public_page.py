"""A cluster's page as buyers, visitors and makers read it."""

import threading

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import reverse
from django.utils import translation

from artisans.actions.consents import withdraw
from artisans.choices import ConsentPurpose, MembershipRole
from clusters.choices import ClusterKind
from clusters.models import Cluster
from tests.factories import ClusterFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def page_of(cluster: Cluster) -> str:
    return Client().get(cluster.get_absolute_url()).text


def test_a_centre_lists_its_clusters_with_their_members_and_each_leads_back():
    centre = ClusterFactory(name="Sentra Konveksi", kind=ClusterKind.CENTRE)
    child, empty = (ClusterFactory(name=name, parent=centre) for name in ("Klaster 01", "Klaster 02"))
    hidden = ClusterFactory(name="Klaster 03", parent=centre, state="PROPOSED")
    for _n in range(3):
        MembershipFactory(cluster=child)
    response = Client().get(centre.get_absolute_url())
    listed = [(one.name, one.member_count) for one in response.context["children"]]
    assert listed == [("Klaster 01", 3), ("Klaster 02", 0)]
    for one in (child, empty):
        assert f'href="{one.get_absolute_url()}"' in response.text
        assert f'href="{centre.get_absolute_url()}"' in page_of(one)
    assert hidden.name not in response.text


def test_members_stand_with_their_roles_and_who_withdraws_is_gone_at_once():
    cluster = ClusterFactory()
    seats = [MembershipFactory(cluster=cluster, role=role) for role in (MembershipRole.CHAIR, MembershipRole.MEMBER)]
    names = [seat.artisan.public_name for seat in seats]
    page = page_of(cluster)
    assert [name in page for name in names] == [True, True]
    withdraw(artisan=seats[0].artisan, purpose=ConsentPurpose.PUBLIC_PROFILE, by=UserFactory())
    page = page_of(cluster)
    assert [name in page for name in names] == [False, True]
    assert "Ketua" not in page


def test_an_empty_page_says_what_is_still_to_come():
    page = page_of(ClusterFactory())
    said = [
        "Pengurus belum menuliskan cerita klaster ini.",
        "Pengurus belum menuliskan jam kunjungan. Tanyakan dahulu sebelum datang.",
        "Pengurus belum menuliskannya.",
        "Belum ada anggota yang ditampilkan",
    ]
    assert [text for text in said if text not in page] == []
    assert "Kabar</h2>" not in page


def test_three_news_stand_on_the_page_and_the_rest_a_tap_away():
    cluster = ClusterFactory()
    for number in range(4):
        cluster.news.create(title=f"Kabar ke-{number}", text="Besok", by=UserFactory())
    page, every = page_of(cluster), reverse("clusters:news", args=[cluster.code])
    assert [f"Kabar ke-{number}" in page for number in range(4)] == [False, True, True, True]
    assert every in page
    shown = Client().get(every).text
    assert shown.index("Kabar ke-3") < shown.index("Kabar ke-0")
    cluster.news.first().delete()
    assert every not in page_of(cluster)


def test_search_engines_read_what_it_is_where_and_since_when():
    cluster = ClusterFactory(description='Sejak 1980 kami menjahit "tas".\n\nDari karung goni.')
    for language, kind in (("id", "Klaster · Tas"), ("en", "Cluster · Bags")):
        with translation.override(language):
            page = page_of(cluster)
        line = page.partition('name="description"')[2].partition(">")[0]
        assert kind in line
        assert "Sejak 1980 kami menjahit &quot;tas&quot;." in line


@pytest.mark.django_db(transaction=True)
def test_two_officers_who_put_two_clusters_into_each_other_at_once_make_no_circle():
    one, other, together, outcomes = ClusterFactory(), ClusterFactory(), threading.Barrier(2), []

    def put(inner: Cluster, outer: Cluster) -> None:
        together.wait()
        try:
            Cluster.objects.filter(pk=inner.pk).update(parent=outer)
            outcomes.append("put")
        except IntegrityError:
            outcomes.append("refused")
        connection.close()

    threads = [threading.Thread(target=put, args=pair) for pair in ((one, other), (other, one))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["put", "refused"]
