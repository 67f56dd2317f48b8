"""What the site tells people about what is theirs."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.models import Notice
from accounts.notices import mark_read, tell
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_notice_is_read_in_the_readers_language_and_by_its_reader_alone():
    reader, other = UserFactory(), UserFactory()
    tell([reader], "%(n)s waits", n="<b>Klaster</b>", url="/klaster/")
    page = client_of(reader).get(reverse("pages:account")).content.decode()
    assert '<a href="/klaster/"><strong>&lt;b&gt;Klaster&lt;/b&gt; menunggu</strong></a>' in page
    with translation.override("en"):
        assert str(Notice.objects.get()) == "<b>Klaster</b> waits"
    assert "menunggu" not in client_of(other).get(reverse("pages:notices")).content.decode()


def test_reading_marks_all_of_ones_own():
    reader, other = UserFactory(), UserFactory()
    tell([reader, other], "Closed")
    client_of(reader).post(reverse("pages:read_notices"))
    assert list(Notice.objects.filter(read_at=None).values_list("to", flat=True)) == [other.pk]
    assert mark_read(by=reader) == 0
    assert "Baru untuk Anda" not in client_of(reader).get(reverse("pages:account")).content.decode()


def test_one_notice_and_three_cost_the_same(django_assert_num_queries):
    reader = UserFactory()
    client = client_of(reader)
    for number in range(3):
        tell([reader], "Closed", url=f"/klaster/{number}/")
        if number in {0, 2}:
            with django_assert_num_queries(4):
                client.get(reverse("pages:notices"))


def test_an_empty_list_says_when_something_comes():
    assert "Belum ada apa-apa" in client_of(UserFactory()).get(reverse("pages:notices")).content.decode()
